import type { ExplanationStep } from '@heqi/domain';
import type { Names } from './names';

/** A sentence for every code a step can have; a new code does not compile until both languages say it. */
export type StepSentences = {
  readonly [Code in ExplanationStep['code']]: (step: Extract<ExplanationStep, { code: Code }>, names: Names) => string;
};

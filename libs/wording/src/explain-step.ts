import type { ExplanationStep } from '@heqi/domain';
import type { Language } from './language';
import type { Names } from './names';
import type { StepSentences } from './step-sentences';
import { STEPS_IN_ENGLISH } from './step-sentences.en';
import { STEPS_IN_CHINESE } from './step-sentences.zh';

const SENTENCES: Readonly<Record<Language, StepSentences>> = { zh: STEPS_IN_CHINESE, en: STEPS_IN_ENGLISH };

/** One step of the arithmetic behind a date as a sentence. */
export function explainStep(step: ExplanationStep, language: Language, names: Names = {}): string {
  const sentence = SENTENCES[language][step.code] as (step: ExplanationStep, names: Names) => string;
  return sentence(step, names);
}

/** The steps to a due date as sentences, in their order. What a step repeats of the one before it is not said twice:
 *  counting says again the date that the paper states. */
export function explainDue(steps: readonly ExplanationStep[], language: Language, names: Names = {}): string[] {
  return steps
    .filter((step, index) => step.code !== 'fixed' || !statesADate(steps[index - 1]))
    .map((step) => explainStep(step, language, names));
}

function statesADate(step: ExplanationStep | undefined): boolean {
  return step?.code === 'fixed_date' || step?.code === 'moved_by_supplement';
}

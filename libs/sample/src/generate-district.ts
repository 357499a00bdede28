import { assess, civilDate, DEFAULT_ASSESSMENT_RULES, latestCalendar, type CivilDate } from '@heqi/domain';
import { BUREAU_ID } from './district';
import { drawOutcomes, hasOutcome, type Outcome } from './outcomes';
import { Random } from './random';
import { named, rehearse, type Rehearsed, type SampleStep } from './rehearsal';
import { drawStory } from './story/deal-story';
import { inOneLine } from './timeline/agenda';
import { workdayBefore } from './timeline/workdays';

/** The day on which the sample stands: nothing is recorded on it yet. */
export const SAMPLE_UNTIL: CivilDate = civilDate('2026-06-30');

export interface DistrictOptions {
  /** A whole number; the same seed gives the same steps, byte by byte. */
  readonly seed: number;
  /** 301, as in the clean-up of Guangyuan that the proportions follow (97 honoured, 204 not yet). */
  readonly deals?: number;
  /** The deals were signed in the six and a half years before it. */
  readonly until?: CivilDate;
  readonly contractIdFor: (bureauId: string, dealNumber: string) => string;
}

/** A made-up district as its ledger would stand: every command decided by the domain, in the order in which they were recorded.
 *  Throws a RangeError for a number of deals that is not a whole number from 1 to 9999. */
export function* generateDistrict(options: DistrictOptions): Iterable<SampleStep> {
  const { seed, deals = 301, until = SAMPLE_UNTIL, contractIdFor } = options;
  if (!Number.isInteger(deals) || deals < 1 || deals > 9999) {
    throw new RangeError(`A district of ${deals} deals cannot be drawn: give a whole number from 1 to 9999.`);
  }
  const outcomes = drawOutcomes(deals, new Random(seed, 'outcomes'));
  const lastDay = workdayBefore(until);
  const steps = outcomes.flatMap((outcome, index) => {
    const frame = { index, outcome, until, lastDay, contractIdFor };
    return named(drawUntilItEndsSo(seed, outcome, frame).steps);
  });
  yield* inOneLine(steps);
}

const ATTEMPTS = 400;

/** Draws a deal again and again until the assessment of its record is the outcome it shall have: the story only makes that
 *  likely, the domain says whether it is so. */
function drawUntilItEndsSo(seed: number, outcome: Outcome, frame: Parameters<typeof drawStory>[0]): Rehearsed {
  const { index, until, lastDay } = frame;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const random = new Random(seed, `deal ${index}, attempt ${attempt}`);
    const story = drawStory(frame, BUREAU_ID, random);
    const rehearsed = story && rehearse(story, lastDay, random);
    if (!rehearsed) continue;
    const assessment = assess(rehearsed.state, until, latestCalendar(), DEFAULT_ASSESSMENT_RULES);
    if (hasOutcome(assessment, outcome)) return rehearsed;
  }
  throw new Error(
    `Deal ${index} of seed ${seed} never came out as ${outcome} in ${ATTEMPTS} draws; take another seed.`,
  );
}

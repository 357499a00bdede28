import type { HolidayRun, NoticedWorkday } from '@heqi/domain';
import { excuseCause } from './catalogue/statuses';
import { termText } from './formats';
import { counted } from './language';
import { conditionName, instrumentName, obligationName } from './names';
import type { StepSentences } from './step-sentences';

export const STEPS_IN_ENGLISH: StepSentences = {
  fixed_date: ({ on }) => `The agreed date is ${on}.`,
  signed: ({ instrumentId, on }, names) =>
    `The term starts with the signing of ${instrumentName(instrumentId, 'en', names)} on ${on}.`,
  signing_awaited: ({ instrumentId }, names) =>
    `${capital(instrumentName(instrumentId, 'en', names))} is not signed yet: projected as if signed today.`,
  anchor_fulfilled: ({ no, on }, names) =>
    `The term starts with the fulfilment of obligation ${obligationName(no, names)} on ${on}.`,
  anchor_projected: ({ no, on }, names) =>
    `Obligation ${obligationName(no, names)} is not fulfilled yet: projected as if fulfilled on ${on}.`,
  condition_met: ({ id, on }, names) => `${capital(conditionName(id, 'en', names))} was met on ${on}.`,
  condition_open: ({ id }, names) => `${capital(conditionName(id, 'en', names))} is not met yet.`,
  term: ({ term, from }) => `The term is ${termText(term, 'en')} from ${from}.`,
  later_of: ({ base, afterCondition, date }) =>
    `Due on the later of the agreed date ${base} and ${afterCondition}, the end of the term after the condition: ${date}.`,
  condition_met_after_date: ({ base, metOn }) =>
    `The condition was met on ${metOn}, after the agreed date ${base}, and no term was agreed for that: no deadline until a demand sets one.`,
  no_deadline_agreed: () => 'No deadline was agreed: a demand with reasonable notice makes one (Civil Code, art. 511).',
  demand_served: ({ on }) =>
    `A demand was served on ${on}: the respite it left makes the date (Civil Code, art. 511(4)).`,
  breach_notice_served: ({ on }) => `A notice of breach was served on ${on}, after the due date.`,
  limitation_starts: ({ due, lastInstalmentNo }, names) =>
    lastInstalmentNo === null
      ? `Limitation runs from the day after the due date ${due} (Civil Code, art. 188).`
      : `Limitation runs from the day after ${due}, when the last instalment of the debt, obligation ${obligationName(lastInstalmentNo, names)}, was due (Civil Code, art. 189).`,
  limitation_awaits_instalment: ({ no }, names) =>
    `Limitation does not run yet: obligation ${obligationName(no, names)}, an instalment of the same debt, has no date (Civil Code, art. 189).`,
  limitation_restarted: ({ by, on }) =>
    `It starts anew on ${on}, by ${RESTARTS[by]} (Civil Code, art. ${by === 'acknowledgement' ? '192, 195' : '195'}).`,
  rescission_ground_known: ({ on }) =>
    `The cure period ended in vain on ${on}: from then on the ground to rescind is known (Civil Code, art. 564).`,
  waits_in_a_circle: ({ no }, names) =>
    `Obligation ${obligationName(no, names)} waits for this one in turn: projected from today.`,
  moved_by_supplement: ({ instrumentId, signedOn, to }, names) =>
    `${capital(instrumentName(instrumentId, 'en', names))}, signed on ${signedOn}, moved the due date to ${to}.`,
  extended: ({ reliefId, servedOn, to }) =>
    `Extension ${reliefId}, approved and served on ${servedOn}, gives time until ${to}.`,
  excused: ({ excuseId, cause, from, to, goesOn }) =>
    `${capital(excuseCause[cause].en)} (${excuseId}): ${from} to ${to}${stillGoing(goesOn)} is not counted.`,
  excused_by_duty: ({ no, from, to, goesOn }, names) =>
    `Obligation ${obligationName(no, names)} of the other side was late: ${from} to ${to}${stillGoing(goesOn)} is not counted.`,
  excused_by_freeze: ({ reviewNumber, from, to }) =>
    `Stopped by law (${reviewNumber}) and then allowed again: ${from} to ${to} is not counted.`,
  tolled: ({ from, to, inWorkingDays }) =>
    `The ${inWorkingDays ? 'working ' : ''}days not counted are made up by as many that are not excused: ${from} becomes ${to}.`,
  circle_not_tolled: ({ no }, names) =>
    `Obligation ${obligationName(no, names)} waits for this one in turn: its delay is seen without any tolling from within the circle.`,
  if_accepted: ({ date }) => `An excuse is undecided: if it is accepted, the due date is ${date}.`,
  if_it_ended_today: () => 'The hindrance goes on: this is the date if it ended today, and it moves with every day.',
  start_excluded: ({ start }) => `The starting day, ${start}, is not counted (Civil Code, art. 201).`,
  natural_days_added: ({ count, to }) => `Counted: ${counted(count, 'natural day')}, to ${to}.`,
  working_days_counted: ({ count, to, skippedHolidays, countedMakeupDays }) =>
    `Counted: ${counted(count, 'working day')}, to ${to}${skippedHolidays.map(skipped).join('')}${countedMakeupDays.map(madeUp).join('')}.`,
  months_added: ({ count, to }) => `Counted: ${counted(count, 'month')}, to ${to}.`,
  years_added: ({ count, to }) => `Counted: ${counted(count, 'year')}, to ${to}.`,
  month_end: ({ wantedDay, to }) =>
    `The month has no day ${wantedDay}, so the term ends with the month, on ${to} (Civil Code, art. 202).`,
  fixed: ({ date }) => `${date} stands in the paper and is not counted.`,
  rolled: (step) =>
    step.because === 'weekend'
      ? `${step.from} is on a weekend: moved on to ${step.to}.`
      : `${step.from} is a statutory holiday${holiday(step)}: moved on to ${step.to} (Civil Code, art. 203).`,
  makeup_workday_kept: ({ date, ...noticed }) =>
    `${date} is on a weekend, but a make-up workday${holiday(noticed)}: not moved.`,
  weekend_kept: ({ date }) => `${date} is on a weekend, off which this contract does not move a last day.`,
  provisional: ({ year }) =>
    `The holidays of ${year} are not announced: Monday to Friday were counted as workdays, for now.`,
};

const RESTARTS = {
  demand: 'a demand',
  breach_notice: 'a notice of breach',
  acknowledgement: 'an acknowledgement',
} as const;

function skipped({ from, to, ...noticed }: HolidayRun): string {
  return `; ${from === to ? from : `${from} to ${to}`} not counted as statutory holidays${holiday(noticed)}`;
}

function madeUp({ date, ...noticed }: NoticedWorkday): string {
  return `; ${date} counted as a make-up workday${holiday(noticed)}`;
}

/** Holidays and notices keep their Chinese names: they are looked up by them. */
function holiday({ name, notice }: { readonly name: string; readonly notice: string }): string {
  const known = [name, notice].filter((each) => each !== '').join(', ');
  return known === '' ? '' : ` (${known})`;
}

function stillGoing(goesOn: boolean): string {
  return goesOn ? ' (still going on)' : '';
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

import { daysBetween } from '@heqi/domain';
import { counted } from './language';
import { conditionName, obligationName, partyName } from './names';
import { hasUndecidedClaim, paceOf, type StatusSentences, type Told } from './status-sentences';

export const STATUSES_IN_ENGLISH: StatusSentences = {
  fulfilled_on_time: (told) => `Kept on time: ${due(told)}done on ${told.assessment.fulfilledOn} and verified`,
  fulfilled_late: (told) =>
    `Kept late: ${due(told)}done on ${told.assessment.fulfilledOn}, ${counted(told.assessment.daysLate, 'day')} late`,
  superseded: () => 'Superseded: a supplement has put another obligation in its place',
  frozen_unlawful: () => 'Stopped by law: a review found that it must not be performed, and that is no default',
  waived: () => 'Waived: the one to whom it was owed gave it up',
  discharged: () => 'Discharged: both sides agreed that nothing more is owed here',
  terminated: () => 'Terminated: the contract has ended and nothing more is owed here',
  conditional: ({ assessment, names }) => {
    const open = assessment.due.openConditions.map((id) => conditionName(id, 'en', names)).join(', ');
    return `Condition not met: waiting for ${open}, never late meanwhile${projected(assessment.due.projected)}`;
  },
  awaiting_anchor: ({ assessment: { due: dates }, names }) => {
    const { awaitedNo } = dates;
    const awaited =
      awaitedNo === null
        ? 'what starts the term has not happened'
        : `obligation ${obligationName(awaitedNo, names)} is not fulfilled`;
    return `Not yet running: ${awaited}${projected(dates.projected)}`;
  },
  no_deadline: () => 'No deadline: it is owed, and a demand will set the date',
  suspended: ({ assessment, names }) => {
    const by = (assessment.suspension ?? []).map(
      ({ partyId, since }) => `${partyId === null ? '' : `by ${partyName(partyId, names)} `}since ${since}`,
    );
    return `Suspended: ${by.join('; ')}, not late meanwhile`;
  },
  under_verification: (told) => {
    const { waitingDays, verifierId } = told.assessment.verification ?? { waitingDays: 0, verifierId: null };
    const office = verifierId === null ? '' : ` with ${partyName(verifierId, told.names)}`;
    return `Under verification: ${due(told)}claimed, waiting ${counted(waitingDays, 'day')}${office}`;
  },
  blocked: ({ assessment: { blocker, due: dates }, names }) =>
    `Blocked: ${blocker === null ? '' : `obligation ${obligationName(blocker.no, names)} is late since ${blocker.since}; `}not late itself, due by ${dates.current} if that ended today`,
  overdue: (told) =>
    `Overdue by ${counted(told.assessment.daysLate, 'day')}: ${due(told)}not verified as of ${told.asOf}${hasUndecidedClaim(told) ? ' (a claim waits for verification)' : ''}`,
  in_cure: (told) => `In cure period until ${told.assessment.cure?.endsOn}: ${late(told)}${noticed(told)}`,
  breached: (told) =>
    `Breached and still owed: ${late(told)}${noticed(told)}, and the cure period ended on ${told.assessment.cure?.endsOn}`,
  past_date: (told) =>
    `Past its date: ${due(told)}of best effort, so not in default, and not verified as of ${told.asOf}`,
  behind_pace: (told) => {
    const { verified, planned, pointsBehind } = paceOf(told);
    return `Behind pace: ${due(told)}${planned} planned by ${told.asOf}, ${verified} verified, ${pointsBehind} points behind`;
  },
  due_soon: (told) => `Due soon: ${due(told)}${remaining(told)}`,
  on_track: (told) => {
    const { verified, planned } = paceOf(told);
    return `On track: ${due(told)}${verified} verified as of ${told.asOf}${planned === null ? '' : `, ${planned} planned`}`;
  },
  not_yet_due: (told) => `Not yet due: ${due(told)}${remaining(told)}`,
};

function due({ assessment }: Told): string {
  return assessment.due.current === null ? '' : `due by ${assessment.due.current}, `;
}

function late(told: Told): string {
  return `${due(told)}${counted(told.assessment.daysLate, 'day')} late`;
}

function noticed({ assessment: { cure } }: Told): string {
  return `, notice of breach served on ${cure?.servedOn}`;
}

function projected(date: string | null): string {
  return date === null ? '' : `; as things stand it would be due by ${date}`;
}

function remaining({ asOf, assessment }: Told): string {
  const days = assessment.due.current === null ? 0 : daysBetween(asOf, assessment.due.current);
  return days === 0 ? 'which is today' : `${counted(days, 'day')} left`;
}

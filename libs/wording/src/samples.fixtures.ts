import { civilDate as d, type ExplanationStep, type ObligationAssessment, type ObligationStatus } from '@heqi/domain';

const notice = '国办发明电〔2024〕12号';

/** One step of every code; `rolled` for its longer form. */
export const stepSamples: { readonly [Code in ExplanationStep['code']]: Extract<ExplanationStep, { code: Code }> } = {
  fixed_date: { code: 'fixed_date', on: d('2025-06-28') },
  signed: { code: 'signed', instrumentId: 'agreement', on: d('2025-03-10') },
  anchor_fulfilled: { code: 'anchor_fulfilled', no: 'G-01', on: d('2025-06-05') },
  anchor_projected: { code: 'anchor_projected', no: 'G-01', on: d('2025-06-05') },
  signing_awaited: { code: 'signing_awaited', instrumentId: '' },
  condition_met: { code: 'condition_met', id: 'permit', on: d('2025-08-01') },
  condition_open: { code: 'condition_open', id: 'permit' },
  term: { code: 'term', term: { count: 30, unit: 'working_days' }, from: d('2025-09-15') },
  later_of: { code: 'later_of', base: d('2025-06-30'), afterCondition: d('2025-08-31'), date: d('2025-08-31') },
  condition_met_after_date: { code: 'condition_met_after_date', base: d('2025-06-30'), metOn: d('2025-07-01') },
  no_deadline_agreed: { code: 'no_deadline_agreed' },
  waits_in_a_circle: { code: 'waits_in_a_circle', no: 'E-02' },
  moved_by_supplement: {
    code: 'moved_by_supplement',
    instrumentId: 'supplement-1',
    signedOn: d('2025-05-01'),
    to: d('2025-12-31'),
  },
  extended: { code: 'extended', reliefId: 'extension-1', servedOn: d('2025-06-20'), to: d('2025-08-31') },
  excused: {
    code: 'excused',
    excuseId: 'flood-2025',
    cause: 'force_majeure',
    from: d('2025-07-03'),
    to: d('2025-07-15'),
    goesOn: true,
  },
  excused_by_duty: {
    code: 'excused_by_duty',
    no: 'G-01',
    book: 'government',
    from: d('2025-03-04'),
    to: d('2025-04-12'),
    goesOn: false,
  },
  tolled: { code: 'tolled', from: d('2025-06-30'), to: d('2025-08-11'), inWorkingDays: false },
  circle_not_tolled: { code: 'circle_not_tolled', no: 'E-02' },
  if_accepted: { code: 'if_accepted', date: d('2025-08-25') },
  if_it_ended_today: { code: 'if_it_ended_today' },
  start_excluded: { code: 'start_excluded', start: d('2025-09-15') },
  natural_days_added: { code: 'natural_days_added', count: 1, from: d('2025-09-15'), to: d('2025-09-16') },
  working_days_counted: {
    code: 'working_days_counted',
    count: 30,
    from: d('2025-09-15'),
    to: d('2025-10-31'),
    skippedHolidays: [{ from: d('2025-10-01'), to: d('2025-10-08'), name: '国庆节', notice }],
    countedMakeupDays: [{ date: d('2025-09-28'), name: '国庆节', notice }],
  },
  months_added: { code: 'months_added', count: 6, from: d('2025-08-31'), to: d('2026-02-28') },
  years_added: { code: 'years_added', count: 2, from: d('2025-08-31'), to: d('2027-08-31') },
  month_end: { code: 'month_end', wantedDay: 31, to: d('2026-02-28') },
  fixed: { code: 'fixed', date: d('2025-06-28') },
  rolled: {
    code: 'rolled',
    from: d('2025-10-04'),
    to: d('2025-10-09'),
    because: 'statutory_holiday',
    name: '国庆节',
    notice,
  },
  makeup_workday_kept: { code: 'makeup_workday_kept', date: d('2026-02-28'), name: '春节', notice },
  weekend_kept: { code: 'weekend_kept', date: d('2025-06-28') },
  provisional: { code: 'provisional', year: 2031 },
};

const dated: ObligationAssessment = {
  no: 'G-01',
  side: 'government',
  status: 'not_yet_due',
  light: 'grey',
  due: {
    standing: 'dated',
    current: d('2025-06-30'),
    original: d('2025-06-30'),
    base: d('2025-06-30'),
    currentBase: d('2025-06-30'),
    ifAccepted: null,
    moves: false,
    projected: null,
    provisional: false,
    openConditions: [],
    awaitedNo: null,
  },
  fulfilledOn: null,
  daysLate: 0,
  delay: {
    days: 0,
    byBook: { agreed: 0, government: 0, enterprise: 0, concurrent: 0, neutral: 0, contested: 0 },
    ledger: [],
    goesOn: true,
  },
  blocker: null,
  suspension: null,
  progress: null,
  flags: [],
  verification: null,
  signals: { overdue: false, blocked: false, dueSoon: false, behindPace: null },
  eventIds: [],
};

const money = (minor: string) => ({ minor, currency: 'CNY' }) as const;
const measured: ObligationAssessment = {
  ...dated,
  progress: {
    target: money('100000000'),
    verified: money('31500000'),
    claimed: money('40000000'),
    verifiedBasisPoints: 3150,
    plannedBasisPoints: 6200,
    basisPointsBehind: 3050,
  },
};
const undated = { ...dated.due, current: null, original: null, base: null, currentBase: null };

/** A duty in every status, as of a day that fits it. */
export const statusSamples: { readonly [Status in ObligationStatus]: ObligationAssessment } = {
  fulfilled_on_time: { ...dated, status: 'fulfilled_on_time', fulfilledOn: d('2025-06-28') },
  fulfilled_late: { ...dated, status: 'fulfilled_late', fulfilledOn: d('2025-07-01'), daysLate: 1 },
  waived: { ...dated, status: 'waived' },
  discharged: { ...dated, status: 'discharged' },
  terminated: { ...dated, status: 'terminated' },
  conditional: {
    ...dated,
    status: 'conditional',
    due: { ...undated, standing: 'conditional', projected: d('2025-12-31'), openConditions: ['permit', 'land'] },
  },
  awaiting_anchor: {
    ...dated,
    status: 'awaiting_anchor',
    due: { ...undated, standing: 'awaiting_anchor', projected: d('2025-12-31'), awaitedNo: 'G-01' },
  },
  no_deadline: { ...dated, status: 'no_deadline', due: { ...undated, standing: 'no_deadline' } },
  suspended: {
    ...dated,
    status: 'suspended',
    light: 'blue',
    suspension: [
      { excuseId: 'x-1', partyId: 'gov-natural-resources', since: d('2025-05-06') },
      { excuseId: 'x-2', partyId: null, since: d('2025-06-01') },
    ],
  },
  under_verification: {
    ...dated,
    status: 'under_verification',
    verification: { claimIds: ['claim-1'], waitingDays: 12, verifierId: 'gov-natural-resources' },
  },
  blocked: {
    ...dated,
    status: 'blocked',
    light: 'blue',
    due: { ...dated.due, current: d('2025-11-11'), moves: true },
    blocker: {
      no: 'G-01',
      side: 'government',
      obligorId: 'gov-natural-resources',
      since: d('2025-03-04'),
      chain: ['G-01'],
    },
  },
  overdue: { ...dated, status: 'overdue', light: 'red', daysLate: 45 },
  behind_pace: { ...measured, status: 'behind_pace', light: 'red' },
  due_soon: { ...dated, status: 'due_soon', light: 'yellow' },
  on_track: { ...measured, status: 'on_track', light: 'green' },
  not_yet_due: dated,
};

import fc from 'fast-check';
import type { Actor } from '../actor';
import { latestCalendar } from '../calendar/statutory-calendar';
import type { ContractCommand } from '../contract/contract.commands';
import { contractDecider } from '../contract/contract.decider';
import type { ContractEvent } from '../contract/contract.events';
import type { Claim, ContractState } from '../contract/contract.state';
import { EVIDENCE_GRADES } from '../obligation/evidence-grade';
import type { Relief, ReliefTerms } from '../contract/relief';
import type { MoneyJson } from '../money/money';
import type { Condition, DueRule, Measure, ObligationTerms } from '../obligation/obligation';
import type { Recorded } from '../recorded';
import { Refusal } from '../refusal';
import { addDays, civilDate, daysBetween, type CivilDate } from '../time/civil-date';
import { epochMilliseconds, instantOf, startOfDayIn } from '../time/instant';
import { TIME_NOT_MONEY, type Side } from '../contract/contract';
import { EXCUSE_CAUSES, type Ground } from '../contract/excuse';
import { investmentAgreement } from './facts.fixtures';
import { frozen } from './frozen.fixtures';
import { clerk, legal, parties, SUPERVISION } from './people.fixtures';
import { noticeOrEndingOf, NOTICES_AND_ENDINGS } from './random-notices.fixtures';
import { PROCEDURE_KINDS, procedureOf, type ProcedureKind } from './random-procedures.fixtures';
import { commitmentTerms, file, persons, promiseTerms, yuan } from './terms.fixtures';

const calendar = latestCalendar();
const FIRST_DAY = civilDate('2024-01-01');
const LAST_DAY = civilDate('2026-12-31');
const supervisor: Actor = { id: 'u-supervisor', partyId: SUPERVISION, role: 'verifier' };

/** Facts happen and are recorded in these years; few days, so that they often meet. */
export const someDay: fc.Arbitrary<CivilDate> = fc
  .integer({ min: 0, max: daysBetween(FIRST_DAY, LAST_DAY) / 5 })
  .map((fifth) => addDays(FIRST_DAY, fifth * 5));
/** Any day that a question may be about. */
export const anyDay: fc.Arbitrary<CivilDate> = fc.integer({ min: -400, max: 2200 }).map((n) => addDays(FIRST_DAY, n));

const term = fc.record({
  count: fc.integer({ min: 0, max: 40 }),
  unit: fc.constantFrom('natural_days', 'working_days', 'months' as const),
});
const termOrNone = fc.option(term, { nil: null });

/** Numbers of duties, by index: the first half the government's, the second the enterprise's. */
function numberOf(index: number, count: number): string {
  return index % 2 === 0 ? `G-0${1 + (index % count)}` : `E-0${1 + (index % count)}`;
}

function dueRule(count: number): fc.Arbitrary<DueRule> {
  const other = fc.nat({ max: count - 1 }).map((index) => numberOf(index, count));
  const from = fc.oneof(
    fc.constant({ kind: 'signing' as const }),
    other.map((of) => ({ kind: 'fulfilment' as const, of })),
    fc.constantFrom('c-1', 'c-2').map((id) => ({ kind: 'condition' as const, id })),
  );
  return fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('fixed' as const), on: someDay, termAfterCondition: termOrNone }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('relative' as const), from, term, termAfterCondition: termOrNone }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: 'none' as const }) },
  );
}

function conditions(count: number): fc.Arbitrary<Condition[]> {
  const other = fc.nat({ max: count - 1 }).map((index) => numberOf(index, count));
  const one = (id: string) =>
    fc.oneof(
      fc.constant<Condition>({ id, kind: 'determined', text: '环评通过' }),
      other.map((of): Condition => ({ id, kind: 'fulfilment', of })),
    );
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant<Condition[]>([]) },
    { weight: 2, arbitrary: one('c-1').map((condition) => [condition]) },
    { weight: 1, arbitrary: fc.tuple(one('c-1'), one('c-2')) },
  );
}

/** Duties of the other side: those with the other parity. */
function tolledBy(index: number, count: number): fc.Arbitrary<string[]> {
  const others = Array.from({ length: count }, (_, other) => other).filter((other) => (other - index) % 2 !== 0);
  if (others.length === 0) return fc.constant([]);
  const named = fc
    .uniqueArray(fc.constantFrom(...others), { maxLength: 2 })
    .map((all) => all.map((other) => numberOf(other, count)));
  return fc.oneof({ weight: 1, arbitrary: fc.constant<string[]>([]) }, { weight: 1, arbitrary: named });
}

const target = fc.constantFrom(yuan(1000), persons(40));
const measure: fc.Arbitrary<Measure> = fc.oneof(
  fc.constant<Measure>({ kind: 'milestone', criterion: null }),
  fc.record({
    kind: fc.constant('amount' as const),
    target,
    countedBy: fc.constantFrom('readings', 'payments' as const),
  }),
  fc
    .tuple(
      target,
      fc.uniqueArray(someDay, { minLength: 2, maxLength: 4 }),
      fc.constantFrom('readings', 'payments' as const),
    )
    .map(([whole, on, countedBy]): Measure => {
      const sorted = on.toSorted();
      const part = (index: number) => share(whole, index, sorted.length - 1);
      return {
        kind: 'progress_plan',
        target: whole,
        countedBy,
        plan: sorted.map((day, index) => ({ on: day, value: part(index) })),
      };
    }),
);

function share(whole: ReturnType<typeof yuan>, index: number, of: number): ReturnType<typeof yuan> {
  if ('minor' in whole) return { ...whole, minor: `${(BigInt(whole.minor) * BigInt(index)) / BigInt(of)}` };
  return { ...whole, value: `${Math.floor((Number(whole.value) * index) / of)}` };
}

const standing = {
  bindingness: fc.constantFrom('binding', 'binding', 'binding', 'best_effort' as const),
  instalmentOf: fc.constantFrom(null, null, 'debt-1'),
};

const obligations: fc.Arbitrary<ObligationTerms[]> = fc.integer({ min: 1, max: 6 }).chain((count) =>
  fc.tuple(
    ...Array.from({ length: count }, (_, index) =>
      fc
        .record({
          ...{ measure, due: dueRule(count), conditions: conditions(count), tolledBy: tolledBy(index, count) },
          ...{ ...standing, survivesTermination: fc.boolean() },
        })
        .map((parts): ObligationTerms => {
          const no = numberOf(index, count);
          const terms = no.startsWith('G') ? promiseTerms : commitmentTerms;
          return settledTerms(terms({ no, verifierId: SUPERVISION, ...parts }));
        }),
    ),
  ),
);

/** Terms that name themselves or a condition they lack would be refused; they become fixed instead. */
function settledTerms(terms: ObligationTerms): ObligationTerms {
  const { no, due } = terms;
  const named = terms.conditions.filter((condition) => condition.kind !== 'fulfilment' || condition.of !== no);
  const lacks =
    due.kind === 'relative' &&
    ((due.from.kind === 'fulfilment' && due.from.of === no) ||
      (due.from.kind === 'condition' && !named.some(({ id }) => due.from.kind === 'condition' && due.from.id === id)));
  const fixed: DueRule = { kind: 'fixed', on: civilDate('2025-06-30'), termAfterCondition: null };
  return { ...terms, conditions: named, due: lacks ? fixed : due };
}

const KINDS = [
  ...['claim', 'claim', 'claim', 'verify', 'verify', 'verify', 'reject', 'withdraw', 'revoke', 'attach'],
  ...['sign', 'move', 'unmove', 'determine', 'determine', 'undetermine', 'correct', 'retract', 'terminate', 'revive'],
  'resign',
  'regrade',
  ...['excuse', 'excuse', 'excuse', 'endExcuse', 'decideExcuse', 'decideExcuse', 'decideExcuse', 'withdrawExcuse'],
  ...['unexcuse', 'relief', 'relief', 'decideRelief', 'decideRelief', 'serve', 'serve', 'serve', 'unrelieve'],
  ...NOTICES_AND_ENDINGS,
  ...PROCEDURE_KINDS,
] as const;

/** A choice of what to do next; what it comes to depends on the state it meets. */
const choice = fc.record({
  kind: fc.constantFrom(...KINDS),
  which: fc.nat({ max: 50 }),
  level: fc.integer({ min: 1, max: 130 }),
  on: someDay,
  daysLater: fc.constantFrom(0, 0, 1, 3, 20, 90),
  yes: fc.boolean(),
});
type Choice = Parameters<Parameters<typeof choice.map>[0]>[0];

/** Whole histories of one contract, every event of them decided by the decider, facts recorded at once or long after. */
export const randomHistory: fc.Arbitrary<readonly Recorded<ContractEvent>[]> = fc
  .tuple(obligations, fc.array(choice, { maxLength: 40, size: 'medium' }))
  .map(([terms, choices]) => play(terms, choices));

function play(terms: readonly ObligationTerms[], choices: readonly Choice[]): readonly Recorded<ContractEvent>[] {
  const history: Recorded<ContractEvent>[] = [];
  let state: ContractState | undefined;
  let today = FIRST_DAY;
  give(record(terms), clerk);
  for (const each of choices) {
    today = addDays(today, each.daysLater);
    if (!state || state.obligations.length === 0) continue;
    give(...commandOf(state, each, history.length, today));
    // a ladder has many rungs and waits between them: several at a time, so that its end is reached
    for (let rungs = each.kind === 'climb' ? each.which % 8 : 0; rungs > 0; rungs--) {
      today = addDays(today, 4);
      give(...commandOf(state, each, history.length, today));
    }
  }
  return history;

  function give(command: ContractCommand, actor: Actor): void {
    const events = unlessRefused(() => contractDecider.decide(command, state, { actor, today, calendar }));
    for (const event of events) {
      const revision = history.length;
      const recordedAt = instantOf(epochMilliseconds(startOfDayIn('Asia/Shanghai', today)) + revision);
      const place = { id: `event-${revision}`, revision, position: `${revision}`, commandId: `command-${revision}` };
      const recorded = { event, actor, recordedAt, ...place };
      history.push(recorded);
      state = frozen(contractDecider.evolve(state, frozen(recorded))); // who changes it in place is found out
    }
  }
}

function unlessRefused(decide: () => readonly ContractEvent[]): readonly ContractEvent[] {
  try {
    return decide();
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

function record(terms: readonly ObligationTerms[]): ContractCommand {
  return {
    type: 'RecordContract',
    contractId: 'contract-1',
    bureauId: 'office-zs',
    dealNumber: '2024-001',
    timeZone: 'Asia/Shanghai',
    details: {
      title: '项目',
      parkId: null,
      zoneId: null,
      industryCode: null,
      roll: { weekends: true },
      minimumEvidenceGrade: 'self',
      delayRules: TIME_NOT_MONEY,
      source: null,
    },
    parties,
    instruments: [{ ...investmentAgreement, signedOn: FIRST_DAY }],
    parcels: [],
    obligations: terms,
  };
}

function commandOf(state: ContractState, choice: Choice, n: number, today: CivilDate): [ContractCommand, Actor] {
  const { kind, which, on: day, yes } = choice;
  const obligation = state.obligations[which % state.obligations.length]!;
  const { terms, claims } = obligation;
  const { no } = terms;
  const on = day <= today ? day : today;
  const claim: Claim | undefined = claims[which % Math.max(1, claims.length)];
  const claimId = claim?.claimId ?? 'none';
  const value = valueOf(terms.measure, choice.level);
  const supplements = state.instruments.filter((each) => each.kind === 'supplement');
  const supplement = supplements[which % Math.max(1, supplements.length)];
  const reason = '记录有误';
  switch (kind) {
    case 'claim':
      if (terms.measure.kind !== 'milestone' && terms.measure.countedBy === 'payments') {
        const payment = { paidOn: on, amount: value!, evidence: [], voucherNumber: null, note: null };
        return [{ type: 'RecordPayment', no, claimId: `claim-${n}`, ...payment }, clerk];
      }
      return [
        {
          type: 'ClaimPerformance',
          no,
          claimId: `claim-${n}`,
          performedOn: on,
          value,
          evidence: [],
          source: null,
          note: null,
        },
        clerk,
      ];
    case 'verify': {
      const accepted = { performedOn: yes ? null : on, value: null, decidedOn: today, criterion: null, note: null };
      const grade = which % 3 === 0 ? 'self' : null;
      return [{ type: 'VerifyPerformance', no, claimId, ...accepted, grade }, supervisor];
    }
    case 'reject':
      return [{ type: 'RejectClaim', no, claimId, decidedOn: today, reason }, supervisor];
    case 'withdraw':
      return [{ type: 'WithdrawClaim', no, claimId, reason }, clerk];
    case 'revoke':
      return [{ type: 'RevokeVerification', no, claimId, decidedOn: today, reason }, supervisor];
    case 'attach': {
      const grade = EVIDENCE_GRADES[which % EVIDENCE_GRADES.length]!;
      return [{ type: 'AttachEvidence', no, claimId, evidence: file(which % 2 ? 'a' : 'b', grade) }, clerk];
    }
    case 'sign': {
      const instrument = { ...investmentAgreement, id: `sup-${n}`, kind: 'supplement' as const, signedOn: on };
      return [{ type: 'SignInstrument', instrument }, clerk];
    }
    case 'move':
      return [
        { type: 'MoveDueDate', no, moveId: `move-${n}`, instrumentId: supplement?.id ?? 'none', newDueOn: day },
        clerk,
      ];
    case 'unmove':
      for (const { terms: moved, moves } of state.obligations) {
        if (moves[0]) return [{ type: 'RevokeDueDateMove', no: moved.no, moveId: moves[0].moveId, reason }, clerk];
      }
      return [{ type: 'RevokeDueDateMove', no, moveId: 'none', reason }, clerk];
    case 'determine': {
      const finding = {
        determinationId: `determination-${n}`,
        met: yes,
        occurredOn: on,
        decidedOn: today,
        evidence: [],
      };
      return [{ type: 'DetermineCondition', no, conditionId: which % 2 ? 'c-1' : 'c-2', ...finding }, supervisor];
    }
    case 'undetermine': {
      const found = state.obligations.find(({ determinations }) => determinations.length > 0) ?? obligation;
      const determinationId = found.determinations[0]?.determinationId ?? 'none';
      return [{ type: 'RevokeConditionDetermination', no: found.terms.no, determinationId, reason }, supervisor];
    }
    case 'correct': {
      const { no: _, side: __, ...correctable } = terms;
      const due: DueRule = { kind: 'fixed', on: day, termAfterCondition: null };
      return [{ type: 'CorrectObligationTerms', no, terms: { ...correctable, due }, reason }, clerk];
    }
    case 'retract':
      return [{ type: 'RetractObligation', no, reason }, clerk];
    case 'terminate': {
      const end = { terminatedOn: yes ? on : null, statedAsOf: on, instrumentId: null };
      return [{ type: 'TerminateContract', ...end, reason }, clerk];
    }
    case 'revive':
      return [{ type: 'RevokeContractTermination', reason }, clerk];
    case 'regrade': {
      const minimumEvidenceGrade = yes ? 'self' : EVIDENCE_GRADES[which % EVIDENCE_GRADES.length]!;
      return [{ type: 'CorrectContractDetails', details: { ...state.details, minimumEvidenceGrade }, reason }, clerk];
    }
    case 'resign': {
      const instrument = { ...investmentAgreement, signedOn: yes ? on : null };
      return [{ type: 'CorrectInstrument', instrument, reason }, clerk];
    }
    case 'excuse': {
      const cause = EXCUSE_CAUSES[which % EXCUSE_CAUSES.length]!;
      const ground: Ground = which % EXCUSE_CAUSES.length < 2 ? 'neutral' : otherSideOf(terms.side);
      const excuse = { obligations: [no], cause, ground, partyId: null, clause: null, description: '停工' };
      const days = { firstDay: on, lastDay: yes ? null : addDays(on, choice.level), notifiedOn: on };
      return [{ type: 'ClaimExcuse', excuseId: `excuse-${n}`, ...excuse, ...days, evidence: [file()] }, clerk];
    }
    case 'endExcuse':
      return [{ type: 'EndExcuse', excuseId: excuseId(state, which), lastDay: day, evidence: [] }, clerk];
    case 'decideExcuse': {
      const decision = { excuseId: excuseId(state, which), decidedOn: today, reason };
      return [yes || which % 3 ? { type: 'AcceptExcuse', ...decision } : { type: 'RejectExcuse', ...decision }, legal];
    }
    case 'unexcuse':
      return [{ type: 'RevokeExcuseDecision', excuseId: excuseId(state, which), decidedOn: today, reason }, legal];
    case 'withdrawExcuse':
      return [{ type: 'WithdrawExcuse', excuseId: excuseId(state, which), reason }, clerk];
    case 'relief': {
      const other = state.obligations[(which + 1) % state.obligations.length]!.terms.no;
      const sum: MoneyJson = { minor: `${choice.level * 1000}`, currency: 'CNY' };
      const reliefs: readonly ReliefTerms[] = [
        { kind: 'extension', newDueOn: day },
        { kind: 'extension', newDueOn: addDays(day, 40) },
        { kind: 'waiver' },
        { kind: 'discharge' },
        { kind: 'set_off', against: other, amount: sum },
      ];
      const relief = reliefs[which % reliefs.length]!;
      const request = { reliefId: `relief-${n}`, relief, requestedOn: on, reason, evidence: [] };
      return [{ type: 'RequestRelief', no, ...request }, clerk];
    }
    case 'decideRelief': {
      const asked = lastReliefWhere(state, which, ({ decision }) => decision === null);
      const decision = { ...asked, decidedOn: on };
      if (!yes && which % 3 === 0) return [{ type: 'RefuseRelief', ...decision, reason }, legal];
      const paper = { documentNumber: null, evidence: [file()], note: null };
      return [{ type: 'ApproveRelief', ...decision, ...paper }, legal];
    }
    case 'serve': {
      const approved = lastReliefWhere(state, which, ({ decision, service }) => decision !== null && service === null);
      return [{ type: 'ServeRelief', ...approved, servedOn: which % 4 ? today : on, evidence: [] }, clerk];
    }
    case 'unrelieve': {
      const relief = lastReliefWhere(state, which, ({ decision }) => (decision === null) === yes);
      if (yes) return [{ type: 'WithdrawRelief', ...relief, reason }, clerk];
      return [{ type: 'RevokeReliefDecision', ...relief, decidedOn: today, reason }, legal];
    }
    default:
      if (isProcedure(kind)) return procedureOf(state, kind, { no, which, on, today, yes, n });
      return noticeOrEndingOf(kind, state, obligation, { n, on, which, yes, supplementId: supplement?.id ?? 'none' });
  }
}

/** Of the duties whose last relief is such, one; so that what was asked for comes to its end often enough. */
function lastReliefWhere(
  { obligations }: ContractState,
  which: number,
  isSuch: (relief: Relief) => boolean,
): { readonly no: string; readonly reliefId: string } {
  const found = obligations.flatMap(({ terms: { no }, reliefs }) => {
    const last = reliefs.at(-1);
    return last && !last.withdrawn && isSuch(last) ? [{ no, reliefId: last.reliefId }] : [];
  });
  return found[which % Math.max(1, found.length)] ?? { no: obligations[0]!.terms.no, reliefId: 'none' };
}

function isProcedure(kind: Choice['kind']): kind is ProcedureKind {
  return (PROCEDURE_KINDS as readonly string[]).includes(kind);
}

function excuseId({ excuses }: ContractState, which: number): string {
  return excuses[which % Math.max(1, excuses.length)]?.excuseId ?? 'none';
}

function otherSideOf(side: Side): Side {
  return side === 'government' ? 'enterprise' : 'government';
}

function valueOf(measure: Measure, percent: number): ReturnType<typeof yuan> | null {
  if (measure.kind === 'milestone') return null;
  return 'minor' in measure.target ? yuan(percent * 10) : persons(Math.ceil((40 * percent) / 100));
}

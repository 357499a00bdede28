import { addDays, type CivilDate, type ContractCommand, type ObligationTerms, type Party } from '@heqi/domain';
import type { Deal } from '../deal';
import { CLERK, LEGAL } from '../people';
import type { Entry } from './entry';

const DAYS_60 = { count: 60, unit: 'natural_days' } as const;
const DAYS_30 = { count: 30, unit: 'natural_days' } as const;
const DAYS_10 = { count: 10, unit: 'natural_days' } as const;
const WORKING_DAYS_5 = { count: 5, unit: 'working_days' } as const;
const reason = '登记有误';

/** Days from the first paper of a ladder to the service of the notice. */
const LADDER_DAYS = 150;

/** Whether a deal that was given up went by the ladder (整改、意向、听证、决定、送达) instead of by agreement. */
export function endsByLadder({ index }: Deal, signedOn: CivilDate, terminatedOn: CivilDate | null): boolean {
  return terminatedOn !== null && index % 4 === 1 && addDays(signedOn, LADDER_DAYS) < terminatedOn;
}

/** The ladder to a termination, booked from the papers when it was over, with one slip taken back; then money claimed back, of
 *  which a part came. */
export function ladderEntries(terms: readonly ObligationTerms[], terminatedOn: CivilDate): Entry[] {
  const no = firstCommitment(terms);
  const before = (days: number) => addDays(terminatedOn, -days);
  const after = (days: number) => addDays(terminatedOn, days);
  const paper = { caseId: 'termination-1', documentNumber: null, evidence: [] };
  const consequences = '逾期不改正的，解除投资协议';
  const rung = (command: ContractCommand, actor = CLERK): Entry => ({ on: after(2), actor, command });
  const opening = { bySide: 'government' as const, grounds: [no], clause: '第九条', reason: '未按约履行且催告无果' };
  const claim = { caseId: 'clawback-1', documentNumber: null, evidence: [] };
  const amount = { minor: '50000000', currency: 'CNY' as const };
  const part = { minor: '20000000', currency: 'CNY' as const };
  const ground = { no, claimId: null, reason: 'not_performed' as const };
  return [
    rung({ type: 'OpenTerminationCase', ...paper, ...opening, openedOn: before(LADDER_DAYS) }),
    rung({ type: 'ServeRectificationNotice', ...paper, servedOn: before(145), term: DAYS_60, consequences }),
    rung({ type: 'ServeTerminationIntent', ...paper, servedOn: before(70), term: DAYS_30, consequences }),
    rung({ type: 'OfferTerminationHearing', ...paper, offeredOn: before(24), term: WORKING_DAYS_5 }),
    rung({ type: 'ConcludeTerminationHearing', ...paper, concludedOn: before(20), outcome: 'waived' }),
    rung({ type: 'RevokeTerminationStep', caseId: paper.caseId, reason }),
    rung({ type: 'ConcludeTerminationHearing', ...paper, concludedOn: before(10), outcome: 'held' }),
    rung({ type: 'DecideTermination', ...paper, decidedOn: before(4), consequences: '另行清算' }, LEGAL),
    rung({ type: 'ServeTerminationNotice', ...paper, servedOn: terminatedOn }),
    at(after(10), { type: 'OpenClawbackCase', ...claim, ground, statement: '违约金', openedOn: after(10) }),
    at(after(12), { type: 'DemandClawback', ...claim, servedOn: after(12), amount, term: DAYS_10 }),
    at(after(18), { type: 'HearClawback', ...claim, heardOn: after(18), outcome: 'statement' }),
    {
      on: after(40),
      actor: LEGAL,
      command: {
        ...{ type: 'DecideClawback' as const, ...claim, decidedOn: after(40), amount, term: DAYS_30 },
        consequences: '逾期申请强制执行',
      },
    },
    at(after(45), { type: 'ServeClawbackDecision', ...claim, servedOn: after(45) }),
    at(after(60), { type: 'RecordRecovery', ...claim, paidOn: after(60), amount }),
    at(after(61), { type: 'RevokeClawbackStep', caseId: claim.caseId, reason: '到账金额录入有误' }),
    at(after(61), { type: 'RecordRecovery', ...claim, paidOn: after(60), amount: part }),
    at(after(250), { type: 'RequestClawbackEnforcement', ...claim, requestedOn: after(250) }),
  ];
}

/** What came to nothing, on some deals: a case closed as cured, a claim withdrawn, a judgment booked on the wrong deal, an office with
 *  a new name, a supplement said to be dissolved. Which deal has which follows from its index. */
export function incidentEntries(
  { index, recordedOn }: Deal,
  terms: readonly ObligationTerms[],
  parties: readonly Party[],
  entries: readonly Entry[],
): Entry[] {
  const on = (days: number) => addDays(recordedOn, days);
  const court = { court: '荣江区人民法院', judgmentNumber: '（2022）民初1号', evidence: [] };
  if (index % 29 === 3) return passingCases(firstCommitment(terms), on, court);
  if (index % 29 === 5) return renamedOffice(terms, parties, on, index % 2 === 0);
  const signed = entries.find(
    ({ command }) => command.type === 'SignInstrument' && command.instrument.kind === 'supplement',
  );
  if (index % 3 !== 0 || signed?.command.type !== 'SignInstrument') return [];
  const { id: instrumentId } = signed.command.instrument;
  const dissolvedOn = addDays(signed.on, 20);
  return [
    at(dissolvedOn, { type: 'DissolveInstrument', instrumentId, dissolvedOn, ...court }),
    at(addDays(signed.on, 25), { type: 'RevokeInstrumentDissolution', instrumentId, reason: '判决未生效' }),
  ];
}

function passingCases(
  no: string,
  on: (days: number) => CivilDate,
  court: { readonly court: string; readonly judgmentNumber: string; readonly evidence: readonly never[] },
): Entry[] {
  const paper = { caseId: 'termination-1', documentNumber: null, evidence: [] };
  const claim = { caseId: 'clawback-1', documentNumber: null, evidence: [] };
  const opening = { bySide: 'government' as const, grounds: [no], clause: null, reason: '进度停滞' };
  const notice = { servedOn: on(25), term: DAYS_60, consequences: '逾期将启动解除程序' };
  const closing = { outcome: 'cured' as const, closedOn: on(60), reason: '已恢复施工' };
  const ground = { no, claimId: null, reason: 'late_performance' as const };
  const judged = { rejectionId: 'judgment-1', ground, ...court, effectiveOn: on(100) };
  return [
    at(on(20), { type: 'OpenTerminationCase', ...paper, ...opening, openedOn: on(20) }),
    at(on(25), { type: 'ServeRectificationNotice', ...paper, ...notice }),
    at(on(60), { type: 'CloseTerminationCase', caseId: paper.caseId, ...closing }),
    at(on(70), { type: 'OpenClawbackCase', ...claim, ground, statement: '逾期违约金', openedOn: on(70) }),
    at(on(80), { type: 'CloseClawbackCase', caseId: claim.caseId, closedOn: on(80), reason: '申辩成立' }),
    at(on(100), { type: 'RejectClawbackGround', ...judged }),
    at(on(110), { type: 'RevokeClawbackRejection', rejectionId: 'judgment-1', reason: '判决属于另一项目' }),
  ];
}

/** The verifying office gets a new name and keeps its id, so that its people go on. */
function renamedOffice(
  terms: readonly ObligationTerms[],
  parties: readonly Party[],
  on: (days: number) => CivilDate,
  mistaken: boolean,
): Entry[] {
  const office = parties.find(({ id }) => terms.some(({ verifierId }) => verifierId === id));
  if (!office) return [];
  const successor = { ...office, name: office.name.replace('荣江区', '荣江新区') };
  const named = { successionId: 'new-district', predecessorId: office.id };
  const paper = { kind: 'rename' as const, documentNumber: '荣编〔2022〕6号', evidence: [] };
  const succeeded = at(on(30), { type: 'SucceedParty', ...named, successor, ...paper, effectiveOn: on(30) });
  return mistaken ? [succeeded, at(on(40), { type: 'RevokePartySuccession', ...named, reason })] : [succeeded];
}

function firstCommitment(terms: readonly ObligationTerms[]): string {
  return terms.find(({ side }) => side === 'enterprise')!.no;
}

function at(on: CivilDate, command: ContractCommand): Entry {
  return { on, actor: CLERK, command };
}

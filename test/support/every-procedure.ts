import type { ContractCommand, ContractEventType } from '@heqi/domain';
import { yuan } from './battery-deal';
import type { people } from './people';

// oxlint-disable-next-line typescript/no-explicit-any -- the JSON of an answer
type View = any;
type Step = readonly [
  command: ContractCommand['type'],
  event: ContractEventType,
  by: keyof typeof people,
  path: string,
  body: unknown,
  shown: (view: View) => unknown,
  as: unknown,
];

const reason = '录入有误';
const evidence: never[] = [];
const consequences = '逾期将解除协议';
const soon = { count: 1, unit: 'natural_days' };
const judgment = { court: '区人民法院', judgmentNumber: '（2025）民初1号' };
const successor = { id: 'ent-battery-2', kind: 'enterprise', name: '江能电池集团有限公司' };
const succession = { successionId: 'merger-1', predecessorId: 'ent-battery', successor, kind: 'merger' };
const ground = { no: 'E-01', claimId: null, reason: 'late_performance' };

const ladder = (view: View) => view.terminationCases.find(({ caseId }: View) => caseId === 'ladder');
const nextOf = (each: View) => each.next.map(({ step, firstDay }: View) => [step.code, firstDay]);
const clawback = (view: View) => view.clawbackCases.find(({ caseId }: View) => caseId === 'clawback');
const obligor = (view: View) => view.commitments.find(({ terms }: View) => terms.no === 'E-01').roles.obligor;
const due = (view: View) => view.promises.find(({ terms }: View) => terms.no === 'G-01').due.current;

/** The commands of procedures, after those of `everyCommand`; short periods, so that all of it happens before 20 May 2025. */
// prettier-ignore
export const everyProcedure: readonly Step[] = [
  ['OpenTerminationCase', 'TerminationCaseOpened', 'clerk', '/terminations', { caseId: 'ladder', bySide: 'government', grounds: ['E-01'], reason: '未缴保证金', openedOn: '2025-04-10' }, ladder, { state: { code: 'open' }, grounds: [{ no: 'E-01', status: { code: 'overdue' } }] }],
  ['ServeRectificationNotice', 'RectificationNoticeServed', 'clerk', '/terminations/ladder/rectification-notice', { servedOn: '2025-04-14', term: soon, consequences }, (view) => nextOf(ladder(view)), [['intent_notice', '2025-04-16']]],
  ['ServeTerminationIntent', 'TerminationIntentServed', 'clerk', '/terminations/ladder/intent-notice', { servedOn: '2025-04-16', term: soon, consequences }, (view) => nextOf(ladder(view)), [['hearing_offer', '2025-04-18'], ['hearing', '2025-04-18']]],
  ['OfferTerminationHearing', 'TerminationHearingOffered', 'clerk', '/terminations/ladder/hearing-offer', { offeredOn: '2025-04-18' }, (view) => nextOf(ladder(view)), [['hearing', '2025-04-18']]],
  ['ConcludeTerminationHearing', 'TerminationHearingConcluded', 'clerk', '/terminations/ladder/hearing', { concludedOn: '2025-04-22', outcome: 'held' }, (view) => nextOf(ladder(view)), [['decision', '2025-04-22']]],
  ['DecideTermination', 'TerminationDecided', 'legal', '/terminations/ladder/decision', { decidedOn: '2025-05-06', consequences, documentNumber: '解〔2025〕1号' }, (view) => nextOf(ladder(view)), [['service', '2025-05-06']]],
  ['ServeTerminationNotice', 'TerminationNoticeServed', 'clerk', '/terminations/ladder/service', { servedOn: '2025-05-12' }, (view) => [view.terminated, ladder(view).state.code, view.commitments[0].status.code], [{ terminatedOn: '2025-05-12', reason: '未缴保证金' }, 'terminated', 'terminated']],
  ['RevokeTerminationStep', 'TerminationStepRevoked', 'clerk', '/terminations/ladder/step-revocation', { reason }, (view) => ({ ended: view.terminated, next: nextOf(ladder(view)) }), { ended: null, next: [['service', '2025-05-06']] }],
  ['CloseTerminationCase', 'TerminationCaseClosed', 'clerk', '/terminations/ladder/closing', { outcome: 'cured', closedOn: '2025-05-13', reason: '已缴纳' }, ladder, { state: { code: 'cured' }, next: [], closed: { on: '2025-05-13' } }],
  ['OpenClawbackCase', 'ClawbackCaseOpened', 'clerk', '/clawbacks', { caseId: 'clawback', ground, statement: '逾期缴纳，应付违约金', openedOn: '2024-10-08' }, clawback, { state: { code: 'open' }, money: { demanded: null } }],
  ['DemandClawback', 'ClawbackDemanded', 'clerk', '/clawbacks/clawback/demand', { servedOn: '2024-10-10', amount: yuan(50_000), evidence }, (view) => [clawback(view).money.demanded, nextOf(clawback(view))], [yuan(50_000), [['hearing', '2024-10-10'], ['recovery', '2024-10-10']]]],
  ['HearClawback', 'ClawbackHeard', 'clerk', '/clawbacks/clawback/hearing', { heardOn: '2024-10-15', outcome: 'statement' }, (view) => nextOf(clawback(view)), [['decision', '2024-10-22'], ['recovery', '2024-10-10']]],
  ['DecideClawback', 'ClawbackDecided', 'legal', '/clawbacks/clawback/decision', { decidedOn: '2024-10-24', amount: yuan(40_000), term: soon, consequences }, (view) => clawback(view).money, { decided: yuan(40_000), outstanding: yuan(40_000) }],
  ['ServeClawbackDecision', 'ClawbackDecisionServed', 'clerk', '/clawbacks/clawback/service', { servedOn: '2024-11-01' }, (view) => nextOf(clawback(view)), [['recovery', '2024-10-10'], ['enforcement', '2025-05-07']]],
  ['RecordRecovery', 'ClawbackRecovered', 'clerk', '/clawbacks/clawback/recoveries', { paidOn: '2025-02-06', amount: yuan(15_000) }, (view) => clawback(view).money, { recovered: yuan(15_000), outstanding: yuan(25_000) }],
  ['RequestClawbackEnforcement', 'ClawbackEnforcementRequested', 'clerk', '/clawbacks/clawback/enforcement', { requestedOn: '2025-05-08' }, clawback, { state: { code: 'enforcement_requested' }, money: { outstanding: yuan(25_000) } }],
  ['RevokeClawbackStep', 'ClawbackStepRevoked', 'clerk', '/clawbacks/clawback/step-revocation', { reason }, clawback, { state: { code: 'open' }, money: { recovered: yuan(15_000) } }],
  ['RejectClawbackGround', 'ClawbackGroundRejected', 'clerk', '/clawbacks/rejections', { rejectionId: 'judgment', ground, ...judgment, effectiveOn: '2025-05-10' }, (view) => [clawback(view).state.code, view.clawbackRejections], ['rejected_by_court', [{ rejectionId: 'judgment' }]]],
  ['RevokeClawbackRejection', 'ClawbackRejectionRevoked', 'clerk', '/clawbacks/rejections/judgment/revocation', { reason: '再审改判' }, (view) => [clawback(view).state.code, view.clawbackRejections], ['open', []]],
  ['CloseClawbackCase', 'ClawbackCaseClosed', 'clerk', '/clawbacks/clawback/closing', { closedOn: '2025-05-19', reason: '调解' }, clawback, { state: { code: 'withdrawn' }, next: [] }],
  ['SucceedParty', 'PartySucceeded', 'clerk', '/successions', { ...succession, effectiveOn: '2025-05-15' }, (view) => [obligor(view), view.successions], [{ id: 'ent-battery-2', name: successor.name }, [{ successionId: 'merger-1', kind: { code: 'merger' } }]]],
  ['RevokePartySuccession', 'PartySuccessionRevoked', 'clerk', '/successions/merger-1/revocation', { predecessorId: 'ent-battery', reason }, (view) => [obligor(view).id, view.successions], ['ent-battery', []]],
  ['MoveDueDate', 'DueDateMoved', 'clerk', '/obligations/G-01/due-moves', { instrumentId: 'supplement-1', newDueOn: '2025-07-31', moveId: 'agreed' }, (view) => [due(view)], ['2025-07-31']],
  ['DissolveInstrument', 'InstrumentDissolved', 'clerk', '/instruments/supplement-1/dissolution', { dissolvedOn: '2025-05-19', ...judgment }, (view) => [due(view), view.dissolutions], ['2025-04-30', [{ instrumentId: 'supplement-1', dissolvedOn: '2025-05-19' }]]],
  ['RevokeInstrumentDissolution', 'InstrumentDissolutionRevoked', 'clerk', '/instruments/supplement-1/dissolution/revocation', { reason }, (view) => [due(view), view.dissolutions], ['2025-07-31', []]],
];

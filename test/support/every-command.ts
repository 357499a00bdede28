import { createHash } from 'node:crypto';
import type { ContractCommand, ContractEventType } from '@heqi/domain';
import { batteryDeal, yuan } from './battery-deal';
import { everyProcedure } from './every-procedure';
import { people } from './people';

/** A command through its route, and what becomes of it. The steps build on each other; the day is 20 May 2025. */
export interface CommandStep {
  readonly command: ContractCommand['type'];
  readonly event: ContractEventType;
  readonly by: keyof typeof people;
  /** Below /v1/contracts. */
  readonly path: (contractId: string) => string;
  readonly body: unknown;
  /** What the contract's view then shows … */
  readonly shown: (view: View) => unknown;
  /** … and what that must match. */
  readonly as: unknown;
}

// oxlint-disable-next-line typescript/no-explicit-any -- the JSON of an answer
export type View = any;

const reason = '录入有误';
const under = (rest: string) => (contractId: string) => `/${contractId}${rest}`;
const onDuty = (no: string, rest: string) => under(`/obligations/${no}${rest}`);
const dutyIn = (view: View, no: string) =>
  [...view.promises, ...view.commitments].find(({ terms }: View) => terms.no === no);
const claimIn = (view: View, no: string, id: string) =>
  dutyIn(view, no).claims.find(({ claimId }: View) => claimId === id);
const excuseIn = (view: View, id: string) => view.excuses.find(({ excuseId }: View) => excuseId === id);
const byId = (things: View, id: string) => things.find((each: View) => each.id === id);

export const DAY = '2025-05-20';
const BYTES = '%PDF-1.7\n交地确认书\n%%EOF';
/** The bytes that `AttachEvidence` names; to be uploaded first. */
export const HANDOVER = {
  fileName: '交地确认书.pdf',
  content: BYTES,
  sha256: createHash('sha256').update(BYTES).digest('hex'),
};

const details = { title: '新能源电池项目（二期）', parkId: 'park-west', zoneId: 'zone-rc', industryCode: 'C3841' };
const power = { kind: 'government_office', name: '荣江区供电办' };
const supplement = { kind: 'supplement', title: '补充协议一', signedOn: '2025-05-19' };
const gas = {
  title: '接通天然气',
  instrumentId: 'agreement',
  obligorId: 'office-zs',
  verifierId: 'office-supervision',
  measure: { kind: 'milestone' },
  due: { kind: 'fixed', on: '2025-12-31', termAfterCondition: { count: 30, unit: 'natural_days' } },
  conditions: [{ id: 'design', kind: 'determined', text: '施工图审查通过' }],
};
const training = {
  title: '本地用工培训',
  obligorId: 'ent-battery',
  measure: { kind: 'milestone' },
  due: { kind: 'none' },
};
const registration = {
  title: '协助办理不动产登记',
  obligorId: 'office-zs',
  measure: { kind: 'milestone' },
  due: { kind: 'none' },
};
const review = { reviewNumber: '公平竞争审查〔2025〕3号', ground: '《公平竞争审查条例》第十条' };
const demand = { servedOn: DAY, respite: { count: 30, unit: 'natural_days' }, byPartyId: 'ent-battery' };
const breach = { servedOn: '2025-05-10', cureTerm: { count: 30, unit: 'natural_days' }, byPartyId: 'office-zs' };
const finding = { met: true, occurredOn: '2025-05-16', decidedOn: '2025-05-19' };
const decided = { decidedOn: DAY };
const excuse = {
  obligations: ['E-06'],
  cause: 'conduct',
  ground: 'government',
  partyId: 'office-zs',
  description: '施工许可未批',
  firstDay: '2025-05-12',
  notifiedOn: '2025-05-13',
};
const extension = {
  relief: { kind: 'extension', newDueOn: '2025-12-31' },
  requestedOn: DAY,
  reason: '设备进口推迟',
};

/** Every command at least once. */
// prettier-ignore
export const everyCommand: readonly CommandStep[] = [
  step('RecordContract', 'ContractRecorded', 'clerk', () => '', batteryDeal('2025-024'), (view) => view, { dealNumber: '2025-024', details: { title: '新能源电池项目' } }),
  step('CorrectContractDetails', 'ContractDetailsCorrected', 'clerk', under('/corrections'), { details, reason }, (view) => view.details, details),
  step('AddParty', 'PartyAdded', 'clerk', under('/parties'), { id: 'office-power', ...power }, (view) => byId(view.parties, 'office-power'), power),
  step('CorrectParty', 'PartyCorrected', 'clerk', under('/parties/office-power/corrections'), { party: { ...power, name: '荣江区电力服务中心' }, reason }, (view) => byId(view.parties, 'office-power'), { name: '荣江区电力服务中心' }),
  step('SignInstrument', 'InstrumentSigned', 'clerk', under('/instruments'), { id: 'supplement-1', ...supplement }, (view) => byId(view.instruments, 'supplement-1'), supplement),
  step('CorrectInstrument', 'InstrumentCorrected', 'clerk', under('/instruments/supplement-1/corrections'), { instrument: { ...supplement, signedOn: '2025-05-18' }, reason }, (view) => byId(view.instruments, 'supplement-1'), { signedOn: '2025-05-18' }),
  step('AddLandParcel', 'LandParcelAdded', 'clerk', under('/parcels'), { id: 'parcel-2', contractedArea: { value: '20', unit: 'mu' } }, (view) => byId(view.parcels, 'parcel-2'), { surveyedArea: null }),
  step('SurveyLandParcel', 'LandParcelSurveyed', 'clerk', under('/parcels/parcel-1/surveys'), { surveyedArea: { value: '105.2', unit: 'mu' }, surveyedOn: '2025-05-10' }, (view) => byId(view.parcels, 'parcel-1'), { contractedArea: { value: '105.8' }, surveyedArea: { value: '105.2' } }),
  step('RecordObligation', 'ObligationRecorded', 'clerk', under('/promises'), { no: 'G-04', ...gas }, (view) => dutyIn(view, 'G-04'), { terms: { side: 'government' }, status: { code: 'conditional' } }),
  step('RecordObligation', 'ObligationRecorded', 'clerk', under('/commitments'), { no: 'E-05', ...training }, (view) => dutyIn(view, 'E-05'), { terms: { side: 'enterprise' }, status: { code: 'no_deadline' } }),
  step('CorrectObligationTerms', 'ObligationTermsCorrected', 'clerk', onDuty('G-04', '/corrections'), { terms: { ...gas, title: '天然气接至红线' }, reason }, (view) => dutyIn(view, 'G-04').terms, { title: '天然气接至红线' }),
  step('RetractObligation', 'ObligationRetracted', 'clerk', onDuty('E-05', '/retraction'), { reason }, (view) => [dutyIn(view, 'E-05')], [undefined]),
  step('MoveDueDate', 'DueDateMoved', 'clerk', onDuty('G-01', '/due-moves'), { instrumentId: 'supplement-1', newDueOn: '2025-07-31', moveId: 'wrong' }, (view) => dutyIn(view, 'G-01').due, { current: '2025-07-31', original: '2025-04-30' }),
  step('RevokeDueDateMove', 'DueDateMoveRevoked', 'clerk', onDuty('G-01', '/due-moves/wrong/revocation'), { reason }, (view) => dutyIn(view, 'G-01').due, { current: '2025-04-30' }),
  step('DetermineCondition', 'ConditionDetermined', 'landVerifier', onDuty('G-04', '/conditions/design/determinations'), { ...finding, determinationId: 'found' }, (view) => dutyIn(view, 'G-04').openConditions, []),
  step('RevokeConditionDetermination', 'ConditionDeterminationRevoked', 'landVerifier', onDuty('G-04', '/determinations/found/revocation'), { reason }, (view) => dutyIn(view, 'G-04').openConditions, ['design']),
  step('ClaimPerformance', 'PerformanceClaimed', 'clerk', onDuty('G-01', '/claims'), { performedOn: '2025-05-12', claimId: 'land' }, (view) => claimIn(view, 'G-01', 'land'), { decision: null, claimedBy: people.clerk }),
  step('AttachEvidence', 'EvidenceAttached', 'clerk', onDuty('G-01', '/claims/land/evidence'), { sha256: HANDOVER.sha256, fileName: HANDOVER.fileName }, (view) => claimIn(view, 'G-01', 'land').evidence, [{ sha256: HANDOVER.sha256, mediaType: 'application/pdf' }]),
  step('VerifyPerformance', 'PerformanceVerified', 'landVerifier', onDuty('G-01', '/claims/land/verification'), decided, (view) => dutyIn(view, 'G-01'), { status: { code: 'fulfilled_late' }, fulfilledOn: '2025-05-12', daysLate: 12 }),
  step('RevokeVerification', 'VerificationRevoked', 'landVerifier', onDuty('G-01', '/claims/land/verification/revocation'), { ...decided, reason }, (view) => dutyIn(view, 'G-01'), { status: { code: 'overdue' }, fulfilledOn: null }),
  step('RecordPayment', 'PaymentRecorded', 'enterprise', onDuty('E-01', '/payments'), { paidOn: '2025-03-28', amount: yuan(1_000_000), claimId: 'deposit' }, (view) => dutyIn(view, 'E-01'), { status: { code: 'under_verification' }, progress: { claimed: yuan(1_000_000), verified: null } }),
  step('RejectClaim', 'ClaimRejected', 'statistician', onDuty('E-01', '/claims/deposit/rejection'), { ...decided, reason: '未到账' }, (view) => dutyIn(view, 'E-01'), { status: { code: 'overdue' }, claims: [{ decision: { outcome: 'rejected', reason: '未到账' } }] }),
  step('ClaimPerformance', 'PerformanceClaimed', 'enterprise', onDuty('E-04', '/claims'), { performedOn: DAY, value: yuan(9_000_000), claimId: 'level' }, (view) => dutyIn(view, 'E-04').progress, { claimed: yuan(9_000_000) }),
  step('WithdrawClaim', 'ClaimWithdrawn', 'enterprise', onDuty('E-04', '/claims/level/withdrawal'), { reason }, (view) => claimIn(view, 'E-04', 'level'), { withdrawn: true }),
  step('RecordObligation', 'ObligationRecorded', 'clerk', under('/promises'), { no: 'G-05', ...registration }, (view) => dutyIn(view, 'G-05'), { terms: { bindingness: 'binding', instalmentOf: null }, status: { code: 'no_deadline' } }),
  step('ServeDemand', 'DemandServed', 'enterprise', onDuty('G-05', '/demands'), { ...demand, demandId: 'ask' }, (view) => dutyIn(view, 'G-05'), { status: { code: 'not_yet_due' }, due: { current: '2025-06-19' }, demands: [{ demandId: 'ask', recordedBy: people.enterprise }] }),
  step('RevokeDemand', 'DemandRevoked', 'enterprise', onDuty('G-05', '/demands/ask/revocation'), { reason }, (view) => dutyIn(view, 'G-05'), { status: { code: 'no_deadline' }, demands: [] }),
  step('ServeBreachNotice', 'BreachNoticeServed', 'clerk', onDuty('E-01', '/breach-notices'), { ...breach, noticeId: 'cure' }, (view) => dutyIn(view, 'E-01'), { status: { code: 'in_cure' }, light: { code: 'red' }, cure: { noticeId: 'cure', endsOn: '2025-06-09', over: false } }),
  step('RevokeBreachNotice', 'BreachNoticeRevoked', 'clerk', onDuty('E-01', '/breach-notices/cure/revocation'), { reason }, (view) => dutyIn(view, 'E-01'), { status: { code: 'overdue' }, cure: null, breachNotices: [] }),
  step('RecordAcknowledgement', 'AcknowledgementRecorded', 'enterprise', onDuty('E-01', '/acknowledgements'), { acknowledgedOn: '2025-05-12', byPartyId: 'ent-battery', acknowledgementId: 'owed' }, (view) => dutyIn(view, 'E-01').limitation, { endsOn: '2028-05-12', restartedBy: { kind: { code: 'acknowledgement' }, id: 'owed' } }),
  step('RevokeAcknowledgement', 'AcknowledgementRevoked', 'enterprise', onDuty('E-01', '/acknowledgements/owed/revocation'), { reason }, (view) => dutyIn(view, 'E-01').limitation, { runsFrom: '2025-04-01', endsOn: '2028-03-31', restartedBy: null }),
  step('FreezeObligation', 'ObligationFrozen', 'legal', onDuty('G-03', '/freeze'), { frozenOn: '2025-05-15', ...review, substituteNo: 'G-05' }, (view) => dutyIn(view, 'G-03'), { status: { code: 'frozen_unlawful' }, light: { code: 'grey' }, freezes: [{ substituteNo: 'G-05', unfrozenOn: null }] }),
  step('UnfreezeObligation', 'ObligationUnfrozen', 'legal', onDuty('G-03', '/freeze/lifting'), { unfrozenOn: DAY, reason: '复审撤销' }, (view) => dutyIn(view, 'G-03'), { status: { code: 'conditional' }, freezes: [{ unfrozenOn: DAY }] }),
  step('SupersedeObligation', 'ObligationSuperseded', 'clerk', onDuty('G-04', '/supersession'), { byNo: 'G-05', instrumentId: 'supplement-1', supersededOn: DAY }, (view) => dutyIn(view, 'G-04'), { status: { code: 'superseded' }, supersession: { byNo: 'G-05' } }),
  step('RevokeSupersession', 'SupersessionRevoked', 'clerk', onDuty('G-04', '/supersession/revocation'), { reason }, (view) => dutyIn(view, 'G-04'), { status: { code: 'conditional' }, supersession: null }),
  step('RecordObligation', 'ObligationRecorded', 'clerk', under('/commitments'), { no: 'E-06', ...training, title: '项目竣工', due: { kind: 'fixed', on: '2025-06-30' }, tolledBy: ['G-01'] }, (view) => dutyIn(view, 'E-06'), { status: { code: 'blocked' }, light: { code: 'blue' }, blocker: { no: 'G-01' }, due: { moves: true } }),
  step('ClaimExcuse', 'ExcuseClaimed', 'enterprise', under('/excuses'), { ...excuse, excuseId: 'permit' }, (view) => ({ excuse: excuseIn(view, 'permit'), flags: dutyIn(view, 'E-06').flags }), { excuse: { decision: null, causeText: { zh: '对方原因' } } }),
  step('RejectExcuse', 'ExcuseRejected', 'leader', under('/excuses/permit/rejection'), { ...decided, reason }, (view) => excuseIn(view, 'permit').decision, { outcome: 'rejected' }),
  step('RevokeExcuseDecision', 'ExcuseDecisionRevoked', 'leader', under('/excuses/permit/decision/revocation'), { ...decided, reason }, (view) => excuseIn(view, 'permit'), { decision: null }),
  step('AcceptExcuse', 'ExcuseAccepted', 'leader', under('/excuses/permit/acceptance'), decided, (view) => excuseIn(view, 'permit').decision, { outcome: 'accepted' }),
  step('EndExcuse', 'ExcuseEnded', 'enterprise', under('/excuses/permit/end'), { lastDay: '2025-05-18' }, (view) => excuseIn(view, 'permit'), { lastDay: '2025-05-18' }),
  step('ClaimExcuse', 'ExcuseClaimed', 'enterprise', under('/excuses'), { ...excuse, excuseId: 'twice' }, (view) => dutyIn(view, 'E-06').due, { ifAccepted: expect.any(String) }),
  step('WithdrawExcuse', 'ExcuseWithdrawn', 'enterprise', under('/excuses/twice/withdrawal'), { reason }, (view) => excuseIn(view, 'twice'), { withdrawn: true }),
  step('RequestRelief', 'ReliefRequested', 'enterprise', onDuty('E-06', '/reliefs'), { ...extension, reliefId: 'longer' }, (view) => dutyIn(view, 'E-06').reliefs, [{ reliefId: 'longer', decision: null }]),
  step('RefuseRelief', 'ReliefRefused', 'leader', onDuty('E-06', '/reliefs/longer/refusal'), { ...decided, reason }, (view) => dutyIn(view, 'E-06').reliefs, [{ decision: { outcome: 'refused' } }]),
  step('RevokeReliefDecision', 'ReliefDecisionRevoked', 'leader', onDuty('E-06', '/reliefs/longer/decision/revocation'), { ...decided, reason }, (view) => dutyIn(view, 'E-06').reliefs, [{ decision: null }]),
  step('ApproveRelief', 'ReliefApproved', 'leader', onDuty('E-06', '/reliefs/longer/approval'), { ...decided, documentNumber: '园管批〔2025〕8号' }, (view) => dutyIn(view, 'E-06'), { reliefs: [{ service: null }], due: { base: '2025-06-30', currentBase: '2025-06-30' } }),
  step('ServeRelief', 'ReliefServed', 'clerk', onDuty('E-06', '/reliefs/longer/service'), { servedOn: DAY }, (view) => dutyIn(view, 'E-06').due, { original: '2025-06-30', base: '2025-06-30', currentBase: '2025-12-31' }),
  step('RequestRelief', 'ReliefRequested', 'enterprise', onDuty('E-06', '/reliefs'), { ...extension, relief: { kind: 'waiver' }, reliefId: 'never-mind' }, (view) => dutyIn(view, 'E-06').reliefs[1], { relief: { kind: 'waiver' } }),
  step('WithdrawRelief', 'ReliefWithdrawn', 'enterprise', onDuty('E-06', '/reliefs/never-mind/withdrawal'), { reason }, (view) => dutyIn(view, 'E-06').reliefs[1], { withdrawn: true }),
  step('TerminateContract', 'ContractTerminated', 'clerk', under('/termination'), { terminatedOn: '2025-05-15', instrumentId: 'supplement-1', reason: '双方协商一致' }, (view) => ({ ...view, statuses: view.commitments.map(({ status }: View) => status.code) }), { terminated: { terminatedOn: '2025-05-15' }, statuses: ['terminated', 'terminated', 'terminated', 'terminated', 'terminated'] }),
  step('RevokeContractTermination', 'ContractTerminationRevoked', 'clerk', under('/termination/revocation'), { reason }, (view) => ({ ...view, status: dutyIn(view, 'E-01').status.code }), { terminated: null, status: 'overdue' }),
  ...everyProcedure.map(([command, event, by, path, body, shown, as]) => step(command, event, by, under(path), body, shown, as)),
];

function step(
  command: CommandStep['command'],
  event: CommandStep['event'],
  by: CommandStep['by'],
  path: CommandStep['path'],
  body: unknown,
  shown: CommandStep['shown'],
  as: unknown,
): CommandStep {
  return { command, event, by, path, body, shown, as };
}

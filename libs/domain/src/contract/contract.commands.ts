import type { AmountJson } from '../money/amount';
import type { QuantityJson } from '../money/quantity';
import type { EvidenceGrade } from '../obligation/evidence-grade';
import type { CorrectableTerms, EvidenceRef, ObligationTerms } from '../obligation/obligation';
import type { ProcedureCommand } from '../procedure/procedure.commands';
import type { CivilDate } from '../time/civil-date';
import type { ContractDetails, Instrument, LandParcel, Party } from './contract';
import type { EndingCommand } from './endings.commands';
import type { NoticeCommand } from './notices.commands';
import type { ExcuseClaim } from './excuse';
import type { ReliefRequest } from './relief';

/** Everything one can ask of a contract, in the imperative. */
export type ContractCommand =
  | RecordContract
  | CorrectContractDetails
  | AddParty
  | CorrectParty
  | SignInstrument
  | CorrectInstrument
  | AddLandParcel
  | SurveyLandParcel
  | RecordObligation
  | CorrectObligationTerms
  | RetractObligation
  | MoveDueDate
  | RevokeDueDateMove
  | DetermineCondition
  | RevokeConditionDetermination
  | ClaimPerformance
  | RecordPayment
  | AttachEvidence
  | WithdrawClaim
  | VerifyPerformance
  | RejectClaim
  | RevokeVerification
  | NoticeCommand
  | EndingCommand
  | ClaimExcuse
  | EndExcuse
  | AcceptExcuse
  | RejectExcuse
  | RevokeExcuseDecision
  | WithdrawExcuse
  | RequestRelief
  | ApproveRelief
  | RefuseRelief
  | RevokeReliefDecision
  | ServeRelief
  | WithdrawRelief
  | TerminateContract
  | RevokeContractTermination
  | ProcedureCommand;

/** A whole deal at once: nothing of it is recorded when any part is refused. */
export interface RecordContract {
  readonly type: 'RecordContract';
  readonly contractId: string;
  readonly bureauId: string;
  readonly dealNumber: string;
  readonly timeZone: string;
  readonly details: ContractDetails;
  readonly parties: readonly Party[];
  readonly instruments: readonly Instrument[];
  readonly parcels: readonly LandParcel[];
  readonly obligations: readonly ObligationTerms[];
}
export interface CorrectContractDetails {
  readonly type: 'CorrectContractDetails';
  readonly details: ContractDetails;
  readonly reason: string;
}
export interface AddParty {
  readonly type: 'AddParty';
  readonly party: Party;
}
export interface CorrectParty {
  readonly type: 'CorrectParty';
  readonly party: Party;
  readonly reason: string;
}
export interface SignInstrument {
  readonly type: 'SignInstrument';
  readonly instrument: Instrument;
}
export interface CorrectInstrument {
  readonly type: 'CorrectInstrument';
  readonly instrument: Instrument;
  readonly reason: string;
}
export interface AddLandParcel {
  readonly type: 'AddLandParcel';
  readonly parcel: LandParcel;
}
export interface SurveyLandParcel {
  readonly type: 'SurveyLandParcel';
  readonly parcelId: string;
  readonly surveyedArea: QuantityJson;
  readonly surveyedOn: CivilDate;
}
/** Records a promise or a commitment, by its side. */
export interface RecordObligation {
  readonly type: 'RecordObligation';
  readonly obligation: ObligationTerms;
}
export interface CorrectObligationTerms {
  readonly type: 'CorrectObligationTerms';
  readonly no: string;
  readonly terms: CorrectableTerms;
  readonly reason: string;
}
export interface RetractObligation {
  readonly type: 'RetractObligation';
  readonly no: string;
  readonly reason: string;
}
export interface MoveDueDate {
  readonly type: 'MoveDueDate';
  readonly no: string;
  readonly moveId: string;
  readonly instrumentId: string;
  readonly newDueOn: CivilDate;
}
export interface RevokeDueDateMove {
  readonly type: 'RevokeDueDateMove';
  readonly no: string;
  readonly moveId: string;
  readonly reason: string;
}
export interface DetermineCondition {
  readonly type: 'DetermineCondition';
  readonly no: string;
  readonly conditionId: string;
  readonly determinationId: string;
  readonly met: boolean;
  readonly occurredOn: CivilDate;
  readonly decidedOn: CivilDate;
  readonly evidence: readonly EvidenceRef[];
}
export interface RevokeConditionDetermination {
  readonly type: 'RevokeConditionDetermination';
  readonly no: string;
  readonly determinationId: string;
  readonly reason: string;
}
export interface ClaimPerformance {
  readonly type: 'ClaimPerformance';
  readonly no: string;
  readonly claimId: string;
  readonly performedOn: CivilDate;
  readonly value: AmountJson | null;
  readonly evidence: readonly EvidenceRef[];
  readonly source: string | null;
  readonly note: string | null;
}
export interface RecordPayment {
  readonly type: 'RecordPayment';
  readonly no: string;
  readonly claimId: string;
  readonly paidOn: CivilDate;
  readonly amount: AmountJson;
  readonly evidence: readonly EvidenceRef[];
  readonly voucherNumber: string | null;
  readonly note: string | null;
}
export interface AttachEvidence {
  readonly type: 'AttachEvidence';
  readonly no: string;
  readonly claimId: string;
  readonly evidence: EvidenceRef;
}
export interface WithdrawClaim {
  readonly type: 'WithdrawClaim';
  readonly no: string;
  readonly claimId: string;
  readonly reason: string;
}
/** Accepts a claim. `performedOn` and `value` default to what was claimed when null, `grade` to that of the claim's evidence. */
export interface VerifyPerformance {
  readonly type: 'VerifyPerformance';
  readonly no: string;
  readonly claimId: string;
  readonly performedOn: CivilDate | null;
  readonly value: AmountJson | null;
  readonly grade: EvidenceGrade | null;
  readonly decidedOn: CivilDate;
  readonly criterion: string | null;
  readonly note: string | null;
}
export interface RejectClaim {
  readonly type: 'RejectClaim';
  readonly no: string;
  readonly claimId: string;
  readonly decidedOn: CivilDate;
  readonly reason: string;
}
export interface RevokeVerification {
  readonly type: 'RevokeVerification';
  readonly no: string;
  readonly claimId: string;
  readonly decidedOn: CivilDate;
  readonly reason: string;
}
export interface ClaimExcuse extends ExcuseClaim {
  readonly type: 'ClaimExcuse';
}
export interface EndExcuse {
  readonly type: 'EndExcuse';
  readonly excuseId: string;
  readonly lastDay: CivilDate;
  readonly evidence: readonly EvidenceRef[];
}
export interface AcceptExcuse {
  readonly type: 'AcceptExcuse';
  readonly excuseId: string;
  readonly decidedOn: CivilDate;
  readonly reason: string | null;
}
export interface RejectExcuse {
  readonly type: 'RejectExcuse';
  readonly excuseId: string;
  readonly decidedOn: CivilDate;
  readonly reason: string;
}
export interface RevokeExcuseDecision {
  readonly type: 'RevokeExcuseDecision';
  readonly excuseId: string;
  readonly decidedOn: CivilDate;
  readonly reason: string;
}
export interface WithdrawExcuse {
  readonly type: 'WithdrawExcuse';
  readonly excuseId: string;
  readonly reason: string;
}
export interface RequestRelief extends ReliefRequest {
  readonly type: 'RequestRelief';
  readonly no: string;
}
export interface ApproveRelief {
  readonly type: 'ApproveRelief';
  readonly no: string;
  readonly reliefId: string;
  readonly decidedOn: CivilDate;
  readonly documentNumber: string | null;
  readonly evidence: readonly EvidenceRef[];
  readonly note: string | null;
}
export interface RefuseRelief {
  readonly type: 'RefuseRelief';
  readonly no: string;
  readonly reliefId: string;
  readonly decidedOn: CivilDate;
  readonly reason: string;
}
export interface RevokeReliefDecision {
  readonly type: 'RevokeReliefDecision';
  readonly no: string;
  readonly reliefId: string;
  readonly decidedOn: CivilDate;
  readonly reason: string;
}
export interface ServeRelief {
  readonly type: 'ServeRelief';
  readonly no: string;
  readonly reliefId: string;
  readonly servedOn: CivilDate;
  readonly evidence: readonly EvidenceRef[];
}
export interface WithdrawRelief {
  readonly type: 'WithdrawRelief';
  readonly no: string;
  readonly reliefId: string;
  readonly reason: string;
}
export interface TerminateContract {
  readonly type: 'TerminateContract';
  readonly terminatedOn: CivilDate | null;
  readonly statedAsOf: CivilDate;
  readonly instrumentId: string | null;
  readonly reason: string;
}
export interface RevokeContractTermination {
  readonly type: 'RevokeContractTermination';
  readonly reason: string;
}

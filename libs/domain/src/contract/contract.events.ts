import type { AmountJson } from '../money/amount';
import type { QuantityJson } from '../money/quantity';
import type { EvidenceGrade } from '../obligation/evidence-grade';
import type { CorrectableTerms, EvidenceRef, ObligationTerms } from '../obligation/obligation';
import type { ProcedureEvent } from '../procedure/procedure.events';
import type { CivilDate } from '../time/civil-date';
import type { ContractDetails, Instrument, LandParcel, Party } from './contract';
import type { EndingEvent } from './endings.events';
import type { NoticeEvent } from './notices.events';
import type { ExcuseClaim } from './excuse';
import type { ReliefRequest } from './relief';

/** Everything that can happen to a contract, in the past tense. Types are spelled like the strings in the log. */
export type ContractEvent =
  | ContractRecorded
  | ContractDetailsCorrected
  | PartyAdded
  | PartyCorrected
  | InstrumentSigned
  | InstrumentCorrected
  | LandParcelAdded
  | LandParcelSurveyed
  | ObligationRecorded
  | ObligationTermsCorrected
  | ObligationRetracted
  | DueDateMoved
  | DueDateMoveRevoked
  | ConditionDetermined
  | ConditionDeterminationRevoked
  | PerformanceClaimed
  | PaymentRecorded
  | EvidenceAttached
  | ClaimWithdrawn
  | PerformanceVerified
  | ClaimRejected
  | VerificationRevoked
  | NoticeEvent
  | EndingEvent
  | ExcuseClaimed
  | ExcuseEnded
  | ExcuseAccepted
  | ExcuseRejected
  | ExcuseDecisionRevoked
  | ExcuseWithdrawn
  | ReliefRequested
  | ReliefApproved
  | ReliefRefused
  | ReliefDecisionRevoked
  | ReliefServed
  | ReliefWithdrawn
  | ContractTerminated
  | ContractTerminationRevoked
  | ProcedureEvent;

type Of<Type extends string, Data> = { readonly type: Type; readonly data: Data };

/** A deal entered the ledger. The park's zone is fixed here: every civil date of the contract is meant in it. */
export type ContractRecorded = Of<
  'ContractRecorded',
  {
    readonly contractId: string;
    readonly bureauId: string;
    readonly dealNumber: string;
    readonly timeZone: string;
  } & ContractDetails
>;
export type ContractDetailsCorrected = Of<
  'ContractDetailsCorrected',
  { readonly details: ContractDetails; readonly reason: string }
>;
export type PartyAdded = Of<'PartyAdded', { readonly party: Party }>;
export type PartyCorrected = Of<'PartyCorrected', { readonly party: Party; readonly reason: string }>;
export type InstrumentSigned = Of<'InstrumentSigned', { readonly instrument: Instrument }>;
export type InstrumentCorrected = Of<
  'InstrumentCorrected',
  { readonly instrument: Instrument; readonly reason: string }
>;
export type LandParcelAdded = Of<'LandParcelAdded', { readonly parcel: LandParcel }>;
export type LandParcelSurveyed = Of<
  'LandParcelSurveyed',
  { readonly parcelId: string; readonly surveyedArea: QuantityJson; readonly surveyedOn: CivilDate }
>;

/** A promise or a commitment entered the ledger. */
export type ObligationRecorded = Of<'ObligationRecorded', { readonly obligation: ObligationTerms }>;
/** The record did not say what the paper says (更正): the corrected terms hold from the start, as known from now on. */
export type ObligationTermsCorrected = Of<
  'ObligationTermsCorrected',
  { readonly no: string; readonly terms: CorrectableTerms; readonly reason: string }
>;
/** The duty was recorded by mistake; its number stays taken. */
export type ObligationRetracted = Of<'ObligationRetracted', { readonly no: string; readonly reason: string }>;
/** A supplement (补充协议) moved the due date, from its signature on. */
export type DueDateMoved = Of<
  'DueDateMoved',
  { readonly no: string; readonly moveId: string; readonly instrumentId: string; readonly newDueOn: CivilDate }
>;
export type DueDateMoveRevoked = Of<
  'DueDateMoveRevoked',
  { readonly no: string; readonly moveId: string; readonly reason: string }
>;

/** Someone entitled found that a condition was met, or that it was not (条件成就/不成就认定). */
export type ConditionDetermined = Of<
  'ConditionDetermined',
  {
    readonly no: string;
    readonly conditionId: string;
    readonly determinationId: string;
    readonly met: boolean;
    /** The day on which it was (or was not) met. */
    readonly occurredOn: CivilDate;
    readonly decidedOn: CivilDate;
    readonly evidence: readonly EvidenceRef[];
  }
>;
export type ConditionDeterminationRevoked = Of<
  'ConditionDeterminationRevoked',
  { readonly no: string; readonly determinationId: string; readonly reason: string }
>;

/** Someone says that a duty was performed, or how far it is (申报). Nothing counts before it is verified. */
export type PerformanceClaimed = Of<
  'PerformanceClaimed',
  {
    readonly no: string;
    readonly claimId: string;
    /** The day of the performance, or the day to which the level refers. */
    readonly performedOn: CivilDate;
    /** The cumulative level reached; null for a milestone. */
    readonly value: AmountJson | null;
    readonly evidence: readonly EvidenceRef[];
    /** Whose figures these are, when not the claimant's own. */
    readonly source: string | null;
    readonly note: string | null;
  }
>;
/** Money was paid on a duty counted by payments: one sum on one day; verified like any other claim. */
export type PaymentRecorded = Of<
  'PaymentRecorded',
  {
    readonly no: string;
    /** The payment is a claim of performance: `claimId` names it in verification and withdrawal. */
    readonly claimId: string;
    readonly paidOn: CivilDate;
    readonly amount: AmountJson;
    readonly evidence: readonly EvidenceRef[];
    readonly voucherNumber: string | null;
    readonly note: string | null;
  }
>;
export type EvidenceAttached = Of<
  'EvidenceAttached',
  { readonly no: string; readonly claimId: string; readonly evidence: EvidenceRef }
>;
export type ClaimWithdrawn = Of<
  'ClaimWithdrawn',
  { readonly no: string; readonly claimId: string; readonly reason: string }
>;

/** The verifier accepted a claim (核验认定): this performance, on this day, to this level. */
export type PerformanceVerified = Of<
  'PerformanceVerified',
  {
    readonly no: string;
    readonly claimId: string;
    readonly performedOn: CivilDate;
    readonly value: AmountJson | null;
    /** The grade of evidence it was accepted on: that of the claim, or lower. */
    readonly grade: EvidenceGrade;
    readonly decidedOn: CivilDate;
    /** The definition applied (what counts as start, production …): definitions are local and change. */
    readonly criterion: string | null;
    readonly note: string | null;
  }
>;
export type ClaimRejected = Of<
  'ClaimRejected',
  { readonly no: string; readonly claimId: string; readonly decidedOn: CivilDate; readonly reason: string }
>;
/** A decision on a claim, either way, is taken back: the claim is undecided again. */
export type VerificationRevoked = Of<
  'VerificationRevoked',
  { readonly no: string; readonly claimId: string; readonly decidedOn: CivilDate; readonly reason: string }
>;

/** Someone says that duties are excused for some days (免责事由主张). Nothing moves before it is accepted. */
export type ExcuseClaimed = Of<'ExcuseClaimed', ExcuseClaim>;
/** The last day of an interval that went on, or another last day than was stated. */
export type ExcuseEnded = Of<
  'ExcuseEnded',
  { readonly excuseId: string; readonly lastDay: CivilDate; readonly evidence: readonly EvidenceRef[] }
>;
/** The excuse counts, from its first day, however late the decision. */
export type ExcuseAccepted = Of<
  'ExcuseAccepted',
  { readonly excuseId: string; readonly decidedOn: CivilDate; readonly reason: string | null }
>;
export type ExcuseRejected = Of<
  'ExcuseRejected',
  { readonly excuseId: string; readonly decidedOn: CivilDate; readonly reason: string }
>;
/** A decision on an excuse, either way, is taken back: it is undecided again. */
export type ExcuseDecisionRevoked = Of<
  'ExcuseDecisionRevoked',
  { readonly excuseId: string; readonly decidedOn: CivilDate; readonly reason: string }
>;
export type ExcuseWithdrawn = Of<'ExcuseWithdrawn', { readonly excuseId: string; readonly reason: string }>;

/** An extension, waiver, discharge or set-off was asked for. */
export type ReliefRequested = Of<'ReliefRequested', { readonly no: string } & ReliefRequest>;
/** The one to whom the duty is owed agreed. It does not work before it is served. */
export type ReliefApproved = Of<
  'ReliefApproved',
  {
    readonly no: string;
    readonly reliefId: string;
    readonly decidedOn: CivilDate;
    readonly documentNumber: string | null;
    readonly evidence: readonly EvidenceRef[];
    readonly note: string | null;
  }
>;
export type ReliefRefused = Of<
  'ReliefRefused',
  { readonly no: string; readonly reliefId: string; readonly decidedOn: CivilDate; readonly reason: string }
>;
/** A decision on a relief, either way, is taken back, with its service if there was one. */
export type ReliefDecisionRevoked = Of<
  'ReliefDecisionRevoked',
  { readonly no: string; readonly reliefId: string; readonly decidedOn: CivilDate; readonly reason: string }
>;
/** The approval reached the obligor (送达): from this day it works. */
export type ReliefServed = Of<
  'ReliefServed',
  {
    readonly no: string;
    readonly reliefId: string;
    readonly servedOn: CivilDate;
    readonly evidence: readonly EvidenceRef[];
  }
>;
export type ReliefWithdrawn = Of<
  'ReliefWithdrawn',
  { readonly no: string; readonly reliefId: string; readonly reason: string }
>;

/** The contract ended (解除/终止). Where the day is unknown `terminatedOn` is null and `statedAsOf` says by when it had. */
export type ContractTerminated = Of<
  'ContractTerminated',
  {
    readonly terminatedOn: CivilDate | null;
    readonly statedAsOf: CivilDate;
    readonly instrumentId: string | null;
    readonly reason: string;
  }
>;
export type ContractTerminationRevoked = Of<'ContractTerminationRevoked', { readonly reason: string }>;

export type ContractEventType = ContractEvent['type'];

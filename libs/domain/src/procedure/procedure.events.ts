import type { Term } from '../calendar/term';
import type { Party, Side } from '../contract/contract';
import type { MoneyJson } from '../money/money';
import type { EvidenceRef } from '../obligation/obligation';
import type { CivilDate } from '../time/civil-date';
import type { ClawbackGround, ClawbackHearing, ClawbackStepKind } from './clawback-case';
import type { SuccessionKind } from './succession';
import type { HearingOutcome, TerminationClosing, TerminationStepKind } from './termination-case';

type Of<Type extends string, Data> = { readonly type: Type; readonly data: Data };

/** What a paper of a case always says. */
interface Paper {
  readonly caseId: string;
  readonly documentNumber: string | null;
  readonly evidence: readonly EvidenceRef[];
}

/** What happens in the course of a change or an end: the ladder to a termination, a clawback, a succession, a judgment. */
export type ProcedureEvent = TerminationEvent | ClawbackEvent | SuccessionEvent | DissolutionEvent;

export type TerminationEvent =
  /** A side means to end the contract for the other's breach. */
  | Of<
      'TerminationCaseOpened',
      Paper & {
        readonly bySide: Side;
        readonly grounds: readonly string[];
        readonly clause: string | null;
        readonly reason: string;
        readonly openedOn: CivilDate;
      }
    >
  /** 违约整改通知书. */
  | Of<
      'RectificationNoticeServed',
      Paper & { readonly servedOn: CivilDate; readonly term: Term; readonly consequences: string }
    >
  /** 终止意向通知: the two sides have until the end of the term to talk. */
  | Of<
      'TerminationIntentServed',
      Paper & { readonly servedOn: CivilDate; readonly term: Term; readonly consequences: string }
    >
  | Of<'TerminationHearingOffered', Paper & { readonly offeredOn: CivilDate; readonly term: Term }>
  | Of<'TerminationHearingConcluded', Paper & { readonly concludedOn: CivilDate; readonly outcome: HearingOutcome }>
  /** The notice (解除通知) was decided on; it ends nothing before it is served. */
  | Of<'TerminationDecided', Paper & { readonly decidedOn: CivilDate; readonly consequences: string }>
  /** The notice was served: on this day the contract ends (送达之日即为解除之时). */
  | Of<'TerminationNoticeServed', Paper & { readonly servedOn: CivilDate }>
  | Of<
      'TerminationCaseClosed',
      {
        readonly caseId: string;
        readonly outcome: TerminationClosing;
        readonly closedOn: CivilDate;
        readonly reason: string;
      }
    >
  /** The last step was recorded by mistake and is taken back. */
  | Of<
      'TerminationStepRevoked',
      { readonly caseId: string; readonly step: TerminationStepKind | 'closing'; readonly reason: string }
    >;

export type ClawbackEvent =
  | Of<
      'ClawbackCaseOpened',
      Paper & { readonly ground: ClawbackGround; readonly statement: string; readonly openedOn: CivilDate }
    >
  /** 催告: pay back, or say why not, within the term. */
  | Of<'ClawbackDemanded', Paper & { readonly servedOn: CivilDate; readonly amount: MoneyJson; readonly term: Term }>
  | Of<'ClawbackHeard', Paper & { readonly heardOn: CivilDate; readonly outcome: ClawbackHearing }>
  /** 追缴决定: the term runs from its service. */
  | Of<
      'ClawbackDecided',
      Paper & {
        readonly decidedOn: CivilDate;
        readonly amount: MoneyJson;
        readonly term: Term;
        readonly consequences: string;
      }
    >
  | Of<'ClawbackDecisionServed', Paper & { readonly servedOn: CivilDate }>
  /** Money came back, all of it or an instalment. */
  | Of<'ClawbackRecovered', Paper & { readonly paidOn: CivilDate; readonly amount: MoneyJson }>
  /** 申请人民法院强制执行. */
  | Of<'ClawbackEnforcementRequested', Paper & { readonly requestedOn: CivilDate }>
  | Of<'ClawbackCaseClosed', { readonly caseId: string; readonly closedOn: CivilDate; readonly reason: string }>
  | Of<
      'ClawbackStepRevoked',
      { readonly caseId: string; readonly step: ClawbackStepKind | 'closing'; readonly reason: string }
    >
  /** A court rejected a ground: its judgment closes the open case on it, and none is opened again. */
  | Of<
      'ClawbackGroundRejected',
      {
        readonly rejectionId: string;
        readonly ground: ClawbackGround;
        readonly court: string;
        readonly judgmentNumber: string;
        readonly effectiveOn: CivilDate;
        readonly evidence: readonly EvidenceRef[];
      }
    >
  | Of<'ClawbackRejectionRevoked', { readonly rejectionId: string; readonly reason: string }>;

export type SuccessionEvent =
  /** A party's open duties, in every role, are its successor's from this day on. */
  | Of<
      'PartySucceeded',
      {
        /** The same in every contract that one succession touches. */
        readonly successionId: string;
        readonly predecessorId: string;
        readonly successor: Party;
        readonly kind: SuccessionKind;
        readonly effectiveOn: CivilDate;
        readonly documentNumber: string | null;
        readonly evidence: readonly EvidenceRef[];
      }
    >
  | Of<
      'PartySuccessionRevoked',
      { readonly successionId: string; readonly predecessorId: string; readonly reason: string }
    >;

export type DissolutionEvent =
  | Of<
      'InstrumentDissolved',
      {
        readonly instrumentId: string;
        readonly dissolvedOn: CivilDate;
        readonly court: string;
        readonly judgmentNumber: string;
        readonly evidence: readonly EvidenceRef[];
      }
    >
  | Of<'InstrumentDissolutionRevoked', { readonly instrumentId: string; readonly reason: string }>;

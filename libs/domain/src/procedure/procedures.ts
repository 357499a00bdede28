import type { ContractState } from '../contract/contract.state';
import type { Recorded } from '../recorded';
import { sameGround, type ClawbackCase, type ClawbackRejection } from './clawback-case';
import { evolveClawback } from './clawback.evolve';
import type { Dissolution } from './dissolution';
import type { ProcedureEvent } from './procedure.events';
import type { Succession } from './succession';
import type { TerminationCase } from './termination-case';
import { evolveTermination } from './termination.evolve';

/** What a contract has gone through beside performance: every case with its steps, successions and judgments, forgotten by
 *  none. */
export interface Procedures {
  readonly terminationCases: readonly TerminationCase[];
  readonly clawbackCases: readonly ClawbackCase[];
  readonly clawbackRejections: readonly ClawbackRejection[];
  readonly successions: readonly Succession[];
  readonly dissolutions: readonly Dissolution[];
}

export const NO_PROCEDURES: Procedures = {
  terminationCases: [],
  clawbackCases: [],
  clawbackRejections: [],
  successions: [],
  dissolutions: [],
};

/** The state after one more event of a procedure. */
export function evolveProcedures(state: ContractState, recorded: Recorded<ProcedureEvent>): ContractState {
  const { event, id: eventId } = recorded;
  const { procedures } = state;
  switch (event.type) {
    case 'PartySucceeded':
      return succeeded(state, event.data, eventId);
    case 'PartySuccessionRevoked':
      return unsucceeded(state, event.data);
    case 'InstrumentDissolved':
      return {
        ...state,
        procedures: { ...procedures, dissolutions: [...procedures.dissolutions, { ...event.data, eventId }] },
      };
    case 'InstrumentDissolutionRevoked': {
      const dissolutions = procedures.dissolutions.filter((each) => each.instrumentId !== event.data.instrumentId);
      return { ...state, procedures: { ...procedures, dissolutions } };
    }
    case 'ClawbackCaseOpened':
    case 'ClawbackDemanded':
    case 'ClawbackHeard':
    case 'ClawbackDecided':
    case 'ClawbackDecisionServed':
    case 'ClawbackRecovered':
    case 'ClawbackEnforcementRequested':
    case 'ClawbackCaseClosed':
    case 'ClawbackStepRevoked':
    case 'ClawbackGroundRejected':
    case 'ClawbackRejectionRevoked':
      return { ...state, procedures: evolveClawback(procedures, { ...recorded, event }) };
    case 'TerminationCaseOpened':
    case 'RectificationNoticeServed':
    case 'TerminationIntentServed':
    case 'TerminationHearingOffered':
    case 'TerminationHearingConcluded':
    case 'TerminationDecided':
    case 'TerminationNoticeServed':
    case 'TerminationCaseClosed':
    case 'TerminationStepRevoked':
      return evolveTermination(state, { ...recorded, event });
    default:
      return unhandled(event);
  }
}

function succeeded(
  state: ContractState,
  data: Extract<ProcedureEvent, { type: 'PartySucceeded' }>['data'],
  eventId: string,
): ContractState {
  const { predecessorId, successor } = data;
  const predecessor = state.parties.find(({ id }) => id === predecessorId) ?? successor;
  const known = state.parties.some(({ id }) => id === successor.id);
  const parties = known
    ? state.parties.map((party) => (party.id === successor.id ? successor : party))
    : [...state.parties, successor];
  const successions = [...state.procedures.successions, { ...data, predecessor, eventId }];
  return { ...state, parties, procedures: { ...state.procedures, successions } };
}

/** As if it had not been recorded. The successor stays a party of the contract: other records may name it by now. */
function unsucceeded(
  state: ContractState,
  { successionId, predecessorId }: { readonly successionId: string; readonly predecessorId: string },
): ContractState {
  const isIt = (each: Succession) => each.successionId === successionId && each.predecessorId === predecessorId;
  const gone = state.procedures.successions.find(isIt);
  const successions = state.procedures.successions.filter((each) => !isIt(each));
  const renamed = gone?.successor.id === predecessorId ? gone.predecessor : null;
  const parties = state.parties.map((party) => (renamed && party.id === predecessorId ? renamed : party));
  return { ...state, parties, procedures: { ...state.procedures, successions } };
}

/** Whether an event is one of a procedure. */
export function isProcedureEvent(event: { readonly type: string }): event is ProcedureEvent {
  return Object.hasOwn(PROCEDURE_EVENTS, event.type);
}

const PROCEDURE_EVENTS: Readonly<Record<ProcedureEvent['type'], true>> = {
  TerminationCaseOpened: true,
  RectificationNoticeServed: true,
  TerminationIntentServed: true,
  TerminationHearingOffered: true,
  TerminationHearingConcluded: true,
  TerminationDecided: true,
  TerminationNoticeServed: true,
  TerminationCaseClosed: true,
  TerminationStepRevoked: true,
  ClawbackCaseOpened: true,
  ClawbackDemanded: true,
  ClawbackHeard: true,
  ClawbackDecided: true,
  ClawbackDecisionServed: true,
  ClawbackRecovered: true,
  ClawbackEnforcementRequested: true,
  ClawbackCaseClosed: true,
  ClawbackStepRevoked: true,
  ClawbackGroundRejected: true,
  ClawbackRejectionRevoked: true,
  PartySucceeded: true,
  PartySuccessionRevoked: true,
  InstrumentDissolved: true,
  InstrumentDissolutionRevoked: true,
};

/** The judgment that rejected a ground, if there is one. */
export function rejectionOf(
  { clawbackRejections }: Procedures,
  ground: ClawbackRejection['ground'],
): ClawbackRejection | undefined {
  return clawbackRejections.find((each) => sameGround(each.ground, ground));
}

function unhandled(event: never): never {
  throw new Error(`unhandled event ${JSON.stringify(event)}`);
}

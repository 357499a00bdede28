import type { ContractState } from '../contract/contract.state';
import type { Recorded } from '../recorded';
import { stepOf, type CaseStep } from './case-step';
import type { TerminationEvent } from './procedure.events';
import type { TerminationCase, TerminationStepKind } from './termination-case';

/** The state after one more step of a ladder. The service of the notice is the end of the contract. */
export function evolveTermination(state: ContractState, recorded: Recorded<TerminationEvent>): ContractState {
  const { event, id: eventId, actor, recordedAt } = recorded;
  switch (event.type) {
    case 'TerminationCaseOpened': {
      const opened = { ...event.data, openedBy: actor, recordedAt, eventId, steps: [], closed: null };
      return withCases(state, [...state.procedures.terminationCases, opened]);
    }
    case 'RectificationNoticeServed':
      return step('rectification_notice', event.data.servedOn);
    case 'TerminationIntentServed':
      return step('intent_notice', event.data.servedOn);
    case 'TerminationHearingOffered':
      return step('hearing_offer', event.data.offeredOn);
    case 'TerminationHearingConcluded':
      return step('hearing', event.data.concludedOn);
    case 'TerminationDecided':
      return step('decision', event.data.decidedOn);
    case 'TerminationNoticeServed': {
      const { caseId, servedOn } = event.data;
      const reason = state.procedures.terminationCases.find((each) => each.caseId === caseId)?.reason ?? '';
      const termination = { terminatedOn: servedOn, statedAsOf: servedOn, reason, eventId };
      return { ...step('service', servedOn), termination };
    }
    case 'TerminationCaseClosed': {
      const { outcome, closedOn: on, reason } = event.data;
      return change((each) => ({ ...each, closed: { outcome, on, reason, by: actor, eventId } }));
    }
    case 'TerminationStepRevoked': {
      if (event.data.step === 'closing') return change((each) => ({ ...each, closed: null }));
      const shorter = change((each) => ({ ...each, steps: each.steps.slice(0, -1) }));
      return event.data.step === 'service' ? { ...shorter, termination: null } : shorter;
    }
    default:
      return unhandled(event);
  }

  function step(kind: TerminationStepKind, on: CaseStep['on']): ContractState {
    const taken = { ...stepOf(event.data), kind, on, by: actor, recordedAt, eventId };
    return change((each) => ({ ...each, steps: [...each.steps, taken] }));
  }
  function change(to: (each: TerminationCase) => TerminationCase): ContractState {
    const { caseId } = event.data;
    return withCases(
      state,
      state.procedures.terminationCases.map((each) => (each.caseId === caseId ? to(each) : each)),
    );
  }
}

/** A termination that is taken back takes the service that made it with it: the case stands at its decision again. */
export function withoutService(state: ContractState): ContractState {
  const { termination } = state;
  return withCases(
    { ...state, termination: null },
    state.procedures.terminationCases.map((each) =>
      termination && each.steps.at(-1)?.eventId === termination.eventId
        ? { ...each, steps: each.steps.slice(0, -1) }
        : each,
    ),
  );
}

function withCases(state: ContractState, terminationCases: readonly TerminationCase[]): ContractState {
  return { ...state, procedures: { ...state.procedures, terminationCases } };
}

function unhandled(event: never): never {
  throw new Error(`unhandled event ${JSON.stringify(event)}`);
}

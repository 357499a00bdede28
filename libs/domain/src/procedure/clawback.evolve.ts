import type { Recorded } from '../recorded';
import { stepOf, type CaseStep } from './case-step';
import { sameGround, type ClawbackCase, type ClawbackStepKind } from './clawback-case';
import type { ClawbackEvent } from './procedure.events';
import type { Procedures } from './procedures';

/** The procedures after one more step of a clawback, or a judgment about its ground. */
export function evolveClawback(procedures: Procedures, recorded: Recorded<ClawbackEvent>): Procedures {
  const { event, id: eventId, actor, recordedAt } = recorded;
  switch (event.type) {
    case 'ClawbackCaseOpened': {
      const opened = { ...event.data, openedBy: actor, recordedAt, eventId, steps: [], closed: null };
      return { ...procedures, clawbackCases: [...procedures.clawbackCases, opened] };
    }
    case 'ClawbackDemanded':
      return step('demand', event.data.servedOn);
    case 'ClawbackHeard':
      return step('hearing', event.data.heardOn);
    case 'ClawbackDecided':
      return step('decision', event.data.decidedOn);
    case 'ClawbackDecisionServed':
      return step('service', event.data.servedOn);
    case 'ClawbackRecovered':
      return step('recovery', event.data.paidOn);
    case 'ClawbackEnforcementRequested':
      return step('enforcement', event.data.requestedOn);
    case 'ClawbackCaseClosed': {
      const { caseId, closedOn: on, reason } = event.data;
      const closed = { outcome: 'withdrawn' as const, on, reason, by: actor, eventId };
      return change(caseId, (each) => ({ ...each, closed }));
    }
    case 'ClawbackStepRevoked': {
      const { caseId, step: revoked } = event.data;
      if (revoked === 'closing') return change(caseId, (each) => ({ ...each, closed: null }));
      return change(caseId, (each) => ({ ...each, steps: each.steps.slice(0, -1) }));
    }
    case 'ClawbackGroundRejected': {
      const { ground, effectiveOn: on, judgmentNumber: reason } = event.data;
      const closed = { outcome: 'rejected_by_court' as const, on, reason, by: actor, eventId };
      return {
        ...procedures,
        clawbackRejections: [...procedures.clawbackRejections, { ...event.data, eventId }],
        clawbackCases: procedures.clawbackCases.map((each) =>
          each.closed === null && sameGround(each.ground, ground) ? { ...each, closed } : each,
        ),
      };
    }
    case 'ClawbackRejectionRevoked': {
      const gone = procedures.clawbackRejections.find((each) => each.rejectionId === event.data.rejectionId);
      return {
        ...procedures,
        clawbackRejections: procedures.clawbackRejections.filter((each) => each !== gone),
        clawbackCases: procedures.clawbackCases.map((each) =>
          each.closed && each.closed.eventId === gone?.eventId ? { ...each, closed: null } : each,
        ),
      };
    }
    default:
      return unhandled(event);
  }

  function step(kind: ClawbackStepKind, on: CaseStep['on']): Procedures {
    const { caseId } = event.data as { readonly caseId: string };
    const taken = { ...stepOf(event.data), kind, on, by: actor, recordedAt, eventId };
    return change(caseId, (each) => ({ ...each, steps: [...each.steps, taken] }));
  }
  function change(caseId: string, to: (each: ClawbackCase) => ClawbackCase): Procedures {
    const clawbackCases = procedures.clawbackCases.map((each) => (each.caseId === caseId ? to(each) : each));
    return { ...procedures, clawbackCases };
  }
}

function unhandled(event: never): never {
  throw new Error(`unhandled event ${JSON.stringify(event)}`);
}

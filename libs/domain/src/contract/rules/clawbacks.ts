import { compareAmounts, toDecimal } from '../../money/amount';
import type { MoneyJson } from '../../money/money';
import { requireTurn } from '../../procedure/case-step';
import {
  clawbackMoney,
  nextClawbackSteps,
  sameGround,
  type ClawbackCase,
  type ClawbackGround,
  type ClawbackStepKind,
} from '../../procedure/clawback-case';
import type {
  ClawbackCommand,
  ClawbackStepCommand,
  OpenClawbackCase,
  RejectClawbackGround,
} from '../../procedure/procedure.commands';
import { rejectionOf } from '../../procedure/procedures';
import { Refusal } from '../../refusal';
import type { CivilDate } from '../../time/civil-date';
import type { ContractEvent } from '../contract.events';
import type { ContractState } from '../contract.state';
import { claimOf, notAfterToday, standingObligation, unused } from './find';
import { requireSameMeasure } from './obligation-terms';
import { caseClosed, caseNotFound, countingOf, requireOtherThan, type CaseCircumstances } from './terminations';

/** Demand, hearing, decision, service, money back or enforcement, each in its turn; a ground is claimed once, and never
 *  again after a court rejected it. */
export function decideClawback(
  state: ContractState,
  command: ClawbackCommand,
  at: CaseCircumstances,
): readonly ContractEvent[] {
  switch (command.type) {
    case 'OpenClawbackCase':
      return open(state, command, at);
    case 'DemandClawback': {
      const { type: _, ...data } = command;
      const each = requireStep(state, command, 'demand', data.servedOn, at);
      requirePositive(each, data.amount);
      return [{ type: 'ClawbackDemanded', data }];
    }
    case 'HearClawback': {
      const { type: _, ...data } = command;
      requireStep(state, command, 'hearing', data.heardOn, at);
      return [{ type: 'ClawbackHeard', data }];
    }
    case 'DecideClawback': {
      const { type: _, ...data } = command;
      const each = requireStep(state, command, 'decision', data.decidedOn, at);
      requireOtherThan([each.openedBy.id, ...each.steps.slice(0, 1).map(({ by }) => by.id)], each.caseId, at);
      requireWithin(each, data.amount, clawbackMoney(each).demanded);
      return [{ type: 'ClawbackDecided', data }];
    }
    case 'ServeClawbackDecision': {
      const { type: _, ...data } = command;
      requireStep(state, command, 'service', data.servedOn, at);
      return [{ type: 'ClawbackDecisionServed', data }];
    }
    case 'RecordRecovery': {
      const { type: _, ...data } = command;
      const each = requireStep(state, command, 'recovery', data.paidOn, at);
      requireWithin(each, data.amount, clawbackMoney(each).outstanding);
      return [{ type: 'ClawbackRecovered', data }];
    }
    case 'RequestClawbackEnforcement': {
      const { type: _, ...data } = command;
      requireStep(state, command, 'enforcement', data.requestedOn, at);
      return [{ type: 'ClawbackEnforcementRequested', data }];
    }
    case 'CloseClawbackCase': {
      const { type: _, ...data } = command;
      const { openedOn, steps } = standingCase(state, data.caseId);
      notAfterToday('closedOn', data.closedOn, at.today);
      requireTurn(data.caseId, 'closing', data.closedOn, [{ kind: 'closing', firstDay: steps.at(-1)?.on ?? openedOn }]);
      return [{ type: 'ClawbackCaseClosed', data }];
    }
    case 'RevokeClawbackStep':
      return revokeStep(state, command);
    case 'RejectClawbackGround':
      return reject(state, command, at);
    case 'RevokeClawbackRejection': {
      const { rejectionId, reason } = command;
      if (!state.procedures.clawbackRejections.some((each) => each.rejectionId === rejectionId)) {
        throw new Refusal(
          'REJECTION_NOT_FOUND',
          `Contract ${state.dealNumber} has no recorded rejection ${rejectionId}.`,
          { rejectionId },
        );
      }
      return [{ type: 'ClawbackRejectionRevoked', data: { rejectionId, reason } }];
    }
    default:
      return unhandled(command);
  }
}

function open(state: ContractState, command: OpenClawbackCase, at: CaseCircumstances): ContractEvent[] {
  const { type: _, ...data } = command;
  const { caseId, ground, openedOn } = data;
  unused(
    state.procedures.clawbackCases.some((each) => each.caseId === caseId),
    'DUPLICATE_CASE',
    `Case ${caseId}`,
  );
  requireGround(state, ground);
  const rejection = rejectionOf(state.procedures, ground);
  if (rejection) {
    const { court, judgmentNumber, effectiveOn } = rejection;
    throw new Refusal(
      'GROUND_REJECTED_BY_COURT',
      `Nothing can be clawed back on this ground (obligation ${ground.no}): ${court} rejected it by judgment ${judgmentNumber}, effective ${effectiveOn}. What was judged is not claimed again.`,
      { no: ground.no, court, judgmentNumber, effectiveOn },
    );
  }
  const other = state.procedures.clawbackCases.find((each) => each.closed === null && sameGround(each.ground, ground));
  if (other) {
    throw new Refusal(
      'GROUND_ALREADY_CLAIMED',
      `Case ${other.caseId} claims back on the same ground (obligation ${ground.no}); go on with it. The same is not recovered twice.`,
      { no: ground.no, caseId: other.caseId },
    );
  }
  notAfterToday('openedOn', openedOn, at.today);
  return [{ type: 'ClawbackCaseOpened', data }];
}

/** A payment is one on a promise; without a payment, the ground is a commitment that was not kept. */
function requireGround(state: ContractState, { no, claimId }: ClawbackGround): void {
  const obligation = standingObligation(state, no);
  if (obligation.terms.side !== (claimId === null ? 'enterprise' : 'government')) {
    const wanted = claimId === null ? 'a commitment of the enterprise' : 'a promise of the government';
    throw new Refusal(
      'GROUND_ON_THE_WRONG_SIDE',
      `Obligation ${no} is the ${obligation.terms.side}'s; this ground of a clawback names ${wanted}.`,
      { no },
    );
  }
  if (claimId === null || claimOf(obligation, claimId).kind === 'payment') return;
  throw new Refusal(
    'GROUND_IS_NO_PAYMENT',
    `Claim ${claimId} on obligation ${no} is no payment, so nothing of it can come back; name the payment.`,
    { no, claimId },
  );
}

function reject(state: ContractState, command: RejectClawbackGround, at: CaseCircumstances): ContractEvent[] {
  const { type: _, ...data } = command;
  const taken =
    state.procedures.clawbackRejections.some((each) => each.rejectionId === data.rejectionId) ||
    rejectionOf(state.procedures, data.ground) !== undefined;
  unused(taken, 'DUPLICATE_REJECTION', `Rejection ${data.rejectionId}`);
  requireGround(state, data.ground);
  notAfterToday('effectiveOn', data.effectiveOn, at.today);
  return [{ type: 'ClawbackGroundRejected', data }];
}

function revokeStep(
  state: ContractState,
  { caseId, reason }: Extract<ClawbackCommand, { type: 'RevokeClawbackStep' }>,
): ContractEvent[] {
  const { closed, steps } = caseOf(state, caseId);
  if (closed?.outcome === 'rejected_by_court') throw caseClosed(caseId, closed);
  const step = closed ? 'closing' : steps.at(-1)?.kind;
  if (step === undefined) {
    throw new Refusal('CASE_HAS_NO_STEP', `Case ${caseId} has taken no step; close it if it was opened by mistake.`, {
      caseId,
    });
  }
  return [{ type: 'ClawbackStepRevoked', data: { caseId, step, reason } }];
}

function requireStep(
  state: ContractState,
  { caseId }: ClawbackStepCommand,
  kind: ClawbackStepKind,
  on: CivilDate,
  at: CaseCircumstances,
): ClawbackCase {
  const each = standingCase(state, caseId);
  notAfterToday('on', on, at.today);
  requireTurn(caseId, kind, on, nextClawbackSteps(each, countingOf(state, at)));
  return each;
}

function requirePositive({ ground }: ClawbackCase, amount: MoneyJson): void {
  if (toDecimal(amount).units > 0n) return;
  throw new Refusal('TARGET_NOT_POSITIVE', `An amount clawed back (obligation ${ground.no}) must be above zero.`, {
    no: ground.no,
  });
}

function requireWithin(each: ClawbackCase, amount: MoneyJson, most: MoneyJson | null): void {
  requirePositive(each, amount);
  if (most === null) return;
  requireSameMeasure(each.ground.no, most, amount);
  if (compareAmounts(amount, most) <= 0) return;
  throw new Refusal(
    'AMOUNT_ABOVE_CASE',
    `Case ${each.caseId} leaves ${most.minor} minor units of ${most.currency}, not ${amount.minor}; correct the amount, or take the step before it back.`,
    { caseId: each.caseId, amount: amount.minor, most: most.minor, currency: most.currency },
  );
}

function standingCase(state: ContractState, caseId: string): ClawbackCase {
  const each = caseOf(state, caseId);
  if (each.closed) throw caseClosed(caseId, each.closed);
  return each;
}

function caseOf(state: ContractState, caseId: string): ClawbackCase {
  const each = state.procedures.clawbackCases.find((known) => known.caseId === caseId);
  if (!each) throw caseNotFound(state, caseId);
  return each;
}

function unhandled(command: never): never {
  throw new Error(`unhandled command ${JSON.stringify(command)}`);
}

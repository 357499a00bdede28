import type { Calendar } from '../../calendar/statutory-calendar';
import { dayAfterTerm, requireTurn } from '../../procedure/case-step';
import type {
  OpenTerminationCase,
  TerminationCommand,
  TerminationStepCommand,
} from '../../procedure/procedure.commands';
import { nextTerminationSteps, type TerminationCase, type TerminationStepKind } from '../../procedure/termination-case';
import { Refusal } from '../../refusal';
import type { CivilDate } from '../../time/civil-date';
import type { ContractEvent } from '../contract.events';
import type { ContractState } from '../contract.state';
import type { Circumstances } from './claims';
import { notAfterToday, standingObligation, unused } from './find';

export interface CaseCircumstances extends Circumstances {
  readonly calendar: Calendar;
}

/** Every rung in its turn and not before its day; who proposed does not decide; each side climbs its own ladder. */
export function decideTermination(
  state: ContractState,
  command: TerminationCommand,
  at: CaseCircumstances,
): readonly ContractEvent[] {
  switch (command.type) {
    case 'OpenTerminationCase':
      return open(state, command, at);
    case 'CloseTerminationCase': {
      const { type: _, ...data } = command;
      notAfterToday('closedOn', data.closedOn, at.today);
      const each = standingCase(state, data.caseId, at);
      notBeforeLastStep(each, data.closedOn, 'closing');
      return [{ type: 'TerminationCaseClosed', data }];
    }
    case 'RevokeTerminationStep':
      return revokeStep(state, command, at);
    case 'ServeRectificationNotice': {
      const { type: _, ...data } = command;
      requireStep(state, command, 'rectification_notice', data.servedOn, at);
      return [{ type: 'RectificationNoticeServed', data }];
    }
    case 'ServeTerminationIntent': {
      const { type: _, ...data } = command;
      requireStep(state, command, 'intent_notice', data.servedOn, at);
      return [{ type: 'TerminationIntentServed', data }];
    }
    case 'OfferTerminationHearing': {
      const { type: _, ...data } = command;
      requireStep(state, command, 'hearing_offer', data.offeredOn, at);
      return [{ type: 'TerminationHearingOffered', data }];
    }
    case 'ConcludeTerminationHearing': {
      const { type: _, ...data } = command;
      const each = requireStep(state, command, 'hearing', data.concludedOn, at);
      if (data.outcome !== 'held') requireOffer(each, data.outcome, data.concludedOn, state, at);
      return [{ type: 'TerminationHearingConcluded', data }];
    }
    case 'DecideTermination': {
      const { type: _, ...data } = command;
      const each = requireStep(state, command, 'decision', data.decidedOn, at);
      requireOtherThan(proposersOf(each), each.caseId, at);
      return [{ type: 'TerminationDecided', data }];
    }
    case 'ServeTerminationNotice': {
      const { type: _, ...data } = command;
      requireNotTerminated(state);
      requireStep(state, command, 'service', data.servedOn, at);
      return [{ type: 'TerminationNoticeServed', data }];
    }
    default:
      return unhandled(command);
  }
}

function open(state: ContractState, command: OpenTerminationCase, at: CaseCircumstances): ContractEvent[] {
  const { type: _, ...data } = command;
  const { caseId, bySide, grounds, openedOn } = data;
  requireSide(bySide, caseId, at);
  requireNotTerminated(state);
  const { terminationCases } = state.procedures;
  unused(
    terminationCases.some((each) => each.caseId === caseId),
    'DUPLICATE_CASE',
    `Case ${caseId}`,
  );
  const other = terminationCases.find((each) => each.bySide === bySide && each.closed === null);
  if (other) {
    throw new Refusal(
      'CASE_ALREADY_OPEN',
      `The ${bySide}'s termination case ${other.caseId} of contract ${state.dealNumber} is open; go on with it, or close it first.`,
      { caseId: other.caseId },
    );
  }
  for (const no of grounds) {
    if (standingObligation(state, no).terms.side !== bySide) continue;
    throw new Refusal(
      'GROUND_ON_THE_WRONG_SIDE',
      `Obligation ${no} is the ${bySide}'s own: a case is opened on the other side's breach. Name a duty of the other side.`,
      { no },
    );
  }
  notAfterToday('openedOn', openedOn, at.today);
  return [{ type: 'TerminationCaseOpened', data }];
}

function revokeStep(
  state: ContractState,
  { caseId, reason }: Extract<TerminationCommand, { type: 'RevokeTerminationStep' }>,
  at: CaseCircumstances,
): ContractEvent[] {
  const each = caseOf(state, caseId, at);
  const step = each.closed ? 'closing' : each.steps.at(-1)?.kind;
  if (step === undefined) {
    throw new Refusal('CASE_HAS_NO_STEP', `Case ${caseId} has taken no step; close it if it was opened by mistake.`, {
      caseId,
    });
  }
  return [{ type: 'TerminationStepRevoked', data: { caseId, step, reason } }];
}

function requireStep(
  state: ContractState,
  { caseId }: TerminationStepCommand,
  kind: TerminationStepKind,
  on: CivilDate,
  at: CaseCircumstances,
): TerminationCase {
  const each = standingCase(state, caseId, at);
  notAfterToday('on', on, at.today);
  requireTurn(caseId, kind, on, nextTerminationSteps(each, countingOf(state, at)));
  return each;
}

/** Only an offer can be declined, and only one whose period has run out was let pass. */
function requireOffer(
  { caseId, steps }: TerminationCase,
  outcome: string,
  on: CivilDate,
  state: ContractState,
  at: CaseCircumstances,
): void {
  const offer = steps.at(-1);
  if (offer?.kind !== 'hearing_offer') {
    requireTurn(caseId, `hearing ${outcome}`, on, [{ kind: 'hearing_offer', firstDay: on }]);
  } else if (outcome === 'unanswered') {
    const firstDay = dayAfterTerm(offer, countingOf(state, at));
    requireTurn(caseId, 'hearing', on, [{ kind: 'hearing', firstDay }]);
  }
}

function notBeforeLastStep({ caseId, openedOn, steps }: TerminationCase, on: CivilDate, step: string): void {
  requireTurn(caseId, step, on, [{ kind: step, firstDay: steps.at(-1)?.on ?? openedOn }]);
}

/** Who opened the case or gave the notice of intent has proposed the end. */
function proposersOf({ openedBy, steps }: TerminationCase): readonly string[] {
  return [openedBy.id, ...steps.filter(({ kind }) => kind === 'intent_notice').map(({ by }) => by.id)];
}

export function requireOtherThan(proposers: readonly string[], caseId: string, { actor }: Circumstances): void {
  if (!proposers.includes(actor.id)) return;
  throw new Refusal(
    'PROPOSER_DECIDES',
    `${actor.id} proposed what case ${caseId} is to decide and cannot decide it; another person must.`,
    { caseId, actor: actor.id },
  );
}

export function countingOf({ details }: ContractState, { calendar }: CaseCircumstances) {
  return { calendar, roll: details.roll };
}

function standingCase(state: ContractState, caseId: string, at: CaseCircumstances): TerminationCase {
  const each = caseOf(state, caseId, at);
  if (each.closed) throw caseClosed(caseId, each.closed);
  return each;
}

export function caseClosed(caseId: string, closed: { readonly outcome: string; readonly on: CivilDate }): Refusal {
  return new Refusal(
    'CASE_CLOSED',
    `Case ${caseId} was closed on ${closed.on} (${closed.outcome}); take that back, or open another case.`,
    { caseId, on: closed.on },
  );
}

function caseOf(state: ContractState, caseId: string, at: CaseCircumstances): TerminationCase {
  const each = state.procedures.terminationCases.find((known) => known.caseId === caseId);
  if (!each) throw caseNotFound(state, caseId);
  requireSide(each.bySide, caseId, at);
  return each;
}

export function caseNotFound({ dealNumber }: ContractState, caseId: string): Refusal {
  return new Refusal('CASE_NOT_FOUND', `Contract ${dealNumber} has no case ${caseId} of this kind; open it first.`, {
    caseId,
  });
}

/** An enterprise's people act in its own side's cases; the bureau, which keeps the ledger, records those of both. */
function requireSide(bySide: TerminationCase['bySide'], caseId: string, { actor }: Circumstances): void {
  if (actor.role !== 'enterprise' || bySide === 'enterprise') return;
  throw new Refusal('NOT_YOUR_CASE', `Case ${caseId} is the government's; an enterprise takes the steps of its own.`, {
    caseId,
  });
}

function requireNotTerminated(state: ContractState): void {
  if (!state.termination) return;
  throw new Refusal(
    'CONTRACT_TERMINATED',
    `Contract ${state.dealNumber} is already terminated; revoke that termination to correct it.`,
  );
}

function unhandled(command: never): never {
  throw new Error(`unhandled command ${JSON.stringify(command)}`);
}

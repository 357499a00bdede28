import type { Actor } from '../actor';
import { latestCalendar } from '../calendar/statutory-calendar';
import type { ContractCommand } from '../contract/contract.commands';
import type { ContractState } from '../contract/contract.state';
import { nextTerminationSteps, type TerminationStepKind } from '../procedure/termination-case';
import type { CivilDate } from '../time/civil-date';
import { investmentAgreement } from './facts.fixtures';
import { clerk, ENTERPRISE, LAND_OFFICE, legal, SUPERVISION } from './people.fixtures';

export const PROCEDURE_KINDS = ['climb', 'stepBack', 'succeed', 'dissolve', 'dissolve'] as const;
export type ProcedureKind = (typeof PROCEDURE_KINDS)[number];

interface Chance {
  readonly no: string;
  readonly which: number;
  readonly on: CivilDate;
  readonly today: CivilDate;
  readonly yes: boolean;
  readonly n: number;
}

/** What bears on assessments: ladders to a termination with short periods, successions, dissolved supplements. */
export function procedureOf(state: ContractState, kind: ProcedureKind, chance: Chance): [ContractCommand, Actor] {
  const { which, on, yes, n } = chance;
  const reason = '记录有误';
  const { terminationCases, successions, dissolutions } = state.procedures;
  const evidence = { documentNumber: null, evidence: [] };
  switch (kind) {
    case 'climb':
      return climb(state, chance);
    case 'stepBack':
      return [{ type: 'RevokeTerminationStep', caseId: terminationCases.at(-1)?.caseId ?? 'none', reason }, clerk];
    case 'succeed': {
      const last = successions.at(-1);
      if (last && !yes) {
        const { successionId, predecessorId } = last;
        return [{ type: 'RevokePartySuccession', successionId, predecessorId, reason }, clerk];
      }
      const predecessorId = [LAND_OFFICE, ENTERPRISE, SUPERVISION][which % 3]!;
      const predecessor = state.parties.find(({ id }) => id === predecessorId)!;
      // the verifier only gets a new name, so that claims go on being verified
      const id = predecessorId === SUPERVISION ? SUPERVISION : `successor-${n}`;
      const successor = { ...predecessor, id, name: `承继${n}` };
      const data = { successionId: `succession-${n}`, predecessorId, successor, kind: 'merger' as const, ...evidence };
      return [{ type: 'SucceedParty', ...data, effectiveOn: on }, clerk];
    }
    case 'dissolve': {
      const last = dissolutions.at(-1);
      if (last && !yes) {
        return [{ type: 'RevokeInstrumentDissolution', instrumentId: last.instrumentId, reason }, clerk];
      }
      const supplements = state.instruments.filter((each) => each.kind === 'supplement');
      if (supplements.length === 0) {
        const supplement = { ...investmentAgreement, id: `sup-${n}`, kind: 'supplement' as const, signedOn: on };
        return [{ type: 'SignInstrument', instrument: supplement }, clerk];
      }
      const instrumentId = supplements[which % supplements.length]!.id;
      const judgment = { dissolvedOn: on, court: '法院', judgmentNumber: '1号', evidence: [] };
      return [{ type: 'DissolveInstrument', instrumentId, ...judgment }, clerk];
    }
    default:
      throw new Error(`unhandled ${String(kind satisfies never)}`);
  }
}

/** Opens a case, or takes the step that may be taken next. */
function climb(state: ContractState, { no, today, yes, n }: Chance): [ContractCommand, Actor] {
  const paper = { documentNumber: null, evidence: [] };
  const standing = state.procedures.terminationCases.find((each) => each.closed === null);
  if (!standing) {
    const bySide = no.startsWith('G') ? ('enterprise' as const) : ('government' as const);
    const opening = { caseId: `case-${n}`, bySide, grounds: [no], clause: null, reason: '违约', openedOn: today };
    return [{ type: 'OpenTerminationCase', ...paper, ...opening }, clerk];
  }
  const [next] = nextTerminationSteps(standing, { calendar: latestCalendar(), roll: state.details.roll });
  const { caseId } = standing;
  if (!next) {
    const closing = { outcome: 'withdrawn' as const, closedOn: today, reason: '撤回' };
    return [{ type: 'CloseTerminationCase', caseId, ...closing }, clerk];
  }
  return stepCommand(next.kind, { caseId, ...paper }, today, yes);
}

function stepCommand(
  kind: TerminationStepKind,
  paper: { readonly caseId: string; readonly documentNumber: null; readonly evidence: readonly [] | never[] },
  today: CivilDate,
  yes: boolean,
): [ContractCommand, Actor] {
  const term = { count: yes ? 0 : 1, unit: 'natural_days' as const };
  const notice = { ...paper, servedOn: today, term, consequences: '解除' };
  switch (kind) {
    case 'rectification_notice':
      return [{ type: 'ServeRectificationNotice', ...notice }, clerk];
    case 'intent_notice':
      return [{ type: 'ServeTerminationIntent', ...notice }, clerk];
    case 'hearing_offer':
      if (yes) return [{ type: 'ConcludeTerminationHearing', ...paper, concludedOn: today, outcome: 'held' }, clerk];
      return [{ type: 'OfferTerminationHearing', ...paper, offeredOn: today, term }, clerk];
    case 'hearing':
      return [{ type: 'ConcludeTerminationHearing', ...paper, concludedOn: today, outcome: 'waived' }, clerk];
    case 'decision':
      return [{ type: 'DecideTermination', ...paper, decidedOn: today, consequences: '解除' }, legal];
    case 'service':
      return [{ type: 'ServeTerminationNotice', ...paper, servedOn: today }, clerk];
  }
}

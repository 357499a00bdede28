import { assess, explainDueDate, type ObligationAssessment } from '../assessment/assess';
import type { AssessmentRules } from '../assessment/assessment-rules';
import type { Calendar } from '../calendar/statutory-calendar';
import type { ContractState } from '../contract/contract.state';
import { isEndedWithoutPerformance } from '../obligation/obligation-status';
import type { CivilDate } from '../time/civil-date';
import type { AlertState, StandingAlert } from './alert-state';
import type { AlertEvent, AlertKey, AlertLevel, AlertResolution, AlertRule, ReviewedInput } from './alert.events';

export interface ReviewContext {
  readonly calendar: Calendar;
  readonly rules: AssessmentRules;
}

/** What changes in a contract's alerts when it is looked at on `input.day`: alerts raised, their level changed, cleared.
 *  Both sides by the same rules. `[]` when the alerts already say what is so. */
export function reviewContract(
  contract: ContractState,
  alerts: AlertState,
  input: ReviewedInput,
  { calendar, rules }: ReviewContext,
): readonly AlertEvent[] {
  const { obligations } = assess(contract, input.day, calendar, rules);
  const byNo = new Map(obligations.map((each) => [each.no, each]));
  const events: AlertEvent[] = [];
  for (const standing of alerts.standing) {
    const now = byNo.get(standing.no);
    const level = now && levelOf(standing.rule, now);
    if (!level) {
      events.push(cleared(standing, resolutionOf(standing, now, { contract, calendar, rules })));
    } else if (level !== standing.level) {
      events.push(levelChanged(standing, level, now.progress?.basisPointsBehind ?? null));
    }
  }
  const isStanding = (no: string, rule: AlertRule) =>
    alerts.standing.some((each) => each.no === no && each.rule === rule);
  for (const now of obligations) {
    for (const rule of RULES_IN_ORDER) {
      const level = levelOf(rule, now);
      if (level && !isStanding(now.no, rule)) events.push(raised(rule, level, now));
    }
  }
  return events;

  function raised(rule: AlertRule, level: AlertLevel, now: ObligationAssessment): AlertEvent {
    const occurrence = (alerts.occurrences[`${now.no}/${rule}`] ?? 0) + 1;
    return {
      type: 'AlertRaised',
      data: {
        ...key({ contractId: contract.contractId, no: now.no, rule, occurrence }),
        side: now.side,
        level,
        obligorId: now.roles.obligor && now.roles.obligor.id,
        dueOn: now.due.current!,
        originalDueOn: now.due.original,
        daysLate: now.daysLate,
        basisPointsBehind: now.progress?.basisPointsBehind ?? null,
        provisional: now.due.provisional,
        blockedBy: rule === 'blocked' && now.blocker ? now.blocker.no : null,
        rulesVersion: rules.version,
        calendarVersion: calendar.version,
        arithmetic: explainDueDate(contract, now.no, input.day, calendar, rules),
        becauseOf: now.eventIds,
      },
    };
  }
  function levelChanged(standing: StandingAlert, to: AlertLevel, basisPointsBehind: number | null): AlertEvent {
    return {
      type: 'AlertLevelChanged',
      data: { ...key(standing), side: standing.side, from: standing.level, to, basisPointsBehind },
    };
  }
  function cleared(standing: StandingAlert, resolution: AlertResolution): AlertEvent {
    return { type: 'AlertCleared', data: { ...key(standing), side: standing.side, resolution } };
  }
  function key({ contractId, no, rule, occurrence }: AlertKey): AlertKey & { review: ReviewedInput } {
    return { contractId, no, rule, occurrence, review: input };
  }
}

const RULES_IN_ORDER: readonly AlertRule[] = ['overdue', 'blocked', 'behind_pace', 'due_soon'];

/** The level at which a rule fires for a duty now; null when it does not. */
function levelOf(rule: AlertRule, { signals }: ObligationAssessment): AlertLevel | null {
  switch (rule) {
    case 'overdue':
      return signals.overdue ? 'red' : null;
    case 'due_soon':
      return signals.dueSoon ? 'yellow' : null;
    case 'behind_pace':
      return signals.behindPace;
    case 'blocked':
      return signals.blocked ? 'yellow' : null;
    default:
      return unhandled(rule);
  }
}

function resolutionOf(
  standing: StandingAlert,
  now: ObligationAssessment | undefined,
  { contract, calendar, rules }: { contract: ContractState } & ReviewContext,
): AlertResolution {
  if (!firesOn(standing.raisedOn)) return 'retracted';
  if (now && isEndedWithoutPerformance(now.status)) return 'moot';
  if (now?.fulfilledOn || now?.verification) return 'resolved';
  if (now?.signals.overdue) return 'superseded';
  return standing.rule === 'behind_pace' || standing.rule === 'blocked' ? 'resolved' : 'superseded';

  function firesOn(day: CivilDate): boolean {
    const then = assess(contract, day, calendar, rules).obligations.find((each) => each.no === standing.no);
    return then !== undefined && levelOf(standing.rule, then) !== null;
  }
}

function unhandled(rule: never): never {
  throw new Error(`unhandled rule ${String(rule)}`);
}

import type { CivilDate } from '../time/civil-date';
import type { AlertEvent, AlertKey, AlertLevel, ReviewedInput } from './alert.events';
import type { Side } from '../contract/contract';

/** An alert that stands. */
export interface StandingAlert extends AlertKey {
  readonly side: Side;
  readonly level: AlertLevel;
  readonly raisedOn: CivilDate;
}

/** The fold of a contract's alert stream. */
export interface AlertState {
  readonly standing: readonly StandingAlert[];
  /** How often each `<no>/<rule>` was raised. */
  readonly occurrences: Readonly<Record<string, number>>;
  readonly lastReviewed: ReviewedInput | null;
}

export const NO_ALERTS: AlertState = { standing: [], occurrences: {}, lastReviewed: null };

export function evolveAlerts(state: AlertState, event: AlertEvent): AlertState {
  const { contractId, no, rule, occurrence, review, side } = event.data;
  const lastReviewed = review;
  const others = state.standing.filter((each) => each.no !== no || each.rule !== rule);
  switch (event.type) {
    case 'AlertRaised': {
      const raised: StandingAlert = {
        contractId,
        no,
        rule,
        occurrence,
        side,
        level: event.data.level,
        raisedOn: review.day,
      };
      return {
        standing: [...others, raised],
        occurrences: { ...state.occurrences, [`${no}/${rule}`]: occurrence },
        lastReviewed,
      };
    }
    case 'AlertLevelChanged': {
      const { to } = event.data;
      const standing = state.standing.map((each) =>
        each.no === no && each.rule === rule ? { ...each, level: to } : each,
      );
      return { ...state, standing, lastReviewed };
    }
    case 'AlertCleared':
      return { ...state, standing: others, lastReviewed };
    default:
      return unhandled(event);
  }
}

/** Whether `input` comes after everything the stream already answers. Position and day both only grow from one review of
 *  a contract to the next, so an input with neither beyond the last answered one has been answered. */
export function isNews(state: AlertState, input: ReviewedInput): boolean {
  const last = state.lastReviewed;
  return last === null || BigInt(input.position) > BigInt(last.position) || input.day > last.day;
}

function unhandled(event: never): never {
  throw new Error(`unhandled event ${JSON.stringify(event)}`);
}

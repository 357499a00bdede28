import { beganOn } from '../contract/began-on';
import type { ContractState, ObligationState } from '../contract/contract.state';
import { inForceFrom } from '../contract/relief';
import type { ObligationTerms } from '../obligation/obligation';
import { addDays, later, type CivilDate } from '../time/civil-date';
import type { QualityCode, QualityFinding } from './quality-finding';

/** A standing duty with the days that its papers give it. */
export interface AgreedDuty {
  readonly terms: ObligationTerms;
  readonly obligation: ObligationState;
  /** The day of signature of the paper it stands in; null where that is not known. */
  readonly signedOn: CivilDate | null;
  /** The day from which there is a deal at all. */
  readonly beganOn: CivilDate;
  /** From when it is agreed: its signature, where that is unknown the day the deal began. */
  readonly agreedOn: CivilDate;
  /** What gave it a new date, in the order of the days from which that worked. */
  readonly moves: readonly AgreedMove[];
}

/** A new date by a signed supplement, or by an extension that was approved and served. */
export interface AgreedMove {
  readonly id: string;
  readonly newDueOn: CivilDate;
  /** The signature of the supplement, or the service of the extension. */
  readonly worksFrom: CivilDate;
  /** Null for an extension. */
  readonly instrumentId: string | null;
}

/** The standing duties of a contract in the order of their recording. */
export function agreedDuties(state: ContractState): readonly AgreedDuty[] {
  const signedOn = new Map(state.instruments.map((instrument) => [instrument.id, instrument.signedOn]));
  const began = beganOn(state);
  return state.obligations
    .filter((obligation) => !obligation.retracted)
    .map((obligation) => {
      const { terms } = obligation;
      const signed = terms.instrumentId === null ? null : (signedOn.get(terms.instrumentId) ?? null);
      return {
        terms,
        obligation,
        signedOn: signed,
        beganOn: began,
        agreedOn: later(signed ?? began, began),
        moves: movesOf(obligation, signedOn),
      };
    });
}

/** In the order of the days; of one day in the order of recording. */
function movesOf(
  { moves, reliefs, eventIds }: ObligationState,
  signedOn: ReadonlyMap<string, CivilDate | null>,
): readonly AgreedMove[] {
  const found: (AgreedMove & { readonly at: number })[] = [];
  for (const { moveId, newDueOn, instrumentId, eventId } of moves) {
    const worksFrom = signedOn.get(instrumentId);
    if (worksFrom) found.push({ id: moveId, newDueOn, worksFrom, instrumentId, at: eventIds.lastIndexOf(eventId) });
  }
  for (const each of reliefs) {
    const worksFrom = inForceFrom(each);
    if (worksFrom === null || each.relief.kind !== 'extension') continue;
    const { newDueOn } = each.relief;
    const at = eventIds.lastIndexOf(each.service!.eventId);
    found.push({ id: each.reliefId, newDueOn, worksFrom, instrumentId: null, at });
  }
  return found.toSorted((a, b) => (a.worksFrom < b.worksFrom ? -1 : a.worksFrom > b.worksFrom ? 1 : a.at - b.at));
}

/** The last day before the first paper that moves the date of a duty; null where none does. */
export function untilMoved({ moves }: AgreedDuty): CivilDate | null {
  const first = moves[0];
  return first ? addDays(first.worksFrom, -1) : null;
}

type Parts = Partial<Pick<QualityFinding, 'concerns' | 'elsewhere' | 'amount' | 'details'>> & {
  /** Tells findings of one code about one duty apart. */
  readonly what?: string;
  readonly from?: CivilDate;
  readonly until?: CivilDate | null;
};

/** A finding about a duty, from the day it was agreed unless said otherwise. */
export function found(
  code: QualityCode,
  { terms, agreedOn, beganOn: began }: AgreedDuty,
  parts: Parts = {},
): QualityFinding {
  const { what, from = agreedOn, until = null, concerns = [], elsewhere = [], amount = null, details = {} } = parts;
  const { no, side, clause } = terms;
  const id = what === undefined ? `${code}:${no}` : `${code}:${no}:${what}`;
  return {
    id,
    code,
    no,
    side,
    clause,
    concerns,
    elsewhere,
    amount,
    details,
    holds: { from: later(from, began), until },
  };
}

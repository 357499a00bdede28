import type { Recorded } from '../recorded';
import type { CivilDate } from '../time/civil-date';
import type { EndingEvent } from './endings.events';

/** What ended a duty without performance, as far as it stands. */
export interface Endings {
  /** In the order of recording; the last one may still hold. They never overlap. */
  readonly freezes: readonly Freeze[];
  readonly supersession: Supersession | null;
}

/** The duty must not be performed from `frozenOn` on, and up to the day before `unfrozenOn` where that is known. */
export interface Freeze {
  readonly frozenOn: CivilDate;
  readonly reviewNumber: string;
  readonly ground: string;
  readonly substituteNo: string | null;
  readonly compensationNo: string | null;
  readonly unfrozenOn: CivilDate | null;
  readonly eventId: string;
}

export interface Supersession {
  readonly byNo: string;
  readonly instrumentId: string;
  readonly supersededOn: CivilDate;
  readonly eventId: string;
}

export const NO_ENDINGS: Endings = { freezes: [], supersession: null };

/** The freeze that nobody has taken back yet. */
export function standingFreeze({ freezes }: Endings): Freeze | null {
  const last = freezes.at(-1);
  return last && last.unfrozenOn === null ? last : null;
}

/** The numbers of the duties that stand in for this one or make up for it. */
export function dutiesInPlaceOf({ freezes, supersession }: Endings): readonly string[] {
  const named = freezes.flatMap(({ substituteNo, compensationNo }) => [substituteNo, compensationNo]);
  return [...named, supersession?.byNo ?? null].filter((no) => no !== null);
}

export function evolveEndings(
  endings: Endings,
  { type, data }: EndingEvent,
  { id: eventId }: Pick<Recorded<unknown>, 'id'>,
): Endings {
  switch (type) {
    case 'ObligationFrozen': {
      const { no: _, ...freeze } = data;
      return { ...endings, freezes: [...endings.freezes, { ...freeze, unfrozenOn: null, eventId }] };
    }
    case 'ObligationUnfrozen': {
      const { unfrozenOn } = data;
      const lifted = (freeze: Freeze) => (freeze.unfrozenOn === null ? { ...freeze, unfrozenOn } : freeze);
      return { ...endings, freezes: endings.freezes.map(lifted) };
    }
    case 'ObligationSuperseded': {
      const { no: _, ...supersession } = data;
      return { ...endings, supersession: { ...supersession, eventId } };
    }
    case 'SupersessionRevoked':
      return { ...endings, supersession: null };
    default:
      return unhandled(type);
  }
}

function unhandled(type: never): never {
  throw new Error(`unhandled event ${String(type)}`);
}

import type { AlertEvent, ContractEvent } from '@heqi/domain';
import type { EventMetadata } from './event-metadata';

/** The data of an event in some version of its shape, unchecked. */
export type EventData = Readonly<Record<string, unknown>>;

/** Lifts the data of a recorded event by one version. Pure: it changes nothing it is given, reads no clock, makes no id, and
 *  gives the same for the same. One event stays one event of the same type: what needs more is a new type. */
export type Upcaster = (data: EventData, metadata: EventMetadata) => EventData;

/** For each type that was ever written in an older shape, how its version 1 becomes 2, its version 2 becomes 3, and so on. */
export type Upcasters<Type extends string = string> = { readonly [Each in Type]?: readonly Upcaster[] };

/** Every change of shape since the first release; none yet. README.md says how one is made. */
export const UPCASTERS: Upcasters<ContractEvent['type'] | AlertEvent['type']> = {};

/** Grows with every change of shape. Whatever keeps events as this program reads them (rows of a view) was made by this, and
 *  is to be made anew when it grew. */
export const SHAPES_VERSION = Object.values(UPCASTERS).reduce((steps, { length }) => steps + length, 1);

/** The version in which events of a type are written: one more than there are upcasters, so that nobody can raise it without
 *  saying how the older ones are read. */
export function currentVersionOf(type: string, upcasters: Upcasters = UPCASTERS): number {
  return 1 + (upcasters[type]?.length ?? 0);
}

/** Data of today's shape from data of the version that its metadata names, step by step.
 *  Throws RangeError for what this program cannot lift. */
export function lifted(type: string, data: unknown, metadata: EventMetadata, upcasters: Upcasters): unknown {
  const { schemaVersion: recorded } = metadata;
  const current = currentVersionOf(type, upcasters);
  if (recorded > current) {
    throw new RangeError(
      `it was recorded in version ${recorded} of its shape and this program knows those up to ${current}: ` +
        'run a Heqi at least as new as the one that recorded it',
    );
  }
  if (recorded === current) return data;
  if (!isObject(data)) throw new RangeError(`its data is no object, so version ${recorded} cannot be lifted`);
  let today = data;
  for (const [index, upcast] of upcasters[type]!.entries()) {
    if (index + 1 >= recorded) today = oneVersionUp(upcast, today, metadata, index + 1);
  }
  return today;
}

/** An upcaster is written for what its version wrote: on anything else it may fail in any way. */
function oneVersionUp(upcast: Upcaster, data: EventData, metadata: EventMetadata, from: number): EventData {
  try {
    return upcast(data, metadata);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RangeError(`its data cannot be lifted from version ${from} to ${from + 1}: ${reason}`, { cause: error });
  }
}

function isObject(data: unknown): data is EventData {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}

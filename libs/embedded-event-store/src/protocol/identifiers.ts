import type { StreamIdentifier, UUID } from '@eventstore/db-client/generated/shared_pb';
import { ExpectedRevision } from '../storage/model';
import { invalidArgument, unhandled } from './errors';

const UUID_TEXT = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const EMPTY_UUID = '00000000-0000-0000-0000-000000000000';

/** A UUID as lower-case text, from either of its two forms; undefined when there is none. */
export function uuidText(uuid: UUID | undefined): string | undefined {
  if (!uuid) return undefined;
  const structured = uuid.getStructured();
  if (!structured) return uuid.hasString() ? uuid.getString().toLowerCase() : undefined;
  const halves = [structured.getMostSignificantBits(), structured.getLeastSignificantBits()];
  const hex = halves.map((half) => BigInt.asUintN(64, BigInt(half)).toString(16).padStart(16, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The id of a proposed event. The empty id is refused: it could not tell a repeat from another event. */
export function eventId(uuid: UUID | undefined): string {
  const id = uuidText(uuid);
  if (id === undefined || id === EMPTY_UUID) throw unhandled('Empty eventId provided.');
  if (!UUID_TEXT.test(id)) throw unhandled(`The event id '${id}' is not a UUID.`);
  return id;
}

export function streamNameOf(identifier: StreamIdentifier | undefined): string {
  const name = Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');
  if (name === '') throw invalidArgument('The request names no stream.');
  return name;
}

/** The parts every request with an expected revision has in common, whatever its message. */
export interface ExpectedRevisionOptions {
  hasNoStream(): boolean;
  hasAny(): boolean;
  hasStreamExists(): boolean;
}

/** -1, the revision of no stream, written as an unsigned number. */
const NO_REVISION = 2n ** 64n - 1n;
const LARGEST_REVISION = 2n ** 63n - 1n;

export function expectedRevisionOf(options: ExpectedRevisionOptions, revision: string | undefined): ExpectedRevision {
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  if (options.hasAny()) return 'any';
  if (revision === undefined) throw invalidArgument('The request has no expected revision.');
  const exact = BigInt(revision);
  if (exact === NO_REVISION) return 'no_stream';
  if (exact > LARGEST_REVISION) throw invalidArgument(`The revision ${exact} is larger than any revision.`);
  return exact;
}

/** An expected revision as the number EventStoreDB writes for it. */
export function expectedRevisionNumber(expected: ExpectedRevision): bigint {
  switch (expected) {
    case 'any':
      return -2n;
    case 'no_stream':
      return -1n;
    case 'stream_exists':
      return -4n;
    default:
      return expected;
  }
}

import { bytesField, textField, varintField, varintSize, writeVarint } from '../protobuf';
import { AppendOutcome, ExpectedRevision, NO_EVENTS, RecordedRow } from '../storage/model';
import type { ResolvedRow } from '../storage/links';
import { idOf, RECORD_ID_LENGTH } from '../storage/record';

/** Answers written straight to bytes: reads because they are hot, appends because the stubs cannot hold 2^64-1. */

const READ = {
  event: 1,
  confirmation: 2,
  checkpoint: 3,
  streamNotFound: 4,
  firstPosition: 5,
  lastPosition: 6,
  caughtUp: 8,
} as const;
const MAX_UINT64 = 2n ** 64n - 1n;
const EVENT_TAG = (1 << 3) | 2;
const LINK_TAG = (2 << 3) | 2;
const COMMIT_POSITION_TAG = 3 << 3;

/** How a reader wants UUIDs: as text, or as two signed 64-bit halves. */
export type UuidForm = 'string' | 'structured';

export function readEvent({ event, link }: ResolvedRow, uuids: UuidForm): Buffer {
  const position = (link ?? event)!.position;
  const eventBytes = event && recordFor(event, uuids);
  const linkBytes = link && recordFor(link, uuids);
  const inner = fieldSize(eventBytes) + fieldSize(linkBytes) + 1 + varintSize(position);
  const bytes = Buffer.allocUnsafe(1 + varintSize(inner) + inner);
  bytes[0] = (READ.event << 3) | 2;
  let offset = writeVarint(bytes, 1, inner);
  if (eventBytes) offset = writeBytes(bytes, offset, EVENT_TAG, eventBytes);
  if (linkBytes) offset = writeBytes(bytes, offset, LINK_TAG, linkBytes);
  bytes[offset] = COMMIT_POSITION_TAG;
  writeVarint(bytes, offset + 1, position);
  return bytes;
}

export function readConfirmation(subscriptionId: string): Buffer {
  return bytesField(READ.confirmation, textField(1, subscriptionId));
}

export function readCheckpoint(position: number): Buffer {
  return bytesField(READ.checkpoint, varintField(1, position), varintField(2, position));
}

export function readStreamNotFound(streamName: string): Buffer {
  return bytesField(READ.streamNotFound, bytesField(1, textField(3, streamName)));
}

/** Where a stream begins now, for a reader who began before that. */
export function readFirstStreamPosition(revision: number): Buffer {
  return varintField(READ.firstPosition, revision);
}

export function readLastStreamPosition(revision: number): Buffer {
  return varintField(READ.lastPosition, revision);
}

export function readCaughtUp(): Buffer {
  return bytesField(READ.caughtUp);
}

/** AppendResp for a write that went in or conflicted. */
export function appendResponse(
  outcome: Exclude<AppendOutcome, { kind: 'stream_deleted' }>,
  expected: ExpectedRevision,
): Buffer {
  return outcome.kind === 'appended'
    ? bytesField(1, ...appendSuccess(outcome))
    : bytesField(2, ...conflict(outcome.current, expected));
}

/** The fields of a success, which both append methods number alike. */
export function appendSuccess(outcome: Extract<AppendOutcome, { kind: 'appended' }>): Buffer[] {
  return [
    outcome.revision === NO_EVENTS ? bytesField(2) : varintField(1, outcome.revision),
    // Position 0 is before the first event: a write without events that met an empty log has none.
    outcome.position === 0
      ? bytesField(4)
      : bytesField(3, varintField(1, outcome.position), varintField(2, outcome.position)),
  ];
}

/** Servers since 20.10 fill the fields of 20.6.0 beside their own, so that old clients understand the conflict. */
function conflict(current: number, expected: ExpectedRevision): Buffer[] {
  const currentFields = (revision: number, none: number) =>
    current === NO_EVENTS ? bytesField(none) : varintField(revision, current);
  return [
    currentFields(1, 2),
    legacyExpected(expected),
    currentFields(6, 7),
    typeof expected === 'bigint'
      ? varintField(8, expected)
      : bytesField({ any: 9, stream_exists: 10, no_stream: 11 }[expected]),
  ];
}

function legacyExpected(expected: ExpectedRevision): Buffer {
  switch (expected) {
    case 'any':
      return bytesField(4);
    case 'stream_exists':
      return bytesField(5);
    case 'no_stream':
      return varintField(3, MAX_UINT64);
    default:
      return varintField(3, expected);
  }
}

/** The bytes of an event with its id in the form that was asked for. */
export function recordFor(row: RecordedRow, uuids: UuidForm): Uint8Array {
  if (uuids === 'string') return row.record;
  const hex = idOf(row.record).replaceAll('-', '');
  const halves = [hex.slice(0, 16), hex.slice(16)].map((half) => BigInt(`0x${half}`));
  const structured = bytesField(
    1,
    ...halves.map((half, index) => (half === 0n ? Buffer.alloc(0) : varintField(index + 1, half))),
  );
  return Buffer.concat([bytesField(1, structured), row.record.subarray(RECORD_ID_LENGTH)]);
}

function fieldSize(bytes: Uint8Array | undefined): number {
  return bytes === undefined ? 0 : 1 + varintSize(bytes.length) + bytes.length;
}

function writeBytes(target: Buffer, offset: number, tag: number, bytes: Uint8Array): number {
  target[offset] = tag;
  const start = writeVarint(target, offset + 1, bytes.length);
  target.set(bytes, start);
  return start + bytes.length;
}

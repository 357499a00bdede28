import { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import { Field, fieldsOf } from '../protobuf';

/** The longest a batch may wait to be written, in milliseconds, whatever its sender allows. */
export const WRITE_TIMEOUT_MS = 2_000;

const OPTIONS_FIELD = 2;
const DURATION_FIELD = 7; // newer than the client's stubs, which drop what they do not know
const durations = new WeakMap<BatchAppendReq, number>();

/** Reads a request and keeps the deadline that newer clients send as a duration. */
export function deserializeBatchAppend(bytes: Uint8Array): BatchAppendReq {
  const request = BatchAppendReq.deserializeBinary(bytes);
  if (request.hasOptions() && !request.getOptions()!.hasDeadline()) {
    const options = find(fieldsOf(bytes), OPTIONS_FIELD);
    const duration = options && find(fieldsOf(options.bytes), DURATION_FIELD);
    if (duration) durations.set(request, milliseconds(duration.bytes));
  }
  return request;
}

/** When the batch must be written, in ms since the epoch. Not later than the node's own limit. */
export function deadlineOf(request: BatchAppendReq, now: number): number {
  const limit = now + WRITE_TIMEOUT_MS;
  const timestamp = request.getOptions()?.getDeadline();
  if (timestamp) return Math.min(limit, timestamp.getSeconds() * 1_000 + timestamp.getNanos() / 1e6);
  return Math.min(limit, now + (durations.get(request) ?? WRITE_TIMEOUT_MS));
}

function find(fields: Iterable<Field>, number: number): Field | undefined {
  for (const field of fields) if (field.number === number) return field;
  return undefined;
}

function milliseconds(duration: Uint8Array): number {
  const seconds = find(fieldsOf(duration), 1)?.varint ?? 0n;
  const nanos = find(fieldsOf(duration), 2)?.varint ?? 0n;
  return Number(BigInt.asIntN(64, seconds)) * 1_000 + Number(BigInt.asIntN(32, nanos)) / 1e6;
}

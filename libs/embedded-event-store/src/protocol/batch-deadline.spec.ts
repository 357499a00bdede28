import { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb';
import { bytesField, varintField } from '../protobuf';
import { deadlineOf, deserializeBatchAppend, WRITE_TIMEOUT_MS } from './batch-deadline';

const NOW = 1_800_000_000_000;

function withTimestamp(ms: number): BatchAppendReq {
  const options = new BatchAppendReq.Options().setDeadline(Timestamp.fromDate(new Date(ms)));
  return deserializeBatchAppend(new BatchAppendReq().setOptions(options).serializeBinary());
}

/** A request as newer clients write it: the client's stubs do not know field 7 of the options. */
function withDuration(seconds: number | bigint, nanos = 0): BatchAppendReq {
  const duration = bytesField(7, varintField(1, seconds), varintField(2, nanos));
  return deserializeBatchAppend(bytesField(2, duration));
}

describe('the deadline of a batch', () => {
  it('is the node’s own limit when none is asked', () => {
    const request = deserializeBatchAppend(
      new BatchAppendReq().setOptions(new BatchAppendReq.Options()).serializeBinary(),
    );
    expect(deadlineOf(request, NOW)).toBe(NOW + WRITE_TIMEOUT_MS);
  });

  it('is the instant asked for, up to the limit', () => {
    expect(deadlineOf(withTimestamp(NOW + 500), NOW)).toBe(NOW + 500);
    expect(deadlineOf(withTimestamp(NOW - 1), NOW)).toBe(NOW - 1);
    expect(deadlineOf(withTimestamp(NOW + 60_000), NOW)).toBe(NOW + WRITE_TIMEOUT_MS);
  });

  it('is the duration asked for, up to the limit', () => {
    expect(deadlineOf(withDuration(1, 250_000_000), NOW)).toBe(NOW + 1_250);
    expect(deadlineOf(withDuration(60), NOW)).toBe(NOW + WRITE_TIMEOUT_MS);
    expect(deadlineOf(withDuration(2n ** 64n - 1n), NOW)).toBe(NOW - 1_000); // -1 s as the wire carries it
  });
});

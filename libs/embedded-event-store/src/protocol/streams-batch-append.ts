import type { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb';
import type { ServerDuplexStream } from '@grpc/grpc-js';
import { bytesField, textField } from '../protobuf';
import { EventLog } from '../storage/event-log';
import { ExpectedRevision } from '../storage/model';
import { deadlineOf } from './batch-deadline';
import { conflictStatus, failureStatus, receiveErrorStatus, streamDeletedStatus, timeoutStatus } from './batch-status';
import { expectedRevisionOf, streamNameOf, uuidText } from './identifiers';
import type { Access } from './guard';
import { AppendLimits, ProposedEvents } from './proposed-events';
import { appendSuccess } from './wire';

const FIELD = { correlationId: 1, error: 2, success: 3, streamIdentifier: 4 } as const;
const STREAM_NAME_FIELD = 3;

interface Batch {
  /** The correlation id as it came, text or halves: its sender gets it back in the form it knows. */
  readonly correlation: Uint8Array;
  readonly streamName: string;
  readonly expected: ExpectedRevision;
  readonly proposed: ProposedEvents;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
}

/**
 * Answers Streams.BatchAppend: one call carries any number of appends, each in chunks under its correlation id, and each
 * is answered as soon as it is durable, or when its time is up. A failed append fails alone.
 */
export function handleBatchAppend(
  log: EventLog,
  limits: AppendLimits,
  access: Access,
  call: ServerDuplexStream<BatchAppendReq, Buffer>,
): void {
  const receiving = new Receiving();
  const answering = new Set<Promise<void>>();
  const answer = (correlation: Uint8Array, streamName: string, result: Buffer) => {
    if (!call.cancelled) call.write(response(correlation, streamName, result));
  };

  const write = async (batch: Batch) => {
    answer(batch.correlation, batch.streamName, await append(log, batch));
  };

  const announce = (correlationId: string, batch: Batch) => {
    const timeOut = () => answer(batch.correlation, batch.streamName, bytesField(FIELD.error, timeoutStatus()));
    const left = batch.deadline - log.now();
    if (left <= 0) timeOut();
    else receiving.add(correlationId, batch, left, timeOut);
  };

  const receive = (request: BatchAppendReq) => {
    const correlationId = uuidText(request.getCorrelationId()) ?? '';
    const correlation = request.getCorrelationId()?.serializeBinary() ?? new Uint8Array(0);
    try {
      if (request.hasOptions()) {
        access.require(streamNameOf(request.getOptions()!.getStreamIdentifier()), 'write');
        if (!receiving.get(correlationId)) announce(correlationId, batchOf(request, correlation, limits, log.now()));
      }
      const batch = receiving.get(correlationId);
      if (!batch) return; // a chunk of what was answered already, or never announced
      for (const message of request.getProposedMessagesList()) batch.proposed.add(message);
      if (!request.getIsFinal()) return;
      receiving.remove(correlationId);
      const answered = write(batch);
      answering.add(answered);
      void answered.finally(() => answering.delete(answered));
    } catch (error) {
      const name = receiving.remove(correlationId)?.streamName ?? namedIn(request);
      answer(correlation, name, bytesField(FIELD.error, receiveErrorStatus(error)));
    }
  };

  call.on('data', receive);
  call.on('error', () => receiving.clear());
  call.on('cancelled', () => receiving.clear());
  call.on('end', () => {
    receiving.clear();
    void Promise.allSettled(answering).then(() => call.end());
  });
}

/** The stream a chunk names, if it does: a refusal says whose it is, as far as that can be told. */
function namedIn(request: BatchAppendReq): string {
  return Buffer.from(request.getOptions()?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
}

/** The batches of a call whose last chunk has not come. One that does not come in time is given up. */
class Receiving {
  private readonly batches = new Map<string, { readonly batch: Batch; readonly timer: NodeJS.Timeout }>();

  get(correlationId: string): Batch | undefined {
    return this.batches.get(correlationId)?.batch;
  }

  add(correlationId: string, batch: Batch, milliseconds: number, givenUp: () => void): void {
    const timer = setTimeout(() => {
      this.batches.delete(correlationId);
      givenUp();
    }, milliseconds);
    this.batches.set(correlationId, { batch, timer });
  }

  remove(correlationId: string): Batch | undefined {
    const found = this.batches.get(correlationId);
    clearTimeout(found?.timer);
    this.batches.delete(correlationId);
    return found?.batch;
  }

  clear(): void {
    for (const { timer } of this.batches.values()) clearTimeout(timer);
    this.batches.clear();
  }
}

function batchOf(request: BatchAppendReq, correlation: Uint8Array, limits: AppendLimits, now: number): Batch {
  const options = request.getOptions()!;
  return {
    correlation,
    streamName: streamNameOf(options.getStreamIdentifier()),
    expected: expectedRevisionOf(options, options.hasStreamPosition() ? options.getStreamPosition() : undefined),
    proposed: new ProposedEvents(limits),
    deadline: deadlineOf(request, now),
  };
}

/** Writes a batch and gives the result field of its answer. Never rejects. */
async function append(log: EventLog, { streamName, expected, proposed, deadline }: Batch): Promise<Buffer> {
  try {
    const outcome = await log.append(streamName, expected, proposed.events, deadline);
    switch (outcome.kind) {
      case 'appended':
        return bytesField(FIELD.success, ...appendSuccess(outcome));
      case 'wrong_expected_revision':
        return bytesField(FIELD.error, conflictStatus(outcome.current, expected));
      case 'stream_deleted':
        return bytesField(FIELD.error, streamDeletedStatus(textField(STREAM_NAME_FIELD, streamName)));
      case 'too_late':
        return bytesField(FIELD.error, timeoutStatus());
      default:
        return outcome satisfies never;
    }
  } catch (error) {
    return bytesField(FIELD.error, failureStatus(error));
  }
}

function response(correlation: Uint8Array, streamName: string, result: Buffer): Buffer {
  return Buffer.concat([
    bytesField(FIELD.correlationId, correlation),
    result,
    bytesField(FIELD.streamIdentifier, textField(STREAM_NAME_FIELD, streamName)),
  ]);
}

import type { AppendReq, DeleteReq, TombstoneReq } from '@eventstore/db-client/generated/streams_pb';
import type { ServerReadableStream } from '@grpc/grpc-js';
import { bytesField, varintField } from '../protobuf';
import { EventLog } from '../storage/event-log';
import { AppendOutcome, ExpectedRevision } from '../storage/model';
import { deleteConflict, invalidArgument, RpcError, streamDeleted, unhandled } from './errors';
import type { Access } from './guard';
import { expectedRevisionNumber, expectedRevisionOf, streamNameOf } from './identifiers';
import { AppendLimits, ProposedEvents } from './proposed-events';
import { appendResponse } from './wire';

/** Answers Streams.Append: one frame of options, then one frame per event. A conflict is an answer, not an error. */
export async function handleAppend(
  log: EventLog,
  limits: AppendLimits,
  access: Access,
  call: ServerReadableStream<AppendReq, Buffer>,
): Promise<Buffer> {
  const { streamName, expected, proposed } = await receive(call, limits, access);
  const outcome = await log.append(streamName, expected, proposed.events);
  if (outcome.kind === 'stream_deleted') throw streamDeleted(streamName);
  if (outcome.kind === 'too_late') throw unhandled('The append was not written in time.');
  return appendResponse(outcome, expected);
}

interface Received {
  readonly streamName: string;
  readonly expected: ExpectedRevision;
  readonly proposed: ProposedEvents;
}

function receive(
  call: ServerReadableStream<AppendReq, Buffer>,
  limits: AppendLimits,
  access: Access,
): Promise<Received> {
  return new Promise((resolve, reject) => {
    const proposed = new ProposedEvents(limits);
    let target: Omit<Received, 'proposed'> | undefined;
    let refused = false;
    const refuse = (error: unknown) => {
      refused = true; // what still arrives is let go: the answer is already given
      reject(error as Error);
    };
    call.on('data', (frame: AppendReq) => {
      if (refused) return;
      try {
        if (target) proposed.add(messageOf(frame));
        else target = targetOf(frame, access);
      } catch (error) {
        refuse(error);
      }
    });
    call.on('error', refuse);
    call.on('cancelled', () => refuse(unhandled('The call was cancelled.')));
    call.on('end', () => {
      if (target) resolve({ ...target, proposed });
      else refuse(unhandled('The first frame of an append must hold its options.'));
    });
  });
}

function targetOf(frame: AppendReq, access: Access): Omit<Received, 'proposed'> {
  const options = frame.getOptions();
  if (!options) throw unhandled('The first frame of an append must hold its options.');
  const streamName = streamNameOf(options.getStreamIdentifier());
  access.require(streamName, 'write');
  return {
    streamName,
    expected: expectedRevisionOf(options, options.hasRevision() ? options.getRevision() : undefined),
  };
}

function messageOf(frame: AppendReq) {
  const message = frame.getProposedMessage();
  if (!message) throw unhandled('Every frame of an append after the first must hold an event.');
  return message;
}

/** Answers Streams.Delete and Streams.Tombstone; they differ only in what they do to the log. */
export async function handleDelete(
  remove: (stream: string, expected: ExpectedRevision) => Promise<AppendOutcome>,
  request: DeleteReq | TombstoneReq,
  access: Access,
): Promise<Buffer> {
  const options = request.getOptions();
  if (!options) throw invalidArgument('The request has no options.');
  const streamName = streamNameOf(options.getStreamIdentifier());
  access.require(streamName, 'delete');
  const expected = expectedRevisionOf(options, options.hasRevision() ? options.getRevision() : undefined);
  const outcome = await remove(streamName, expected);
  if (outcome.kind !== 'appended') throw refusal(outcome, streamName, expected);
  return bytesField(1, varintField(1, outcome.position), varintField(2, outcome.position));
}

function refusal(
  outcome: Exclude<AppendOutcome, { kind: 'appended' }>,
  streamName: string,
  expected: ExpectedRevision,
): RpcError {
  return outcome.kind === 'stream_deleted'
    ? streamDeleted(streamName)
    : deleteConflict(streamName, expectedRevisionNumber(expected), outcome.current);
}

import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { BatchAppendReq, ReadReq } from '@eventstore/db-client/generated/streams_pb';
import { sendUnaryData, Server, ServerCredentials, ServerDuplexStream, ServerWritableStream } from '@grpc/grpc-js';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { supportedMethods } from '../../../libs/embedded-event-store/src/protocol/server-features';
import { appendSuccess, readConfirmation, readEvent } from '../../../libs/embedded-event-store/src/protocol/wire';
import { bytesField, textField } from '../../../libs/embedded-event-store/src/protobuf';
import { encodeRecord } from '../../../libs/embedded-event-store/src/storage/record';
import { generateEvents } from './events';

/**
 * The ceiling of what a server can do for this client: no disk, no decision, answers that were bytes before they were
 * asked for. It gives a reader its events, whatever was asked for, and says yes to every append.
 */
async function main({ seed, events }: StubOptions): Promise<void> {
  const messages = readyMessages(seed, events);
  const server = new Server();
  const ready = (bytes: Buffer) => bytes;
  server.addService(
    {
      read: { ...StreamsService.read, responseSerialize: ready },
      batchAppend: { ...StreamsService.batchAppend, responseSerialize: ready },
    },
    {
      read: (call: ServerWritableStream<ReadReq, Buffer>) => void send(call, messages),
      batchAppend: (call: ServerDuplexStream<BatchAppendReq, Buffer>) => {
        call.on('data', (request: BatchAppendReq) => call.write(accepted(request)));
        call.on('end', () => call.end());
      },
    },
  );
  server.addService(ServerFeaturesService, {
    getSupportedMethods: (_call: unknown, callback: sendUnaryData<unknown>) => callback(null, supportedMethods()),
  });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  parentPort?.once('message', () => {
    server.forceShutdown();
    parentPort?.close();
  });
  parentPort?.postMessage(port);
}

export interface StubOptions {
  readonly seed: number;
  /** How many events a subscription gets. */
  readonly events: number;
}

function readyMessages(seed: number, count: number): Buffer[] {
  const created = Date.now();
  return Array.from(generateEvents(seed, count), ({ stream, event }, index) => {
    const place = { position: index + 1, revision: index, created };
    const record = encodeRecord(event, { ...place, streamName: stream });
    return readEvent({ event: { ...place, streamKey: 1, typeKey: 1, record } }, 'string');
  });
}

async function send(call: ServerWritableStream<ReadReq, Buffer>, messages: readonly Buffer[]): Promise<void> {
  const isSubscription = call.request.getOptions()!.hasSubscription();
  if (isSubscription) call.write(readConfirmation(randomUUID()));
  for (const message of messages) {
    if (call.cancelled) return;
    if (!call.write(message)) await once(call, 'drain');
  }
  if (!isSubscription) call.end();
}

function accepted(request: BatchAppendReq): Buffer {
  return Buffer.concat([
    bytesField(1, request.getCorrelationId()!.serializeBinary()),
    bytesField(3, ...appendSuccess({ kind: 'appended', revision: 0, position: 1 })),
    bytesField(4, textField(3, 'stub')),
  ]);
}

void main((workerData as { options: StubOptions }).options);

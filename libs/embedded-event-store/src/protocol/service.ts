import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import type { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import type {
  AppendReq,
  BatchAppendReq,
  DeleteReq,
  ReadReq,
  TombstoneReq,
} from '@eventstore/db-client/generated/streams_pb';
import type {
  sendUnaryData,
  ServerDuplexStream,
  ServerReadableStream,
  ServerUnaryCall,
  ServerWritableStream,
} from '@grpc/grpc-js';
import type { PersistentSubscriptions } from '../persistent-subscriptions/persistent-subscriptions';
import { EventLog } from '../storage/event-log';
import { deserializeBatchAppend } from './batch-deadline';
import { toRpcError } from './errors';
import { accessOf, Guard } from './guard';
import { clusterOfOne } from './gossip';
import { OpenCalls } from './open-calls';
import { addPersistentSubscriptions } from './persistent-service';
import { AppendLimits } from './proposed-events';
import { supportedMethods } from './server-features';
import { handleAppend, handleDelete } from './streams-append';
import { handleBatchAppend } from './streams-batch-append';
import { handleRead } from './streams-read';

export interface ServiceContext {
  readonly log: EventLog;
  readonly subscriptions: PersistentSubscriptions;
  readonly limits: AppendLimits;
  readonly instanceId: string;
  readonly openCalls: OpenCalls;
  /** Known once the server is bound. */
  readonly port: () => number;
}

/** Answers that are bytes already need no serializer. */
const ready = (bytes: Buffer) => bytes;

const STREAMS = {
  read: { ...StreamsService.read, responseSerialize: ready },
  append: { ...StreamsService.append, responseSerialize: ready },
  delete: { ...StreamsService.delete, responseSerialize: ready },
  tombstone: { ...StreamsService.tombstone, responseSerialize: ready },
  batchAppend: { ...StreamsService.batchAppend, responseSerialize: ready, requestDeserialize: deserializeBatchAppend },
};

/** Registers what this node answers. Every other method of the protocol answers UNIMPLEMENTED, which grpc-js does. */
export function addServices(server: Guard, context: ServiceContext): void {
  const { log, subscriptions, limits, instanceId, openCalls, port } = context;
  addPersistentSubscriptions(server, subscriptions, context);
  server.addService(STREAMS, {
    read: (call: ServerWritableStream<ReadReq, Buffer>) => {
      openCalls.add(call);
      void handleRead(log, accessOf(call), call);
    },
    append: (call: ServerReadableStream<AppendReq, Buffer>, callback: sendUnaryData<Buffer>) => {
      const answered = openCalls.add(call);
      answer(handleAppend(log, limits, accessOf(call), call).finally(answered), callback);
    },
    delete: (call: ServerUnaryCall<DeleteReq, Buffer>, callback: sendUnaryData<Buffer>) => {
      answer(
        handleDelete((stream, expected) => log.softDelete(stream, expected), call.request, accessOf(call)),
        callback,
      );
    },
    tombstone: (call: ServerUnaryCall<TombstoneReq, Buffer>, callback: sendUnaryData<Buffer>) => {
      answer(
        handleDelete((stream, expected) => log.tombstone(stream, expected), call.request, accessOf(call)),
        callback,
      );
    },
    batchAppend: (call: ServerDuplexStream<BatchAppendReq, Buffer>) => {
      openCalls.add(call);
      handleBatchAppend(log, limits, accessOf(call), call);
    },
  });
  server.addService(ServerFeaturesService, {
    getSupportedMethods: (_call: unknown, callback: sendUnaryData<SupportedMethods>) =>
      callback(null, supportedMethods()),
  });
  server.addService(GossipService, {
    read: (_call: unknown, callback: sendUnaryData<ClusterInfo>) =>
      callback(null, clusterOfOne(instanceId, port(), log.now())),
  });
}

function answer(response: Promise<Buffer>, callback: sendUnaryData<Buffer>): void {
  response.then(
    (bytes) => callback(null, bytes),
    (error: unknown) => callback(toRpcError(error)),
  );
}

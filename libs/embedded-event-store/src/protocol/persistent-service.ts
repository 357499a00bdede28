import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb';
import {
  CreateReq,
  CreateResp,
  DeleteReq,
  DeleteResp,
  GetInfoReq,
  GetInfoResp,
  ListReq,
  ListResp,
  ReadReq,
  ReplayParkedReq,
  ReplayParkedResp,
  UpdateReq,
  UpdateResp,
} from '@eventstore/db-client/generated/persistent_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import type { sendUnaryData, ServerDuplexStream, ServerUnaryCall } from '@grpc/grpc-js';
import { GroupName, PersistentSubscriptions } from '../persistent-subscriptions/persistent-subscriptions';
import { GroupSource, sourceName } from '../persistent-subscriptions/settings';
import { SubscriptionError } from '../persistent-subscriptions/subscription-error';
import { EventLog } from '../storage/event-log';
import { toRpcError, unhandled } from './errors';
import { defaultFilter, rowFilterOf } from './filters';
import type { Guard } from './guard';
import { OpenCalls } from './open-calls';
import { subscriptionInfo } from './persistent-info';
import { handlePersistentRead } from './persistent-read';
import { createRequestOf, NamesSource, sourceIn, updateRequestOf } from './persistent-requests';

/** The groups of a log, with filters as the protocol understands them. */
export function openPersistentSubscriptions(log: EventLog): PersistentSubscriptions {
  return new PersistentSubscriptions(log, {
    visible: defaultFilter(log.reader),
    matching: (filter) => rowFilterOf(filter, log.reader),
  });
}

const SERVICE = {
  ...PersistentSubscriptionsService,
  read: { ...PersistentSubscriptionsService.read, responseSerialize: (bytes: Buffer) => bytes },
};

/** Registers PersistentSubscriptions. */
export function addPersistentSubscriptions(
  server: Guard,
  subscriptions: PersistentSubscriptions,
  { log, openCalls }: { readonly log: EventLog; readonly openCalls: OpenCalls },
): void {
  server.addService(SERVICE, {
    create: unary(async (request: CreateReq) => {
      const { name, settings } = createRequestOf(request, log.reader);
      await subscriptions.create(name, settings);
      return new CreateResp();
    }),
    update: unary(async (request: UpdateReq) => {
      const { name, settings } = updateRequestOf(request);
      await subscriptions.update(name, settings);
      return new UpdateResp();
    }),
    delete: unary(async (request: DeleteReq) => {
      await subscriptions.delete(nameIn(request.getOptions()));
      return new DeleteResp();
    }),
    getInfo: unary((request: GetInfoReq) => {
      const group = subscriptions.find(nameIn(request.getOptions()));
      return new GetInfoResp().setSubscriptionInfo(subscriptionInfo(group.info()));
    }),
    list: unary((request: ListReq) => {
      const groups = subscriptions.list(listedSource(request));
      return new ListResp().setSubscriptionsList(groups.map((group) => subscriptionInfo(group.info())));
    }),
    replayParked: unary((request: ReplayParkedReq) => {
      const name = nameIn(request.getOptions());
      subscriptions.find(name).replayParked(stopAtOf(request, name));
      return new ReplayParkedResp();
    }),
    restartSubsystem: unary(async () => {
      await subscriptions.restart();
      return new Empty();
    }),
    read: (call: ServerDuplexStream<ReadReq, Buffer>) => {
      openCalls.add(call);
      handlePersistentRead(subscriptions, call);
    },
  });
}

function unary<Request, Response>(work: (request: Request) => Response | Promise<Response>) {
  return (call: ServerUnaryCall<Request, Response>, callback: sendUnaryData<Response>): void => {
    Promise.resolve(call.request)
      .then(work)
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(toRpcError(error)),
      );
  };
}

function nameIn(options: (NamesSource & { getGroupName(): string }) | undefined): GroupName {
  if (!options) throw unhandled('The request has no options.');
  const group = options.getGroupName();
  return { source: sourceIn(options, group), group };
}

function listedSource(request: ListReq): GroupSource | undefined {
  const options = request.getOptions();
  if (options?.hasListAllSubscriptions()) return undefined;
  const one = options?.getListForStream();
  if (!one) throw unhandled('The request says neither that all subscriptions are wanted nor of which stream.');
  return sourceIn({ getAll: () => one.getAll(), getStreamIdentifier: () => one.getStream() });
}

function stopAtOf(request: ReplayParkedReq, { source, group }: GroupName): number | undefined {
  const options = request.getOptions()!;
  if (options.hasNoLimit()) return undefined;
  if (!options.hasStopAt())
    throw unhandled('The request says neither where the replay stops nor that it has no limit.');
  const stopAt = Number(options.getStopAt());
  if (stopAt >= 0) return stopAt;
  const reason = 'Cannot stop replaying parked message at a negative version.';
  throw new SubscriptionError('persistent-subscription-failed', sourceName(source), group, reason);
}

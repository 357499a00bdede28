import { CreateReq, UpdateReq } from '@eventstore/db-client/generated/persistent_pb';
import type { Empty, StreamIdentifier } from '@eventstore/db-client/generated/shared_pb';
import type { GroupName } from '../persistent-subscriptions/persistent-subscriptions';
import { ALL, GroupSettings, GroupSource, StartFrom } from '../persistent-subscriptions/settings';
import { isStrategyName, StrategyName } from '../persistent-subscriptions/strategies';
import { SubscriptionError } from '../persistent-subscriptions/subscription-error';
import { EventReader } from '../storage/reads';
import { invalidArgument, unhandled } from './errors';
import { expressionOf, rowFilterOf } from './filters';

const END = 2n ** 64n - 1n;
const LARGEST = 2n ** 63n - 1n;
const TICKS_PER_MS = 10_000;

/** What a request to create or update a group asks for. */
export interface GroupRequest {
  readonly name: GroupName;
  readonly settings: GroupSettings;
}

/** @throws RpcError or SubscriptionError for what the protocol does not allow. */
export function createRequestOf(request: CreateReq, reader: EventReader): GroupRequest {
  const options = request.getOptions();
  if (!options) throw unhandled('The request has no options.');
  const filter = options.getAll()?.getFilter();
  const expression = filter && expressionOf(filter);
  if (expression) rowFilterOf(expression, reader); // refuses an expression that cannot be read
  return groupRequestOf(options, expression);
}

export function updateRequestOf(request: UpdateReq): GroupRequest {
  const options = request.getOptions();
  if (!options) throw unhandled('The request has no options.');
  return groupRequestOf(options);
}

/** A source as requests about an existing group name it. */
export interface NamesSource {
  getAll?(): Empty | undefined;
  getStreamIdentifier(): StreamIdentifier | undefined;
}

export function sourceIn(options: NamesSource, group = ''): GroupSource {
  return options.getAll?.() ? { kind: 'all' } : streamSource(options.getStreamIdentifier(), group);
}

function groupRequestOf(
  options: CreateReq.Options | UpdateReq.Options,
  filter?: Extract<GroupSource, { kind: 'all' }>['filter'],
): GroupRequest {
  const settings = options.getSettings();
  if (!settings) throw unhandled('The request has no settings.');
  const group = options.getGroupName();
  const all = options.getAll();
  const stream = options.getStream();
  // Clients of servers before 21.10, among them this one, name stream and revision outside of `stream`.
  const source: GroupSource = all
    ? { kind: 'all', ...(filter && { filter }) }
    : streamSource((stream ?? options).getStreamIdentifier(), group);
  const startFrom = all ? positionIn(all, group) : stream ? revisionIn(stream) : revisionOf(settings.getRevision());
  return { name: { source, group }, settings: { startFrom, ...settingsOf(settings, source, group) } };
}

function streamSource(identifier: StreamIdentifier | undefined, group: string): GroupSource {
  const name = Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');
  if (name === '') throw new SubscriptionError('persistent-subscription-failed', name, group, 'Bad stream name.');
  if (name === ALL) {
    const reason = 'A subscription to $all is asked for by the option for $all, not by a stream of that name.';
    throw new SubscriptionError('persistent-subscription-failed', name, group, reason);
  }
  return { kind: 'stream', name };
}

function revisionIn(stream: CreateReq.StreamOptions | UpdateReq.StreamOptions): StartFrom {
  if (stream.hasStart()) return 'start';
  if (stream.hasEnd()) return 'end';
  if (!stream.hasRevision()) throw invalidArgument('The request does not say from which revision to start.');
  return revisionOf(stream.getRevision());
}

function revisionOf(text: string): StartFrom {
  const revision = BigInt(text);
  if (revision === END) return 'end';
  if (revision > LARGEST) throw invalidArgument(`The revision ${revision} is larger than any revision.`);
  return revision === 0n ? 'start' : Number(revision);
}

function positionIn(all: CreateReq.AllOptions | UpdateReq.AllOptions, group: string): StartFrom {
  if (all.hasStart()) return 'start';
  if (all.hasEnd()) return 'end';
  const position = all.getPosition();
  if (!position) throw invalidArgument('The request does not say from which position to start.');
  const [commit, prepare] = [position.getCommitPosition(), position.getPreparePosition()].map(BigInt);
  if (commit === END && prepare === END) return 'end';
  if (commit! > LARGEST || prepare! > commit!) {
    const reason = 'Invalid Start From position: the prepare position must not be larger than the commit position.';
    throw new SubscriptionError('persistent-subscription-failed', ALL, group, reason);
  }
  return commit === 0n ? 'start' : Number(commit);
}

function settingsOf(
  settings: CreateReq.Settings | UpdateReq.Settings,
  source: GroupSource,
  group: string,
): Omit<GroupSettings, 'startFrom'> {
  return {
    resolveLinkTos: settings.getResolveLinks(),
    extraStatistics: settings.getExtraStatistics(),
    messageTimeoutMs: settings.hasMessageTimeoutTicks()
      ? Math.trunc(Number(settings.getMessageTimeoutTicks()) / TICKS_PER_MS)
      : settings.getMessageTimeoutMs(),
    maxRetryCount: settings.getMaxRetryCount(),
    liveBufferSize: settings.getLiveBufferSize(),
    historyBufferSize: settings.getHistoryBufferSize(),
    readBatchSize: settings.getReadBatchSize(),
    checkpointAfterMs: settings.hasCheckpointAfterTicks()
      ? Math.trunc(Number(settings.getCheckpointAfterTicks()) / TICKS_PER_MS)
      : settings.getCheckpointAfterMs(),
    minCheckpointCount: settings.getMinCheckpointCount(),
    maxCheckpointCount: settings.getMaxCheckpointCount(),
    maxSubscriberCount: settings.getMaxSubscriberCount(),
    strategy: strategyIn(settings, source, group),
  };
}

const NAMED_STRATEGIES: Readonly<Record<number, StrategyName>> = {
  [CreateReq.ConsumerStrategy.DISPATCHTOSINGLE]: 'DispatchToSingle',
  [CreateReq.ConsumerStrategy.ROUNDROBIN]: 'RoundRobin',
  [CreateReq.ConsumerStrategy.PINNED]: 'Pinned',
};

/** A name wins over the older enumeration, which lacks the newest strategy; an update has the enumeration only. */
function strategyIn(
  settings: CreateReq.Settings | UpdateReq.Settings,
  source: GroupSource,
  group: string,
): StrategyName {
  const named = 'getConsumerStrategy' in settings ? settings.getConsumerStrategy() : '';
  const strategy = named === '' ? (NAMED_STRATEGIES[settings.getNamedConsumerStrategy()] ?? '') : named;
  if (isStrategyName(strategy)) return strategy;
  const stream = source.kind === 'all' ? ALL : source.name;
  const reason = `Consumer strategy ${strategy} does not exist.`;
  throw new SubscriptionError('persistent-subscription-failed', stream, group, reason);
}

import { SubscriptionInfo } from '@eventstore/db-client/generated/persistent_pb';
import type { GroupInfo } from '../persistent-subscriptions/group-info';
import { placeText } from '../persistent-subscriptions/group-streams';
import { GroupSource, sourceName, StartFrom } from '../persistent-subscriptions/settings';

/** What a group tells about itself, as PersistentSubscriptions.GetInfo and List answer it. */
export function subscriptionInfo(info: GroupInfo): SubscriptionInfo {
  const { source, group, settings } = info.definition;
  const position = (place: number | undefined) => (place === undefined ? '' : placeText(source.kind, place));
  return new SubscriptionInfo()
    .setEventSource(sourceName(source))
    .setGroupName(group)
    .setStatus(info.status.join(', '))
    .setConnectionsList(info.consumers.map(connectionInfo))
    .setAveragePerSecond(info.perSecond)
    .setTotalItems(`${info.total}`)
    .setCountSinceLastMeasurement(`${info.sinceLast}`)
    .setLastCheckpointedEventPosition(position(info.lastCheckpoint))
    .setLastKnownEventPosition(position(info.lastKnown))
    .setResolveLinkTos(settings.resolveLinkTos)
    .setStartFrom(startText(source, settings.startFrom))
    .setMessageTimeoutMilliseconds(settings.messageTimeoutMs)
    .setExtraStatistics(settings.extraStatistics)
    .setMaxRetryCount(settings.maxRetryCount)
    .setLiveBufferSize(settings.liveBufferSize)
    .setBufferSize(settings.historyBufferSize)
    .setReadBatchSize(settings.readBatchSize)
    .setCheckPointAfterMilliseconds(settings.checkpointAfterMs)
    .setMinCheckPointCount(settings.minCheckpointCount)
    .setMaxCheckPointCount(settings.maxCheckpointCount)
    .setReadBufferCount(info.readBufferCount)
    .setLiveBufferCount(`${info.liveBufferCount}`)
    .setRetryBufferCount(info.retryBufferCount)
    .setTotalInFlightMessages(info.consumers.reduce((sum, { consumer }) => sum + consumer.inFlight.size, 0))
    .setOutstandingMessagesCount(info.outstandingCount)
    .setNamedConsumerStrategy(settings.strategy)
    .setMaxSubscriberCount(settings.maxSubscriberCount)
    .setParkedMessageCount(`${info.parkedCount}`);
}

function connectionInfo({
  consumer,
  total,
  sinceLast,
  perSecond,
}: GroupInfo['consumers'][number]): SubscriptionInfo.ConnectionInfo {
  const measurements = consumer.latencies?.measurements() ?? [];
  return new SubscriptionInfo.ConnectionInfo()
    .setFrom('')
    .setUsername(consumer.options.userName)
    .setConnectionName(consumer.options.connectionName)
    .setAverageItemsPerSecond(perSecond)
    .setTotalItems(`${total}`)
    .setCountSinceLastMeasurement(`${sinceLast}`)
    .setAvailableSlots(consumer.availableSlots)
    .setInFlightMessages(consumer.inFlight.size)
    .setObservedMeasurementsList(
      measurements.map(([key, value]) => new SubscriptionInfo.Measurement().setKey(key).setValue(`${value}`)),
    );
}

function startText({ kind }: GroupSource, startFrom: StartFrom): string {
  return placeText(kind, { start: 0, end: -1 }[startFrom as 'start' | 'end'] ?? (startFrom as number));
}

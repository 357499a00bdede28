import type { TopicMessage } from '@heqi/messages';
import { DeliveryFailure, type MessageProducer } from './message-producer';
import type { ParkedStreams } from './parked-streams';
import type { RelayedEvent } from './relayed-event';
import { STOPPED, unlessStopped } from './unless-stopped';

export interface DeliveryParts {
  readonly producer: MessageProducer;
  readonly parked: ParkedStreams;
  readonly signal: AbortSignal;
  /** Told of every failure that is tried again; waits until the next try. */
  readonly beforeRetry: (error: DeliveryFailure) => Promise<void>;
  readonly onParked: (event: RelayedEvent, reason: string) => void;
}

/** Delivers events in their order, however often it takes. Resolves when each is acknowledged, or waits with its stream
 *  because it can never be; false when it was stopped before. */
export async function deliver(events: readonly RelayedEvent[], parts: DeliveryParts): Promise<boolean> {
  const messages: TopicMessage[] = [];
  for (const event of events) {
    if (parts.parked.has(event.streamName)) continue;
    if ('unreadable' in event.content) park(event, event.content.unreadable, parts);
    else messages.push(event.content);
  }
  if (messages.length === 0) return true;
  const outcome = await send(messages, parts);
  if (outcome !== 'refused') return outcome === 'acknowledged';
  return deliverOneByOne(events, parts);
}

/** Finds the message that the broker refuses: what was stored of the batch before is repeated under the same ids. */
async function deliverOneByOne(events: readonly RelayedEvent[], parts: DeliveryParts): Promise<boolean> {
  for (const event of events) {
    if (parts.parked.has(event.streamName) || 'unreadable' in event.content) continue;
    const outcome = await send([event.content], parts);
    if (outcome === 'stopped') return false;
    if (outcome === 'refused') park(event, 'the broker refuses the message: it may be too large for the topic', parts);
  }
  return true;
}

function park(event: RelayedEvent, reason: string, { parked, onParked }: DeliveryParts): void {
  parked.park({ streamName: event.streamName, fromRevision: event.revision, reason });
  onParked(event, reason);
}

async function send(
  messages: readonly TopicMessage[],
  { producer, signal, beforeRetry }: DeliveryParts,
): Promise<'acknowledged' | 'refused' | 'stopped'> {
  while (!signal.aborted) {
    try {
      const outcome = await unlessStopped(producer.send(messages), signal);
      return outcome === STOPPED ? 'stopped' : 'acknowledged';
    } catch (error) {
      if (!(error instanceof DeliveryFailure)) throw error;
      if (error.fault === 'refused') return 'refused';
      await beforeRetry(error);
    }
  }
  return 'stopped';
}

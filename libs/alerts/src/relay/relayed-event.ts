import type { StoredEvent } from '@heqi/event-store';
import {
  ALERT_STREAM_PREFIX,
  decodeAlertEvent,
  decodeContractEvent,
  topicMessageOf,
  type TopicMessage,
} from '@heqi/messages';

/** An event of the log on its way out. */
export interface RelayedEvent {
  readonly streamName: string;
  readonly revision: number;
  readonly position: bigint;
  /** The message, or why there is none. */
  readonly content: TopicMessage | { readonly unreadable: string };
}

/** Never throws: an event that this version cannot read is told apart by its content. */
export function relayedEvent(stored: StoredEvent): RelayedEvent {
  const { streamName, revision, position } = stored;
  return { streamName, revision, position, content: contentOf(stored) };
}

function contentOf(stored: StoredEvent): RelayedEvent['content'] {
  try {
    const isAlert = stored.streamName.startsWith(ALERT_STREAM_PREFIX);
    return topicMessageOf(isAlert ? decodeAlertEvent(stored) : decodeContractEvent(stored));
  } catch (error) {
    return { unreadable: error instanceof Error ? error.message : String(error) };
  }
}

export function weightOf({ content }: RelayedEvent): number {
  return 'value' in content ? Buffer.byteLength(content.value) : 0;
}

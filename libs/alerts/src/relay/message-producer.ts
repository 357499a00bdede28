import type { TopicMessage } from '@heqi/messages';

/** What the relay needs of a Kafka client, and all that it knows of one: the client can be swapped behind it. */
export interface MessageProducer {
  /** Makes sure that the topics are there; makes the missing ones where that is allowed. Throws TopicMissing, or a
   *  DeliveryFailure. */
  prepareTopics(): Promise<void>;
  /** Sends in order per key. Resolves when all in-sync replicas have acknowledged every message. After a DeliveryFailure
   *  some may have been stored and others not: send the same ones again, and subscribers recognise repeats by their ids. */
  send(messages: readonly TopicMessage[]): Promise<void>;
  close(): Promise<void>;
}

/** `unreachable` and `failed` may pass; `refused` means that one of these very messages will never be taken. */
export type DeliveryFault = 'unreachable' | 'failed' | 'refused';

export class DeliveryFailure extends Error {
  override readonly name = 'DeliveryFailure';
  constructor(
    readonly fault: DeliveryFault,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A topic is not there and may not, or cannot, be made by us. */
export class TopicMissing extends Error {
  override readonly name = 'TopicMissing';
  constructor(
    readonly topics: readonly string[],
    reason: string,
  ) {
    super(
      `Kafka has no topic ${topics.join(', ')}, and it could not be created: ${reason}. ` +
        'Create it with `heqi topics` under rights that allow it.',
    );
  }
}

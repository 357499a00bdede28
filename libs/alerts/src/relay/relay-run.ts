import { interruptionsTo } from '../interruptions';
import type { CheckpointStream, EventStore, StoredEvent } from '@heqi/event-store';
import { STREAMS } from '../alerter-run';
import type { KeptRunning } from '../kept-running';
import type { AlertsLog } from '../log';
import { batched, type BatchLimits } from './batched';
import { deliver, type DeliveryParts } from './delivery';
import type { MessageProducer } from './message-producer';
import { ParkedStreams, type ParkedStream } from './parked-streams';
import { STOPPED, unlessStopped } from './unless-stopped';
import { relayedEvent, weightOf, type RelayedEvent } from './relayed-event';

/** Everything up to the position is acknowledged, but for the parked streams. */
export interface RelayCheckpoint {
  readonly position: string;
  readonly parked: readonly ParkedStream[];
}

export interface RelayRunParts {
  readonly store: EventStore;
  readonly log: AlertsLog;
  readonly kept: KeptRunning;
  readonly signal: AbortSignal;
  readonly checkpoint: Pick<CheckpointStream<RelayCheckpoint>, 'save'>;
  readonly resumeAfter: RelayCheckpoint | undefined;
}

/** Well under the largest batch that a topic of ours takes. */
const LIMITS: BatchLimits<RelayedEvent> = { most: 500, weightMost: 512 * 1024, weigh: weightOf, lingerMs: 5 };

/** One life of the relay, from its checkpoint to a stop or a failure. */
export class RelayRun {
  readonly parked: ParkedStreams;
  private acknowledged: bigint | null;
  private met = 0;
  private delivered = 0;

  constructor(
    private readonly parts: RelayRunParts,
    private readonly onStep: () => void,
  ) {
    const { resumeAfter } = parts;
    this.parked = new ParkedStreams(resumeAfter?.parked);
    this.acknowledged = resumeAfter ? BigInt(resumeAfter.position) : null;
  }

  get position(): bigint | null {
    return this.acknowledged;
  }
  get waiting(): number {
    return Math.max(0, this.met - this.delivered);
  }

  async relayTo(producer: MessageProducer): Promise<void> {
    if ((await unlessStopped(producer.prepareTopics(), this.parts.signal)) === STOPPED) return;
    const delivery = this.deliveryTo(producer);
    await this.retryParked(delivery);
    for await (const batch of batched(this.relayed(), LIMITS)) {
      if (!(await deliver(batch, delivery))) return;
      this.delivered += batch.length;
      this.acknowledged = batch.at(-1)!.position;
      this.save();
      this.parts.kept.wentWell();
      this.onStep();
    }
  }

  /** Runs beside the delivery, which reads no further than it can deliver: how much waits is known while Kafka is away,
   *  or was never configured. */
  async countWaiting(): Promise<void> {
    for await (const _ of this.events()) this.met++;
  }

  private async *relayed(): AsyncGenerator<RelayedEvent, void, undefined> {
    for await (const stored of this.events()) yield relayedEvent(stored);
  }

  private async *events(): AsyncGenerator<StoredEvent, void, undefined> {
    const { store, signal, log } = this.parts;
    const onInterruption = interruptionsTo(log);
    const after = this.acknowledged ?? undefined;
    for await (const message of store.subscribe({ streamPrefixes: STREAMS, after, signal, onInterruption })) {
      if (message.kind === 'event') yield message.event;
    }
  }

  /** What a bad message held up goes out before anything newer, should it go now. */
  private async retryParked(delivery: DeliveryParts): Promise<void> {
    for (const { streamName, fromRevision } of this.parked.all) {
      const stored = await this.parts.store.readStream(streamName, { fromRevision });
      const heldUp = stored.filter(({ position }) => position <= (this.acknowledged ?? -1n)).map(relayedEvent);
      this.parked.release(streamName);
      for (const event of heldUp) if (!(await deliver([event], delivery))) return;
      if (!this.parked.has(streamName)) this.parts.log.log(`${streamName} is delivered again.`);
      this.save();
    }
  }

  private save(): void {
    if (this.acknowledged === null) return;
    this.parts.checkpoint.save({ position: this.acknowledged.toString(), parked: this.parked.all });
  }

  private deliveryTo(producer: MessageProducer): DeliveryParts {
    const { kept, signal, log } = this.parts;
    return {
      producer,
      parked: this.parked,
      signal,
      beforeRetry: async (error) => {
        kept.hadTrouble(error);
        await kept.pause(signal);
      },
      onParked: ({ streamName, revision }, reason) =>
        log.error(`Event ${revision} of ${streamName} is not published, and the rest of its stream waits: ${reason}`),
    };
  }
}

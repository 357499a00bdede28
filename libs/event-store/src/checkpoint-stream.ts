import { randomUUID } from 'node:crypto';
import { CheckpointTaken, WrongExpectedRevision } from './errors';
import type { EventStore } from './event-store';
import { requireStorable } from './storable';
import type { ExpectedRevision, NewEvent } from './stored-event';

export interface CheckpointOptions {
  /** Who records: every event of the store names its actor. */
  readonly actorId: string;
  /** The time to record, ISO 8601, UTC, in milliseconds. */
  readonly now: () => string;
  /** Told when a scheduled write failed. It is tried again a second later, unless the checkpoint was taken. */
  readonly onFailure?: (error: Error) => void;
}

const PACE_MS = 1_000;

/** How far a consumer has come, kept in the stream that checkpointStreamOf() names, which holds its last event only. Written at
 *  most once a second; of several values the last counts. Two processes that run as the same consumer find each other
 *  out by the revision (CheckpointTaken). */
export class CheckpointStream<T extends object> {
  readonly streamName: string;
  private revision: ExpectedRevision | undefined;
  private unsaved: T | undefined;
  /** Written next before anything newer: its outcome may be unknown, and only the same event can be repeated safely. */
  private underway: NewEvent | undefined;
  private writing: Promise<void> | undefined;
  private resting: NodeJS.Timeout | undefined;
  private taken: CheckpointTaken | undefined;
  private limited = false;

  constructor(
    private readonly store: EventStore,
    private readonly consumer: string,
    private readonly options: CheckpointOptions,
  ) {
    this.streamName = checkpointStreamOf(consumer);
  }

  /** The value saved last, undefined when there is none. */
  async load(): Promise<T | undefined> {
    const last = await this.store.readLast(this.streamName);
    this.revision = last?.revision ?? 'no_stream';
    return last?.data as T | undefined;
  }

  /** Takes the value for writing, within a second. Throws UnstorableValue; failures of writing are told by flush() and
   *  onFailure. */
  save(value: T): void {
    requireStorable(value, `checkpoint of ${this.consumer}`);
    this.unsaved = structuredClone(value);
    if (!this.writing && !this.resting) this.writeSoon();
  }

  /** Writes what is unsaved now, and throws what stands in the way. Call it at a stop. */
  async flush(): Promise<void> {
    clearTimeout(this.resting);
    this.resting = undefined;
    while (this.writing || this.unsaved || this.underway) {
      if (this.writing) await this.writing.catch(() => undefined);
      else await this.write();
    }
    if (this.taken) throw this.taken;
  }

  private writeSoon(): void {
    this.write().catch((error: unknown) => this.options.onFailure?.(error as Error));
  }

  private write(): Promise<void> {
    this.writing = this.writeNext().finally(() => {
      this.writing = undefined;
      this.rest();
    });
    return this.writing;
  }

  private rest(): void {
    if (this.resting || this.taken) return;
    this.resting = setTimeout(() => {
      this.resting = undefined;
      if ((this.unsaved || this.underway) && !this.writing) this.writeSoon();
    }, PACE_MS);
    this.resting.unref();
  }

  private async writeNext(): Promise<void> {
    if (this.taken) throw this.taken;
    if (this.revision === undefined) await this.load();
    await this.limit();
    this.underway ??= this.nextEvent();
    if (!this.underway) return;
    try {
      const { revision } = await this.store.append(this.streamName, [this.underway], this.revision!);
      this.revision = revision;
      this.underway = undefined;
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
      this.unsaved = this.underway = undefined;
      throw (this.taken = new CheckpointTaken(this.consumer, { cause: error }));
    }
  }

  private nextEvent(): NewEvent | undefined {
    if (!this.unsaved) return undefined;
    const data = this.unsaved;
    this.unsaved = undefined;
    return { id: randomUUID(), type: 'CheckpointStored', data, metadata: this.metadata() };
  }

  private async limit(): Promise<void> {
    if (this.limited) return;
    await this.store.keepLast(this.streamName, 1, this.metadata());
    this.limited = true;
  }

  private metadata() {
    const { actorId, now } = this.options;
    return { actor: { id: actorId, partyId: null, role: 'service' }, recordedAt: now() };
  }
}

export const CHECKPOINT_STREAM_PREFIX = 'checkpoint-';

/** The stream of a consumer's checkpoint, for those who only look how far it has come. */
export function checkpointStreamOf(consumer: string): string {
  return `${CHECKPOINT_STREAM_PREFIX}${consumer}`;
}

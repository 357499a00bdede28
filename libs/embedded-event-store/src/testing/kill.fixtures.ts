import { EventStoreDBClient, jsonEvent, START } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

/** An acknowledgement as the journal keeps it: it is on the disk before the writer goes on. */
export interface Acknowledged {
  readonly stream: string;
  readonly id: string;
  readonly revision: string;
  readonly position: string;
}

export interface Journal {
  readonly file: string;
  add(entry: Acknowledged): void;
  close(): void;
}

export function openJournal(file: string): Journal {
  const handle = openSync(file, 'a');
  return {
    file,
    add: (entry) => {
      writeSync(handle, `${JSON.stringify(entry)}\n`);
      fsyncSync(handle);
    },
    close: () => closeSync(handle),
  };
}

/** Writes to one stream, each event at an exact revision, and repeats the same event until it is acknowledged. */
export class JournalingWriter {
  private next = 0;
  private pending = this.propose();
  private onAcknowledged: (() => void)[] = [];

  constructor(
    readonly stream: string,
    private readonly journal: Journal,
  ) {}

  acknowledgedOnce(): Promise<void> {
    return new Promise((resolve) => this.onAcknowledged.push(resolve));
  }

  /** Writes one event after the other until the connection is cut. */
  async writeUntilCut(client: EventStoreDBClient): Promise<void> {
    for (;;) {
      try {
        await this.write(client);
      } catch (error) {
        if ((error as { type?: string }).type === 'wrong-expected-version') throw error;
        return;
      }
    }
  }

  /** Brings the last event, of which it is unknown whether it went in, to an end. */
  settle(client: EventStoreDBClient): Promise<void> {
    return this.write(client);
  }

  private async write(client: EventStoreDBClient): Promise<void> {
    const expectedRevision = this.next === 0 ? 'no_stream' : BigInt(this.next - 1);
    const result = await client.appendToStream(this.stream, this.pending, { expectedRevision });
    this.journal.add({
      stream: this.stream,
      id: this.pending.id,
      revision: `${result.nextExpectedRevision}`,
      position: `${result.position!.commit}`,
    });
    this.next++;
    this.pending = this.propose();
    for (const resolve of this.onAcknowledged.splice(0)) resolve();
  }

  private propose() {
    return jsonEvent({ id: randomUUID(), type: 'Written', data: { n: this.next }, metadata: { actor: 'test' } });
  }
}

/** Follows the whole log, and after each cut goes on behind the last event it was given. */
export class CountingSubscriber {
  readonly ids: string[] = [];
  private position: bigint | undefined;
  private waiting: { readonly count: number; readonly resolve: () => void } | undefined;

  async followUntilCut(client: EventStoreDBClient): Promise<void> {
    const { position } = this;
    const fromPosition = position === undefined ? START : { commit: position, prepare: position };
    const subscription = client.subscribeToAll({ fromPosition });
    subscription.on('error', () => undefined); // it may come before the loop listens
    try {
      for await (const { event } of subscription) {
        this.ids.push(event!.id);
        this.position = event!.position!.commit;
        if (this.waiting && this.ids.length >= this.waiting.count) this.waiting.resolve();
      }
    } catch {
      // cut
    }
  }

  /** Resolves when so many events were received in all. */
  received(count: number): Promise<void> {
    return new Promise((resolve) => {
      this.waiting = { count, resolve };
      if (this.ids.length >= count) resolve();
    });
  }
}

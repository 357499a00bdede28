import type { EventStore, StoredEvent } from '@heqi/event-store';
import { contractStream } from '@heqi/messages';
import { LRUCache } from 'lru-cache';
import { NOTHING_KNOWN, readOn, type KnownContract, type LastEvent } from './known-contract';

/** A folded event takes some 900 bytes, and as much again with the answer of a request that had a key: the whole then stays
 *  below a hundred megabytes. */
const EVENTS_KEPT_MAX = 50_000;

/** How often a contract was known already, and what the log was asked for. */
export interface CacheFigures {
  readonly contracts: number;
  /** Events that the contracts kept amount to. */
  readonly events: number;
  readonly hits: number;
  /** Contracts read from their first event; those that were kept and did not agree with their stream are among them. */
  readonly misses: number;
  readonly disagreed: number;
  readonly eventsRead: number;
}

/** The contracts that this process decided on lately, so that a command costs what came since and not the history. What is
 *  kept is never believed: each time the stream is asked from the last event known, that one included. Where it does not
 *  stand there any more (the store was restored from a backup, the stream was deleted) the contract is read anew. */
export class KnownContracts {
  private readonly kept: LRUCache<string, KnownContract>;
  private readonly counted = { hits: 0, misses: 0, disagreed: 0, eventsRead: 0 };

  constructor(
    private readonly store: EventStore,
    { eventsKeptMax = EVENTS_KEPT_MAX }: { readonly eventsKeptMax?: number | undefined } = {},
  ) {
    const sizeCalculation = ({ last }: KnownContract) => (last?.revision ?? 0) + 1;
    this.kept = new LRUCache({ maxSize: eventsKeptMax, sizeCalculation });
  }

  get figures(): CacheFigures {
    return { contracts: this.kept.size, events: this.kept.calculatedSize, ...this.counted };
  }

  /** The contract with everything that its stream holds now. Throws StreamGone, EventStoreUnavailable, UndecodableEvent. */
  async load(contractId: string): Promise<KnownContract> {
    const known = (await this.keptAndReadOn(contractId)) ?? (await this.readAnew(contractId));
    if (known.last) this.kept.set(contractId, known);
    return known;
  }

  private async keptAndReadOn(contractId: string): Promise<KnownContract | undefined> {
    const known = this.kept.get(contractId);
    if (!known?.last) return undefined;
    const events = this.read(contractId, known.last.revision);
    const first = await events.next();
    if (!first.done && isSame(first.value, known.last)) {
      this.counted.hits++;
      return readOn(known, events);
    }
    await events.return();
    this.counted.disagreed++;
    this.kept.delete(contractId);
    return undefined;
  }

  private readAnew(contractId: string): Promise<KnownContract> {
    this.counted.misses++;
    return readOn(NOTHING_KNOWN, this.read(contractId, 0));
  }

  private async *read(contractId: string, fromRevision: number): AsyncGenerator<StoredEvent, void, undefined> {
    for await (const stored of this.store.streamEvents(contractStream(contractId), { fromRevision })) {
      this.counted.eventsRead++;
      yield stored;
    }
  }
}

/** The id alone would not do: a command repeated after a restore makes the same ids on another history. */
function isSame(found: StoredEvent, { id, revision, position, created }: LastEvent): boolean {
  return (
    found.id === id &&
    found.revision === revision &&
    found.position === position &&
    found.created.getTime() === created.getTime()
  );
}

import { Injectable } from '@nestjs/common';
import { EventStore } from '@heqi/event-store';
import { VIEW_STREAM_PREFIXES } from '../projection/log-entry';

/** How far an answer is behind the log. Positions are decimal text. */
export interface Freshness {
  /** Everything of the log up to here is in the answer; null before the first event. */
  readonly projectedPosition: string | null;
  /** The last event that concerns the views, when the question was asked; null where there is none, or where the log could
   *  not be asked. */
  readonly logPosition: string | null;
  /** False also where the log could not be asked: what is not known is not claimed. */
  readonly upToDate: boolean;
  /** For how long the first event that is missing from the answer has been in the log; 0 when none is, null when unknown. */
  readonly lagSeconds: number | null;
}

const LOOK_FOR_MS = 2_000;

/** Asks the log how far it is, and compares. */
@Injectable()
export class FreshnessGauge {
  /** When the first event after a position was stored, for the position last asked about: it does not change. */
  private firstAfter: { readonly position: bigint | null; readonly storedAt: number } | undefined;

  constructor(private readonly store: EventStore) {}

  /** The head of the log now; 'unknown' where it does not answer. */
  async head(): Promise<bigint | undefined | 'unknown'> {
    return this.store.headPosition(VIEW_STREAM_PREFIXES).catch(() => 'unknown' as const);
  }

  /** Whether the log ends before a position of it that was projected; false where it does not answer. */
  async logEndsBefore(projected: bigint | null): Promise<boolean> {
    if (projected === null) return false;
    const head = await this.store.headPosition().catch(() => projected);
    return head === undefined || head < projected;
  }

  /** The age is told by the store's own clock and that of this machine: the clock of the application may be simulated. */
  async compare(projected: bigint | null, head: bigint | undefined | 'unknown'): Promise<Freshness> {
    const projectedPosition = projected?.toString() ?? null;
    if (head === 'unknown') return { projectedPosition, logPosition: null, upToDate: false, lagSeconds: null };
    const logPosition = head?.toString() ?? null;
    if (head === undefined || (projected ?? -1n) >= head) {
      return { projectedPosition, logPosition, upToDate: true, lagSeconds: 0 };
    }
    const storedAt = await this.firstStoredAfter(projected);
    const lagSeconds = storedAt === undefined ? null : Math.max(0, (Date.now() - storedAt) / 1_000);
    return { projectedPosition, logPosition, upToDate: false, lagSeconds };
  }

  private async firstStoredAfter(position: bigint | null): Promise<number | undefined> {
    if (this.firstAfter?.position === position) return this.firstAfter.storedAt;
    const done = new AbortController();
    const signal = AbortSignal.any([done.signal, AbortSignal.timeout(LOOK_FOR_MS)]);
    try {
      const messages = this.store.subscribe({
        streamPrefixes: VIEW_STREAM_PREFIXES,
        after: position ?? undefined,
        signal,
      });
      for await (const message of messages) {
        if (message.kind !== 'event') continue;
        this.firstAfter = { position, storedAt: message.event.created.getTime() };
        return this.firstAfter.storedAt;
      }
    } finally {
      done.abort();
    }
    return undefined;
  }
}

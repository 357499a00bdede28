import type { Answer, Expected } from './append-ways.fixtures';

/** An event as the model knows it. What it cannot know yet is undefined: a random id, a position not told so far. */
export interface ModelEvent {
  readonly stream: string;
  readonly revision: bigint;
  readonly type: 'T' | '$metadata' | '$streamDeleted';
  readonly id: string | undefined;
  /** Parsed, and only of metadata. */
  readonly metadata: Readonly<Record<string, unknown>> | undefined;
  position: bigint | undefined;
}

export type ModelRead = 'not found' | 'deleted' | readonly ModelEvent[];

/** An answer without its position, and the event whose position it must have. */
export type ModelAnswer =
  | { readonly answer: Omit<Extract<Answer, { kind: 'appended' }>, 'position'>; readonly at: ModelEvent | undefined }
  | {
      readonly answer: Exclude<Answer, { kind: 'appended' }>;
    };

/** Rules that a test breaks on purpose in the model, to show that the store's keeping to them is looked at. */
export type PlantedFault =
  | 'a repeat is written again'
  | 'a repeat in part is written'
  | 'no_stream does not re-create a soft-deleted stream'
  | 'a soft-deleted stream exists'
  | '$maxCount hides nothing'
  | 'a stream that comes back shows its old events';

export const TOMBSTONE = 2n ** 63n - 1n;
const SOFT_DELETED = Number(TOMBSTONE);
const NONE = -1n;

/**
 * The store as its rules describe it, in memory and as plainly as can be: a list of events and what can be said of it.
 * It shares no line with the store.
 */
export class ModelStore {
  constructor(
    private readonly fault?: PlantedFault,
    readonly log: ModelEvent[] = [],
  ) {}

  clone(): ModelStore {
    return new ModelStore(
      this.fault,
      this.log.map((event) => ({ ...event })),
    );
  }

  append(stream: string, expected: Expected, ids: readonly string[]): ModelAnswer {
    const decision = this.decide(stream, expected, ids);
    if (decision === 'deleted') return { answer: { kind: 'deleted' } };
    if (decision === 'conflict') return this.conflict(stream, expected);
    if (decision !== 'write') return appendedAt(decision);
    const returns = ids.length > 0 && this.isSoftDeleted(stream) ? this.last(stream) + 1n : undefined;
    const before = this.last(stream);
    const written = ids.map((id) => this.add({ stream, revision: this.last(stream) + 1n, type: 'T', id }));
    if (returns !== undefined) this.beginAt(stream, returns);
    const last = written.at(-1);
    return last ? appendedAt(last) : { answer: { kind: 'appended', revision: before }, at: undefined };
  }

  softDelete(stream: string, expected: Expected): ModelAnswer {
    const decision = this.decide(stream, expected, ['an id that no event has']);
    if (decision === 'deleted') return { answer: { kind: 'deleted' } };
    if (decision !== 'write' || !this.exists(stream)) return this.conflict(stream, expected);
    return appendedAt(this.addMetadata(stream, { $tb: SOFT_DELETED }));
  }

  tombstone(stream: string, expected: Expected): ModelAnswer {
    const decision = this.decide(stream, expected, ['an id that no event has']);
    if (decision === 'deleted') return { answer: { kind: 'deleted' } };
    if (decision !== 'write') return this.conflict(stream, expected);
    return appendedAt(this.add({ stream, revision: TOMBSTONE, type: '$streamDeleted', id: undefined }));
  }

  setMetadata(stream: string, metadata: Record<string, unknown>): ModelAnswer {
    if (this.isTombstoned(stream)) return { answer: { kind: 'deleted' } };
    const returns = this.isSoftDeleted(stream) ? this.last(stream) + 1n : undefined;
    const written = this.addMetadata(stream, metadata);
    if (returns !== undefined) this.beginAt(stream, returns);
    return appendedAt(written);
  }

  /** What a read of a whole stream gives, oldest first; `$$` before a name reads its metadata. */
  read(stream: string): ModelRead {
    const isMetadata = stream.startsWith('$$');
    if (this.isTombstoned(isMetadata ? stream.slice(2) : stream)) return 'deleted';
    const events = this.eventsOf(stream);
    const last = events.at(-1);
    if (!last || (!isMetadata && this.isSoftDeleted(stream))) return 'not found';
    const { $tb = 0, $maxCount } = isMetadata ? { $maxCount: 1 } : this.limits(stream);
    const counts = $maxCount !== undefined && this.fault !== '$maxCount hides nothing';
    const first = counts ? last.revision - BigInt($maxCount) + 1n : 0n;
    return events.filter(({ revision }) => revision >= first && revision >= BigInt($tb));
  }

  /** Revision of the newest event, -1 without any. */
  last(stream: string): bigint {
    return this.eventsOf(stream).at(-1)?.revision ?? NONE;
  }

  /** The decision table: to write, to refuse, or the last event of an append that this one repeats. */
  private decide(
    stream: string,
    expected: Expected,
    ids: readonly string[],
  ): 'write' | 'conflict' | 'deleted' | ModelEvent {
    if (this.isTombstoned(stream)) return 'deleted';
    if (expected === 'any' || expected === 'stream_exists') {
      if (expected === 'stream_exists') {
        if (this.isSoftDeleted(stream) && this.fault !== 'a soft-deleted stream exists') return 'deleted';
        if (!this.exists(stream)) return 'conflict';
      }
      return this.decideByIds(stream, ids);
    }
    return this.decideByRevision(stream, expected === 'no_stream' ? NONE : expected, ids);
  }

  private decideByIds(stream: string, ids: readonly string[]): 'write' | 'conflict' | ModelEvent {
    const known = ids.map((id) => this.eventsOf(stream).findLast((event) => event.id === id));
    if (known.length === 0 || known[0] === undefined || this.fault === 'a repeat is written again') return 'write';
    if (known.every((event) => event !== undefined)) return known.at(-1)!;
    return this.fault === 'a repeat in part is written' ? 'write' : 'conflict';
  }

  private decideByRevision(
    stream: string,
    expected: bigint,
    ids: readonly string[],
  ): 'write' | 'conflict' | ModelEvent {
    const current = this.last(stream);
    if (expected === current) return 'write';
    if (expected > current || ids.length === 0) return 'conflict';
    const there = this.eventsOf(stream).slice(Number(expected) + 1, Number(expected) + 1 + ids.length);
    const same = ids.findIndex((id, index) => there[index]?.id !== id);
    if (same === -1) return there.at(-1)!;
    const creates = same === 0 && expected === NONE && this.isSoftDeleted(stream);
    return creates && this.fault !== 'no_stream does not re-create a soft-deleted stream' ? 'write' : 'conflict';
  }

  private conflict(stream: string, expected: Expected): ModelAnswer {
    const current = this.last(stream);
    return { answer: { kind: 'conflict', current: current === NONE ? 'no_stream' : current, expected } };
  }

  /** Events of a stream by revision, its tombstone left out. */
  private eventsOf(stream: string): ModelEvent[] {
    return this.log.filter((event) => event.stream === stream && event.revision !== TOMBSTONE);
  }

  private exists(stream: string): boolean {
    return this.last(stream) !== NONE || this.last(`$$${stream}`) !== NONE;
  }

  private isTombstoned(stream: string): boolean {
    return this.log.some((event) => event.stream === stream && event.revision === TOMBSTONE);
  }

  private limits(stream: string): { $tb?: number; $maxCount?: number } {
    return this.eventsOf(`$$${stream}`).at(-1)?.metadata ?? {};
  }

  private isSoftDeleted(stream: string): boolean {
    return this.limits(stream).$tb === SOFT_DELETED;
  }

  /** The metadata by which a soft-deleted stream is back from `revision` on. */
  private beginAt(stream: string, revision: bigint): void {
    const $tb = this.fault === 'a stream that comes back shows its old events' ? 0 : Number(revision);
    this.addMetadata(stream, { ...this.limits(stream), $tb });
  }

  private addMetadata(stream: string, metadata: Record<string, unknown>): ModelEvent {
    const name = `$$${stream}`;
    return this.add({ stream: name, revision: this.last(name) + 1n, type: '$metadata', id: undefined, metadata });
  }

  private add(event: Omit<ModelEvent, 'position' | 'metadata'> & Partial<Pick<ModelEvent, 'metadata'>>): ModelEvent {
    const added: ModelEvent = { metadata: undefined, ...event, position: undefined };
    this.log.push(added);
    return added;
  }
}

function appendedAt(event: ModelEvent): ModelAnswer {
  return { answer: { kind: 'appended', revision: event.revision }, at: event };
}

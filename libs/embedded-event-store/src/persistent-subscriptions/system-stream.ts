import { randomUUID } from 'node:crypto';
import { EventLog } from '../storage/event-log';
import { limitsOf, metadataStreamOf } from '../storage/metadata';
import { RecordedRow } from '../storage/model';
import { dataOf } from '../storage/record';
import { conditionOf, visibleBackwards } from '../storage/visibility';

interface SystemEvent {
  readonly type: string;
  readonly isJson: boolean;
  readonly data: string;
  readonly metadata?: string;
}

/** A stream in which this node keeps something of its own. Clients read it like any other. */
export class SystemStream {
  constructor(
    private readonly log: EventLog,
    readonly name: string,
  ) {}

  get isReadable(): boolean {
    return conditionOf(this.log.stream(this.name)) === 'readable';
  }

  /** Revision of the newest event, -1 when there is none to be seen. */
  get lastRevision(): number {
    return this.isReadable ? this.log.stream(this.name)!.lastRevision : -1;
  }

  /** Events before this revision are cut off; 0 when none is. */
  get truncateBefore(): number {
    const before = this.log.stream(this.name)?.limits.truncateBefore ?? 0;
    return Number.isFinite(before) ? before : 0;
  }

  lastEvent(): RecordedRow | undefined {
    const stream = this.log.stream(this.name);
    if (stream === undefined || conditionOf(stream) !== 'readable') return undefined;
    return visibleBackwards(this.log.reader, stream, Infinity, this.log.now(), 1).rows[0];
  }

  /** The JSON of the newest event. */
  lastJson(): unknown {
    const event = this.lastEvent();
    return event && JSON.parse(dataOf(event.record).toString('utf8'));
  }

  append({ type, isJson, data, metadata = '' }: SystemEvent): Promise<void> {
    return this.write(this.name, {
      id: randomUUID(),
      type,
      isJson,
      data: Buffer.from(data),
      metadata: Buffer.from(metadata),
    });
  }

  /** Limits the stream to its newest events, unless its metadata says so already. */
  async keepNewest(count: number): Promise<void> {
    if (this.log.stream(this.name)?.limits.maxCount === count) return;
    await this.writeMetadata({ $maxCount: count });
  }

  /** Cuts off what lies before `revision`; what is cut off already stays so. */
  async truncate(revision: number): Promise<void> {
    if (this.isReadable && revision > this.truncateBefore) await this.writeMetadata({ $tb: revision });
  }

  /** Hides all events, which may be none. */
  async delete(): Promise<void> {
    if (this.isReadable) await this.log.softDelete(this.name, 'any');
  }

  private writeMetadata(changes: Record<string, number>): Promise<void> {
    const before = this.log.stream(this.name)?.metadata ?? null;
    const kept = limitsOf(this.name, before).truncateBefore === Infinity ? {} : parsed(before);
    const metadata = Buffer.from(JSON.stringify({ ...kept, ...changes }));
    const event = { id: randomUUID(), type: '$metadata', isJson: true, data: metadata, metadata: Buffer.alloc(0) };
    return this.write(metadataStreamOf(this.name), event);
  }

  private async write(stream: string, event: Parameters<EventLog['append']>[2][number]): Promise<void> {
    const outcome = await this.log.append(stream, 'any', [event]);
    if (outcome.kind !== 'appended') throw new Error(`The stream ${stream} takes no events: ${outcome.kind}.`);
  }
}

function parsed(metadata: string | null): object {
  try {
    const value: unknown = JSON.parse(metadata ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

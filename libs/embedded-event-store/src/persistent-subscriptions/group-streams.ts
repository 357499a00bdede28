import { EventLog } from '../storage/event-log';
import { RecordedRow } from '../storage/model';
import { dataOf } from '../storage/record';
import { StreamPage, visibleForwards } from '../storage/visibility';
import type { GroupMessage } from './message';
import { GroupSource, groupId } from './settings';
import { SystemStream } from './system-stream';

/** What a group must not forget, as events where EventStoreDB keeps them. */
export class GroupStreams {
  readonly checkpoint: CheckpointStream;
  readonly parked: ParkedStream;

  constructor(log: EventLog, source: GroupSource, group: string) {
    const prefix = `$persistentsubscription-${groupId(source, group)}`;
    this.checkpoint = new CheckpointStream(new SystemStream(log, `${prefix}-checkpoint`), source.kind);
    this.parked = new ParkedStream(log, new SystemStream(log, `${prefix}-parked`));
  }

  async delete(): Promise<void> {
    await this.checkpoint.delete();
    await this.parked.delete();
  }
}

const ALL_POSITION = /^C:(\d+)\/P:\d+$/;

/** The place up to which everything is done: `"7"` for a stream, `"C:7/P:7"` for `$all`. */
export class CheckpointStream {
  constructor(
    private readonly stream: SystemStream,
    private readonly kind: GroupSource['kind'],
  ) {}

  load(): number | undefined {
    const stored = this.stream.lastJson();
    if (stored === undefined) return undefined;
    const text = JSON.stringify(stored).replaceAll('"', '');
    const place = Number(ALL_POSITION.exec(text)?.[1] ?? text);
    if (!Number.isSafeInteger(place)) throw new Error(`${this.stream.name} holds no checkpoint: ${text}`);
    return place;
  }

  async save(place: number): Promise<void> {
    await this.stream.keepNewest(2);
    const data = JSON.stringify(placeText(this.kind, place));
    await this.stream.append({ type: '$SubscriptionCheckpoint', isJson: true, data });
  }

  delete(): Promise<void> {
    return this.stream.delete();
  }
}

/** A place as EventStoreDB writes it. */
export function placeText(kind: GroupSource['kind'], place: number): string {
  return kind === 'all' ? `C:${place}/P:${place}` : `${place}`;
}

/** The messages a group gave up on: links to them, with the reason in the metadata. */
export class ParkedStream {
  constructor(
    private readonly log: EventLog,
    private readonly stream: SystemStream,
  ) {}

  get name(): string {
    return this.stream.name;
  }

  /** Revision of the first message that is not cut off. */
  get firstRevision(): number {
    return this.stream.truncateBefore;
  }

  /** Revision of the newest message, -1 when there is none. */
  get lastRevision(): number {
    return this.stream.lastRevision;
  }

  /** Resolves once the message is durable. */
  async add({ resolved, origin }: GroupMessage, reason: string): Promise<void> {
    const { event, link } = resolved;
    const data = event ? this.linkTo(event) : dataOf(link!.record).toString('utf8');
    const subscriptionEventNumber = origin.kind === 'source' ? origin.place : origin.revision;
    const metadata = JSON.stringify({ added: new Date(this.log.now()).toISOString(), reason, subscriptionEventNumber });
    await this.stream.append({ type: '$>', isJson: false, data, metadata });
  }

  /** Messages from revision `from` on, and where to go on; undefined at the end. */
  read(from: number, limit: number): StreamPage {
    const state = this.log.stream(this.name);
    if (state === undefined || !this.stream.isReadable) return { rows: [], next: undefined };
    return visibleForwards(this.log.reader, state, from, this.log.now(), limit);
  }

  truncate(revision: number): Promise<void> {
    return this.stream.truncate(revision);
  }

  delete(): Promise<void> {
    return this.stream.delete();
  }

  private linkTo(event: RecordedRow): string {
    return `${event.revision}@${this.log.reader.streamName(event.streamKey)}`;
  }
}

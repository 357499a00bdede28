import { EventLog } from '../storage/event-log';
import { isLink, linkedStream, linkResolver, ResolvedRow } from '../storage/links';
import { RecordedRow } from '../storage/model';
import { customMetadataOf, idOf } from '../storage/record';
import type { GroupMessage, Origin } from './message';
import type { GroupSettings } from './settings';

/** Makes messages of stored events. */
export class MessageFactory {
  private readonly resolve: (row: RecordedRow) => ResolvedRow;
  private readonly resolveParked: (row: RecordedRow) => ResolvedRow;
  private readonly pinKeyOf: (resolved: ResolvedRow) => string;

  constructor(
    private readonly log: EventLog,
    { resolveLinkTos, strategy }: Pick<GroupSettings, 'resolveLinkTos' | 'strategy'>,
  ) {
    this.resolve = linkResolver(log, resolveLinkTos);
    this.resolveParked = linkResolver(log, true);
    this.pinKeyOf = {
      RoundRobin: () => '',
      DispatchToSingle: () => '',
      Pinned: (resolved: ResolvedRow) => this.streamOf(resolved),
      PinnedByCorrelation: (resolved: ResolvedRow) => correlationOf(resolved) ?? this.streamOf(resolved),
    }[strategy];
  }

  fromSource(row: RecordedRow, place: number): GroupMessage {
    return this.messageOf(this.resolve(row), { kind: 'source', place });
  }

  /** A parked message comes with the link that kept it, and is answered by that link's id. */
  fromParked(row: RecordedRow): GroupMessage {
    return this.messageOf(this.resolveParked(row), { kind: 'parked', revision: row.revision });
  }

  private messageOf(resolved: ResolvedRow, origin: Origin): GroupMessage {
    const { event, link } = resolved;
    // Once it is known which event it is, a parked message goes back to that event's place in the order.
    const ordering = origin.kind === 'parked' && event ? event : (link ?? event)!;
    return {
      id: idOf((link ?? event)!.record),
      origin,
      order: ordering.position,
      pinKey: this.pinKeyOf(resolved),
      resolved,
      retryCount: 0,
    };
  }

  /** The stream an event was written to. A link that was not followed counts as its target. */
  private streamOf({ event, link }: ResolvedRow): string {
    const row = (event ?? link)!;
    const target = isLink(this.log, row) ? linkedStream(row) : undefined;
    return target ?? this.log.reader.streamName(row.streamKey);
  }
}

function correlationOf({ event }: ResolvedRow): string | undefined {
  if (!event) return undefined;
  try {
    const metadata = JSON.parse(customMetadataOf(event.record).toString('utf8')) as Record<string, unknown> | null;
    const id = metadata?.['$correlationId'];
    return typeof id === 'string' ? id : undefined;
  } catch {
    return undefined; // metadata may be of any form
  }
}

import type { AlertEvent, ContractEvent } from '@heqi/domain';
import type { StoredEvent } from '@heqi/event-store';
import {
  ALERT_STREAM_PREFIX,
  CONTRACT_STREAM_PREFIX,
  contractIdOfStream,
  decodeAlertEvent,
  decodeContractEvent,
  UndecodableEvent,
  type RecordedInLog,
} from '@heqi/messages';
import type { ParkedContractRow } from '../checkpoint/parked-contract.entity';

/** The streams the views are made of. */
export const VIEW_STREAM_PREFIXES: readonly string[] = [CONTRACT_STREAM_PREFIX, ALERT_STREAM_PREFIX];

/** An event of the log, as far as this version can read it. */
export type LogEntry = ContractEntry | AlertEntry;
export type ContractEntry = EntryOf<'contract', ContractEvent>;
export type AlertEntry = EntryOf<'alert', AlertEvent>;

interface EntryOf<Kind, Event> {
  readonly kind: Kind;
  readonly contractId: string;
  readonly stored: StoredEvent;
  readonly read: { readonly recorded: RecordedInLog<Event> } | { readonly failure: string };
}

/** Reads an event; one that cannot be read is handed on as such, for its contract alone has to wait for it. */
export function readEntry(stored: StoredEvent): LogEntry {
  const contractId = contractIdOfStream(stored.streamName);
  return stored.streamName.startsWith(CONTRACT_STREAM_PREFIX)
    ? { kind: 'contract', contractId, stored, read: attempt(() => decodeContractEvent(stored)) }
    : { kind: 'alert', contractId, stored, read: attempt(() => decodeAlertEvent(stored)) };
}

/** Whether everything that its command did is there with it. */
export function endsCommand({ read }: LogEntry): boolean {
  return 'failure' in read || read.recorded.endsCommand;
}

/** The row that says that its stream cannot be followed from this event on. */
export function parkedAt({ contractId, stored, read }: LogEntry, reason: string): ParkedContractRow {
  const kind = 'failure' in read ? 'unreadable' : 'inapplicable';
  return { streamName: stored.streamName, contractId, kind, revision: stored.revision, reason };
}

function attempt<Event>(decode: () => RecordedInLog<Event>): EntryOf<never, Event>['read'] {
  try {
    return { recorded: decode() };
  } catch (error) {
    if (!(error instanceof UndecodableEvent)) throw error;
    return { failure: error.message };
  }
}

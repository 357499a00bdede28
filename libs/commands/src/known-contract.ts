import { evolve, type ContractEvent, type ContractState } from '@heqi/domain';
import type { StoredEvent } from '@heqi/event-store';
import { decodeContractEvent, type RecordedInLog } from '@heqi/messages';

/** A contract as far as its stream was read: all that deciding and answering need of its history. Never changed: reading on
 *  gives another. */
export interface KnownContract {
  readonly state: ContractState | undefined;
  /** The last event read; undefined while there is none. */
  readonly last: LastEvent | undefined;
  /** What each request with an Idempotency-Key came to, by `requestName`. */
  readonly answers: ReadonlyMap<string, RecordedAnswer>;
}

export type LastEvent = Pick<StoredEvent, 'id' | 'revision' | 'position' | 'created'>;

/** What the log holds of a request: enough to give its answer again. */
export interface RecordedAnswer {
  readonly requestHash: string | undefined;
  readonly commandId: string;
  /** Of the request's last event. */
  readonly revision: number;
  readonly position: bigint;
  readonly events: readonly { readonly id: string; readonly type: string; readonly revision: number }[];
}

export const NOTHING_KNOWN: KnownContract = { state: undefined, last: undefined, answers: new Map() };

/** A key is one person's: another's same key is another request. */
export function requestName(actorId: string, idempotencyKey: string): string {
  return `${actorId}\n${idempotencyKey}`;
}

/** What is known after the events that follow in the stream. Throws UndecodableEvent. */
export async function readOn(
  known: KnownContract,
  following: AsyncIterable<StoredEvent> | Iterable<StoredEvent>,
): Promise<KnownContract> {
  let { state, last } = known;
  const answers = new Map(known.answers);
  for await (const stored of following) {
    const recorded = decodeContractEvent(stored);
    state = evolve(state, recorded);
    last = { id: stored.id, revision: stored.revision, position: stored.position, created: stored.created };
    takeAnswer(answers, recorded, stored.position);
  }
  return { state, last, answers };
}

/** The first request under a name is the one that is remembered. */
function takeAnswer(
  answers: Map<string, RecordedAnswer>,
  { metadata, actor, commandId, id, event, revision }: RecordedInLog<ContractEvent>,
  position: bigint,
): void {
  const { idempotencyKey, requestHash } = metadata;
  if (idempotencyKey === undefined) return;
  const name = requestName(actor.id, idempotencyKey);
  const earlier = answers.get(name);
  if (earlier && earlier.commandId !== commandId) return;
  const events = [...(earlier?.events ?? []), { id, type: event.type, revision }];
  answers.set(name, { requestHash, commandId, revision, position, events });
}

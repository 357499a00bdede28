import type { ContractEvent } from '@heqi/domain';
import type { RecordedInLog } from '@heqi/messages';
import { IdempotencyKeyReused, type ContractOutcome, type ContractRequest } from './contract-request';

/** The answer this actor was given, or would have been given before a crash, for the same Idempotency-Key: found through
 *  the stream itself, so it survives everything the stream survives. */
export function earlierAnswer(
  request: ContractRequest,
  history: readonly RecordedInLog<ContractEvent>[],
): ContractOutcome | undefined {
  const { idempotency, actor } = request;
  if (!idempotency) return undefined;
  const first = history.find(
    ({ metadata }) => metadata.idempotencyKey === idempotency.key && metadata.actor.id === actor.id,
  );
  if (!first) return undefined;
  if (first.metadata.requestHash !== idempotency.requestHash) throw new IdempotencyKeyReused(idempotency.key);
  const events = history.filter(({ commandId }) => commandId === first.commandId);
  const last = events.at(-1)!;
  return {
    contractId: request.contractId,
    revision: last.revision,
    position: BigInt(last.position),
    events: events.map(({ id, event, revision }) => ({ id, type: event.type, revision })),
    replayed: true,
  };
}

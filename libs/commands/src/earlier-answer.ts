import { IdempotencyKeyReused, type ContractOutcome, type ContractRequest } from './contract-request';
import { requestName, type KnownContract } from './known-contract';

/** The answer this actor was given, or would have been given before a crash, for the same Idempotency-Key: found through
 *  the stream itself, so it survives everything the stream survives. */
export function earlierAnswer(request: ContractRequest, known: KnownContract): ContractOutcome | undefined {
  const { contractId, idempotency, actor } = request;
  if (!idempotency) return undefined;
  const answer = known.answers.get(requestName(actor.id, idempotency.key));
  if (!answer) return undefined;
  if (answer.requestHash !== idempotency.requestHash) throw new IdempotencyKeyReused(idempotency.key);
  const { revision, position, events } = answer;
  return { contractId, revision, position, events, replayed: true };
}

import fc from 'fast-check';
import { foldContract, type ContractEvent } from '@heqi/domain';
import { decodeContractEvent, type RecordedInLog } from '@heqi/messages';
import { frozen } from '../../domain/src/testing/frozen.fixtures';
import { ContractRequest, IdempotencyKeyReused, type ContractOutcome } from './contract-request';
import { earlierAnswer } from './earlier-answer';
import { NOTHING_KNOWN, readOn } from './known-contract';
import { asStored, randomCommands } from './testing/random-log.fixtures';

const numRuns = process.env['HEQI_LONG'] ? 1_000 : 25;

describe('a contract read on from where it was known', () => {
  it('is the contract read from its first event, wherever that was', async () => {
    await fc.assert(
      fc.asyncProperty(randomCommands, async (commands) => {
        const stored = asStored(commands);
        const whole = await readOn(NOTHING_KNOWN, stored);
        let known = NOTHING_KNOWN;
        for (let n = 0; n <= stored.length; n++) {
          expect(await readOn(known, stored.slice(n))).toEqual(whole);
          known = frozen(await readOn(known, stored.slice(n, n + 1)));
        }
        expect(known).toEqual(whole);
        expect(whole.state).toEqual(foldContract(stored.map(decodeContractEvent)));
        expect(whole.last).toMatchObject({ revision: stored.length - 1, position: stored.at(-1)!.position });
      }),
      { numRuns },
    );
  });

  it('gives every earlier answer as the whole history gives it', async () => {
    let given = 0;
    await fc.assert(
      fc.asyncProperty(randomCommands, async (commands) => {
        const history = asStored(commands).map(decodeContractEvent);
        const known = await readOn(NOTHING_KNOWN, asStored(commands));
        for (const recorded of history) {
          const request = repeated(recorded);
          const answer = outcomeOf(() => earlierAnswer(request, known));
          expect(answer).toEqual(outcomeOf(() => answerInHistory(request, history)));
          if (answer !== undefined) given++;
        }
      }),
      { numRuns },
    );
    expect(given).toBeGreaterThan(numRuns);
  });
});

/** The definition that the index is to meet: the first event with this actor and key names the command. */
function answerInHistory(
  { contractId, actor, idempotency }: ContractRequest,
  history: readonly RecordedInLog<ContractEvent>[],
): ContractOutcome | undefined {
  if (!idempotency) return undefined;
  const first = history.find(
    ({ metadata }) => metadata.idempotencyKey === idempotency.key && metadata.actor.id === actor.id,
  );
  if (!first) return undefined;
  if (first.metadata.requestHash !== idempotency.requestHash) throw new IdempotencyKeyReused(idempotency.key);
  const events = history.filter(({ commandId }) => commandId === first.commandId);
  const { revision, position } = events.at(-1)!;
  return {
    contractId,
    revision,
    position: BigInt(position),
    events: events.map((each) => ({ id: each.id, type: each.event.type, revision: each.revision })),
    replayed: true,
  };
}

function repeated({ actor, metadata, commandId }: RecordedInLog<ContractEvent>): ContractRequest {
  const { idempotencyKey: key, requestHash } = metadata;
  const idempotency = key === undefined ? null : { key, requestHash: requestHash! };
  return new ContractRequest('contract-1', [], actor, { kind: 'current' }, commandId, idempotency, 'c');
}

function outcomeOf(ask: () => unknown): unknown {
  try {
    return ask();
  } catch (error) {
    return String(error);
  }
}

import fc from 'fast-check';
import type { Actor, ContractEvent, Recorded } from '@heqi/domain';
import type { StoredEvent } from '@heqi/event-store';
import { encodeEvent, type EncodedEvent } from '@heqi/messages';
import { v5 } from 'uuid';
import { randomHistory } from '../../../domain/src/testing/random-history.fixtures';

const COMMANDS = '3a5f9a56-6d7e-5a0b-8d53-7f1f2a6c4e10';
const PEOPLE: readonly Actor[] = ['u-clerk', 'u-enterprise'].map((id) => ({ id, partyId: null, role: 'clerk' }));

/** How a part of a history is recorded: so many events at once, by whom, under which key. Few keys, so that they meet. */
const recording = fc.record({
  size: fc.integer({ min: 1, max: 4 }),
  actor: fc.constantFrom(...PEOPLE),
  key: fc.constantFrom(undefined, 'k-1', 'k-2', 'k-3'),
});

/** A random history cut into commands, each as it is appended. */
export const randomCommands: fc.Arbitrary<readonly (readonly EncodedEvent[])[]> = fc
  .tuple(randomHistory, fc.array(recording, { minLength: 8, maxLength: 8 }))
  .map(([history, recordings]) => {
    const commands: EncodedEvent[][] = [];
    for (let at = 0; at < history.length;) {
      const { size, actor, key } = recordings[commands.length % recordings.length]!;
      commands.push(encoded(history.slice(at, at + size), commands.length, actor, key));
      at += size;
    }
    return commands;
  });

function encoded(
  part: readonly Recorded<ContractEvent>[],
  index: number,
  actor: Actor,
  key: string | undefined,
): EncodedEvent[] {
  const commandId = v5(String(index), COMMANDS);
  const asked = key !== undefined && { idempotencyKey: key, requestHash: index.toString(16).padStart(64, '0') };
  const { recordedAt } = part.at(-1)!;
  const command = { actor, recordedAt, commandId, $correlationId: commandId, $causationId: commandId, ...asked };
  return part.map(({ event }, commandIndex) =>
    encodeEvent(event, { ...command, commandIndex, commandSize: part.length }),
  );
}

/** The commands as a log would give them back. */
export function asStored(commands: readonly (readonly EncodedEvent[])[]): readonly StoredEvent[] {
  return commands.flat().map((event, revision) => ({
    ...event,
    streamName: 'contract-1',
    revision,
    position: BigInt(revision) * 10n,
    created: new Date(revision * 1_000),
  }));
}

import type { SubscriptionMessage } from '@heqi/event-store';
import { claimed, dealRecorded, LogOfTest } from '../testing/log.fixtures';
import { entryBatches, type EntryBatch } from './entry-batches';

const NEVER_LATE = { maxEvents: 500, maxWaitMs: 3_600_000 };

describe('batches of the log', () => {
  it('closes a batch when the log has no more', async () => {
    const log = new LogOfTest().contract('c1', ...dealRecorded('c1'));
    const batches = await all(entryBatches(of(...events(log), CAUGHT_UP), NEVER_LATE));
    expect(batches.map(shape)).toEqual([{ events: 5, reached: 417n, caughtUp: true }]);
  });

  it('closes a batch at the end of the command that reaches the limit, never within one', async () => {
    const log = new LogOfTest()
      .contract('c1', ...dealRecorded('c1'))
      .contract('c1', claimed('G-01', 'k1', '2025-09-01'))
      .contract('c2', ...dealRecorded('c2'));
    const batches = await all(entryBatches(of(...events(log), CAUGHT_UP), { ...NEVER_LATE, maxEvents: 6 }));
    expect(batches.map((batch) => batch.entries.length)).toEqual([6, 5]);
    const smallest = await all(entryBatches(of(...events(log), CAUGHT_UP), { ...NEVER_LATE, maxEvents: 1 }));
    expect(smallest.map((batch) => batch.entries.length)).toEqual([5, 1, 5, 0]);
  });

  it('does not let a whole command wait longer than it may, though the log is silent', async () => {
    const log = new LogOfTest().contract('c1', ...dealRecorded('c1'));
    const batches = entryBatches(thenSilence(events(log)), { ...NEVER_LATE, maxWaitMs: 1 });
    expect(shape((await batches.next()).value as EntryBatch)).toEqual({ events: 5, reached: 417n, caughtUp: false });
  });

  it('holds half a command until its rest has come', async () => {
    const log = new LogOfTest().contract('c1', ...dealRecorded('c1'));
    const [first, ...rest] = events(log);
    const batches = await all(entryBatches(of(first!, CAUGHT_UP, checkpoint(20n), ...rest, CAUGHT_UP), NEVER_LATE));
    expect(batches.map(shape)).toEqual([{ events: 5, reached: 417n, caughtUp: true }]);
  });

  it('lets a checkpoint behind the events reach further, and stand alone where there are none', async () => {
    const log = new LogOfTest().contract('c1', ...dealRecorded('c1'));
    const messages = of(...events(log), checkpoint(900n), CAUGHT_UP, checkpoint(1_000n));
    const batches = await all(entryBatches(messages, NEVER_LATE));
    expect(batches.map(shape)).toEqual([
      { events: 5, reached: 900n, caughtUp: true },
      { events: 0, reached: 1_000n, caughtUp: false },
    ]);
  });

  it('fails as the log fails', async () => {
    await expect(all(entryBatches(failing(), NEVER_LATE))).rejects.toThrow('the log broke');
  });
});

const CAUGHT_UP: SubscriptionMessage = { kind: 'caught_up' };

function checkpoint(position: bigint): SubscriptionMessage {
  return { kind: 'checkpoint', position };
}

function events(log: LogOfTest): SubscriptionMessage[] {
  return log.events.map((event) => ({ kind: 'event', event }));
}

function shape({ entries, reached, caughtUp }: EntryBatch) {
  return { events: entries.length, reached, caughtUp };
}

async function* of(...messages: SubscriptionMessage[]): AsyncGenerator<SubscriptionMessage> {
  yield* messages;
}

async function* thenSilence(messages: SubscriptionMessage[]): AsyncGenerator<SubscriptionMessage> {
  yield* messages;
  await new Promise(() => undefined);
}

async function* failing(): AsyncGenerator<SubscriptionMessage> {
  yield* events(new LogOfTest().contract('c1', ...dealRecorded('c1'))).slice(0, 1);
  throw new Error('the log broke');
}

async function all(batches: AsyncIterable<EntryBatch>): Promise<EntryBatch[]> {
  const seen: EntryBatch[] = [];
  for await (const batch of batches) seen.push(batch);
  return seen;
}

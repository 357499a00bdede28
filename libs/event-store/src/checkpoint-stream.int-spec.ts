import { CheckpointStream } from './checkpoint-stream';
import { CheckpointTaken, EventStoreUnavailable, UnstorableValue } from './errors';
import { EventStore } from './event-store';
import { eventually } from './testing/eventually.fixtures';
import { fresh, NodeOfTest } from './testing/store.fixtures';

interface Progress {
  readonly position: string;
}

describe('a checkpoint', () => {
  const NOW = '2026-11-23T08:00:00.000Z';
  let node: NodeOfTest;
  let store: EventStore;
  beforeAll(async () => {
    node = await NodeOfTest.start();
    store = EventStore.connect(node.connectionString, { appendDeadlineMs: 400, readDeadlineMs: 400 });
  });
  afterAll(async () => {
    await store.close();
    await node.remove();
  });
  const checkpointOf = (consumer: string, onFailure?: (error: Error) => void) =>
    new CheckpointStream<Progress>(store, consumer, { actorId: consumer, now: () => NOW, onFailure });

  it('is not there at first, and is what was saved last from then on', async () => {
    const consumer = fresh('relay');
    const checkpoint = checkpointOf(consumer);
    expect(await checkpoint.load()).toBeUndefined();
    checkpoint.save({ position: '7' });
    await checkpoint.flush();
    expect(await checkpointOf(consumer).load()).toEqual({ position: '7' });
  });

  it('is one event that names its actor, in a stream that keeps one', async () => {
    const consumer = fresh('relay');
    const checkpoint = checkpointOf(consumer);
    for (const position of ['1', '2', '3']) {
      checkpoint.save({ position });
      await checkpoint.flush();
    }
    const metadata = { actor: { id: consumer, partyId: null, role: 'service' }, recordedAt: NOW };
    expect(await store.readStream(`checkpoint-${consumer}`)).toMatchObject([
      { type: 'CheckpointStored', revision: 2, data: { position: '3' }, metadata },
    ]);
    expect(await store.readLast(`$$checkpoint-${consumer}`)).toMatchObject({ data: { $maxCount: 1 }, metadata });
  });

  it('is written once a second at most, the last of many values among them', async () => {
    const consumer = fresh('busy');
    const checkpoint = checkpointOf(consumer);
    const begun = performance.now();
    checkpoint.save({ position: '0' });
    const last = () => store.readLast(checkpoint.streamName);
    await eventually('the first write', last);
    for (let position = 1; position <= 500; position++) checkpoint.save({ position: String(position) });
    const stored = await eventually('the last value', async () => {
      const event = await last();
      return (event?.data as Progress | undefined)?.position === '500' && event;
    });
    expect(stored.revision).toBe(1);
    expect(performance.now() - begun).toBeGreaterThan(950);
  });

  it('keeps the value as it was when it was saved', async () => {
    const consumer = fresh('changing');
    const checkpoint = checkpointOf(consumer);
    const value = { position: '1' };
    checkpoint.save(value);
    value.position = '2';
    await checkpoint.flush();
    expect(await checkpointOf(consumer).load()).toEqual({ position: '1' });
  });

  it('refuses at once what cannot be stored', () => {
    const checkpoint = new CheckpointStream<object>(store, 'wrong', { actorId: 'wrong', now: () => NOW });
    expect(() => checkpoint.save({ position: 7n })).toThrow(UnstorableValue);
  });

  it('finds out a second process that runs as the same consumer, and stops', async () => {
    const consumer = fresh('twin');
    const [one, other] = [checkpointOf(consumer), checkpointOf(consumer)];
    await Promise.all([one.load(), other.load()]);
    one.save({ position: '1' });
    await one.flush();
    other.save({ position: '2' });
    await expect(other.flush()).rejects.toThrow(CheckpointTaken);
    other.save({ position: '3' });
    await expect(other.flush()).rejects.toThrow(consumer);
    expect(await checkpointOf(consumer).load()).toEqual({ position: '1' });
  });

  it('outlives a node that goes and comes back, and says what stood in the way', async () => {
    const consumer = fresh('patient');
    const failures: Error[] = [];
    const checkpoint = checkpointOf(consumer, (error) => failures.push(error));
    checkpoint.save({ position: '1' });
    await checkpoint.flush();
    await node.stop();
    checkpoint.save({ position: '2' });
    await eventually('a failure', () => failures.length > 0);
    expect(failures[0]).toBeInstanceOf(EventStoreUnavailable);
    await expect(checkpoint.flush()).rejects.toThrow(EventStoreUnavailable);
    await node.startAgain();
    await eventually('the value', async () => (await checkpointOf(consumer).load())?.position === '2');
    await checkpoint.flush();
  });
});

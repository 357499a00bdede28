import type { EventStoreDBClient } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { decodeContractEvent, UndecodableEvent } from '@heqi/messages';
import { appendRaw } from './testing/append-raw.fixtures';
import { StreamGone, UnstorableValue, WrongExpectedRevision } from './errors';
import { EventStore } from './event-store';
import type { ExpectedRevision } from './stored-event';
import {
  counted,
  countedFrom,
  fresh,
  numberOf,
  rejectionOf,
  storeUnderTest,
  type StoreUnderTest,
} from './testing/store.fixtures';

describe('the event store', () => {
  let under: StoreUnderTest;
  let store: EventStore;
  beforeAll(async () => {
    under = await storeUnderTest({ pageSize: 10 });
    store = under.store;
  });
  afterAll(() => under.stop());

  describe('reading', () => {
    it('gives back what was appended, with its place in the stream and in the log', async () => {
      const stream = fresh('contract');
      const data = { 名: '合契', fen: '9007199254740993', nested: [{ a: null, b: [true, -0.5, 'x\u2028'] }] };
      const event = {
        id: randomUUID(),
        type: 'ContractSigned',
        data,
        metadata: { actor: { id: 'clerk-1' }, $correlationId: 'c' },
      };
      const appended = await store.append(stream, [event, counted(1)], 'no_stream');

      const [first, second] = await store.readStream(stream);
      expect(first).toEqual({
        ...event,
        streamName: stream,
        revision: 0,
        position: expect.any(BigInt),
        created: expect.any(Date),
      });
      expect(second).toMatchObject({ revision: appended.revision, position: appended.position });
      expect(first!.position).toBeLessThan(second!.position);
    });

    it('gives nothing for a stream that is not there', async () => {
      expect(await store.readStream(fresh('missing'))).toEqual([]);
      expect(await store.readLast(fresh('missing'))).toBeUndefined();
    });

    it('gives damaged JSON as text and damaged metadata as bytes, and what decodes events refuses both', async () => {
      const stream = fresh('contract');
      await appendRaw(store, stream, { data: '{"title": "合契', metadata: '{"actor": ' });
      const damaged = (await store.readLast(stream))!;
      expect(damaged.data).toBe('{"title": "合契');
      expect(Buffer.from(damaged.metadata as Uint8Array).toString()).toBe('{"actor": ');
      expect(() => decodeContractEvent(damaged)).toThrow(UndecodableEvent);
    });

    it('crosses pages, from any revision on, as a whole and one by one', async () => {
      const stream = fresh('long');
      await store.append(stream, countedFrom(0, 30), 'no_stream');
      expect((await store.readStream(stream)).map(numberOf)).toEqual(range(0, 30));
      expect((await store.readStream(stream, { fromRevision: 11 })).map(numberOf)).toEqual(range(11, 30));
      expect(await store.readStream(stream, { fromRevision: 31 })).toEqual([]);
      const lazily: number[] = [];
      for await (const event of store.streamEvents(stream, { fromRevision: 9 })) lazily.push(numberOf(event));
      expect(lazily).toEqual(range(9, 30));
      expect(numberOf((await store.readLast(stream))!)).toBe(30);
    });

    it('ends exactly at a page’s edge', async () => {
      const stream = fresh('edge');
      await store.append(stream, countedFrom(1, 20), 'no_stream');
      expect((await store.readStream(stream)).map(numberOf)).toEqual(range(1, 20));
    });
  });

  describe('expected revisions', () => {
    it('lets the right one through, each kind of it', async () => {
      const stream = fresh('expected');
      expect((await store.append(stream, [counted(0)], 'no_stream')).revision).toBe(0);
      expect((await store.append(stream, [counted(1), counted(2)], 0)).revision).toBe(2);
      expect((await store.append(stream, [counted(3)], 'any')).revision).toBe(3);
      expect((await store.append(fresh('expected'), [counted(0)], 'any')).revision).toBe(0);
    });

    it.each<[ExpectedRevision, number, number | 'no_stream']>([
      ['no_stream', 2, 1],
      [0, 2, 1],
      [5, 2, 1],
      [0, 0, 'no_stream'],
    ])('refuses %s on a stream of %i events and tells where it is', async (expected, events, actual) => {
      const stream = fresh('conflict');
      if (events > 0) await store.append(stream, countedFrom(1, events), 'no_stream');
      const refused = await rejectionOf(store.append(stream, [counted(9)], expected));
      expect(refused).toBeInstanceOf(WrongExpectedRevision);
      expect(refused).toMatchObject({ streamName: stream, expected, actual });
      expect(await store.readStream(stream)).toHaveLength(events);
    });

    it('takes the same events at the same revision twice as once', async () => {
      const stream = fresh('repeat');
      const events = countedFrom(1, 3);
      const once = await store.append(stream, events, 'no_stream');
      expect(await store.append(stream, events, 'no_stream')).toEqual(once);
      expect(await store.readStream(stream)).toHaveLength(3);
    });

    it('lets one of many writers at the same revision win', async () => {
      const stream = fresh('race');
      const outcomes = await Promise.allSettled(
        range(1, 20).map((n) => store.append(stream, [counted(n)], 'no_stream')),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await store.readStream(stream)).toHaveLength(1);
    });
  });

  describe('what it does not take', () => {
    it('refuses a value that would not come back as it is, and the process lives on', async () => {
      const stream = fresh('unstorable');
      const append = (data: unknown) => store.append(stream, [{ ...counted(1), data }], 'no_stream');
      await expect(append({ fen: 5n })).rejects.toThrow(
        new UnstorableValue('events[0].data.fen', 'is a bigint; write it as a decimal string'),
      );
      const circle: Record<string, unknown> = {};
      circle['self'] = circle;
      await expect(append(circle)).rejects.toThrow(UnstorableValue);
      expect(await store.readStream(stream)).toEqual([]);
    });

    it('refuses to append nothing, at no revision, under a doubled id, or to a stream without a name', async () => {
      const stream = fresh('nonsense');
      const event = counted(1);
      await expect(store.append(stream, [], 'any')).rejects.toThrow(RangeError);
      await expect(store.append(stream, [event], -1)).rejects.toThrow(RangeError);
      await expect(store.append(stream, [event, { ...event, id: event.id.toUpperCase() }], 'any')).rejects.toThrow(
        RangeError,
      );
      await expect(store.append('', [event], 'any')).rejects.toThrow(RangeError);
      await expect(store.append(stream, [{ ...event, id: 'O-3' }], 'any')).rejects.toThrow(UnstorableValue);
      await expect(store.append(stream, [{ ...event, metadata: null }], 'any')).rejects.toThrow(UnstorableValue);
      expect(await store.readStream(stream)).toEqual([]);
    });

    it('knows a stream that was deleted for good', async () => {
      const stream = fresh('tombstone');
      await store.append(stream, [counted(1)], 'no_stream');
      await clientOf(store).tombstoneStream(stream);
      await expect(store.readStream(stream)).rejects.toThrow(StreamGone);
      await expect(store.append(stream, [counted(2)], 'any')).rejects.toThrow(StreamGone);
    });
  });

  describe('the log', () => {
    it('knows the head of the streams asked for, behind a tail of others', async () => {
      const kind = fresh('head');
      expect(await store.headPosition([`${kind}-a`])).toBeUndefined();
      const { position } = await store.append(`${kind}-a-1`, countedFrom(1, 3), 'no_stream');
      const tail = await store.append(`${kind}-b-1`, countedFrom(1, 1_000), 'no_stream');
      expect(await store.headPosition([`${kind}-a`])).toBe(position);
      expect(await store.headPosition([`${kind}-b`, `${kind}-a`])).toBe(tail.position);
      expect(await store.headPosition()).toBeGreaterThanOrEqual(tail.position);
    });

    it('keeps knowing the head while the log goes on, by few events and by many', async () => {
      const kind = fresh('moving');
      const head = () => store.headPosition([kind]);
      expect(await head()).toBeUndefined();
      await store.append(fresh('other'), countedFrom(1, 3), 'no_stream');
      expect(await head()).toBeUndefined();
      for (const [from, to] of [
        [1, 1],
        [2, 3],
        [4, 503],
        [504, 1_003],
      ] as const) {
        const { position } = await store.append(
          `${kind}-1`,
          countedFrom(from, to),
          from === 1 ? 'no_stream' : from - 2,
        );
        expect(await head()).toBe(position);
        await store.append(fresh('other'), [counted(1)], 'no_stream');
        expect(await head()).toBe(position);
        expect(await head()).toBe(position);
      }
    });

    it('lets a stream keep its last events only, once and for all', async () => {
      const stream = fresh('kept');
      await store.append(stream, countedFrom(1, 9), 'no_stream');
      await store.keepLast(stream, 2);
      await store.keepLast(stream, 2);
      expect((await store.readStream(stream)).map(numberOf)).toEqual([8, 9]);
      expect(await store.readStream(`$$${stream}`)).toHaveLength(1);
      await Promise.all([store.keepLast(stream, 1), store.keepLast(stream, 1)]);
      expect((await store.readStream(stream)).map(numberOf)).toEqual([9]);
    });
  });

  it('is one per process', () => {
    expect(() => EventStore.connect('esdb://127.0.0.1:2113?tls=false')).toThrow('open EventStore already');
  });

  it('says that it is reachable', async () => {
    expect(await store.isReachable()).toBe(true);
  });
});

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function clientOf(store: EventStore): EventStoreDBClient {
  return store['guarded'].client;
}

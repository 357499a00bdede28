import { EventStoreDBClient } from '@eventstore/db-client';
import { NodeHere } from '../testing/node-here.fixtures';
import { collect, counted, fresh, numbers, rejectionOf } from '../testing/node.fixtures';

const SECOND = 1_000;
const DAY = 86_400_000;

let node: NodeHere;
let client: EventStoreDBClient;

beforeAll(async () => {
  node = await NodeHere.start();
  client = EventStoreDBClient.connectionString(node.connectionString);
});

afterEach(() => {
  node.clockAheadMs = 0;
});

afterAll(async () => {
  await client.dispose();
  await node.remove();
});

const IN_A_MINUTE = { deadline: 60 * SECOND };

async function read(stream: string): Promise<number[]> {
  return numbers(await collect(client.readStream(stream)));
}

describe('a node whose clock is wrong', () => {
  it.each([
    ['15 s ahead', 15 * SECOND],
    ['15 s behind', -15 * SECOND],
    ['a day behind', -DAY],
  ])('by being %s takes every append, in order', async (_, aheadMs) => {
    node.clockAheadMs = aheadMs;
    const stream = fresh('wrong');
    for (let n = 0; n < 20; n++) await client.appendToStream(stream, counted(n), IN_A_MINUTE);
    expect(await read(stream)).toEqual(Array.from({ length: 20 }, (_each, n) => n));
  });

  it('steps back and forth while writers write, and loses nothing, doubles nothing, and keeps the order', async () => {
    const stream = fresh('steps');
    const steps = [0, 14 * SECOND, -DAY, 3 * SECOND, -15 * SECOND, -3_600 * SECOND, 0];
    const positions: bigint[] = [];
    for (let n = 0; n < 70; n++) {
      node.clockAheadMs = steps[Math.floor(n / 10)]!;
      const { position } = await client.appendToStream(stream, counted(n), { ...IN_A_MINUTE, expectedRevision: 'any' });
      positions.push(position!.commit);
    }
    expect(positions).toEqual(positions.toSorted((one, other) => Number(one - other)));
    expect(await read(stream)).toEqual(Array.from({ length: 70 }, (_, n) => n));
  });

  it('by being ahead of a client by more than its deadline takes its append for late, stores nothing, and says so', async () => {
    const stream = fresh('late');
    await client.appendToStream(stream, counted(0), IN_A_MINUTE);
    const late = counted(1);
    node.clockAheadMs = DAY;
    expect(await rejectionOf(client.appendToStream(stream, late, IN_A_MINUTE))).toMatchObject({
      type: 'deadline-exceeded',
    });
    node.clockAheadMs = 0;
    expect(await read(stream)).toEqual([0]);
    await client.appendToStream(stream, late, { ...IN_A_MINUTE, expectedRevision: 0n });
    expect(await read(stream)).toEqual([0, 1]);
  });
});

describe('the age limit of a stream', () => {
  it('hides by the clock of the reading and deletes nothing: set right, it shows again what a wrong clock hid', async () => {
    const stream = fresh('aged');
    await client.setStreamMetadata(stream, { maxAge: 3_600 });
    await client.appendToStream(stream, counted(0), IN_A_MINUTE);
    node.clockAheadMs = DAY;
    expect(await read(stream)).toEqual([]);
    node.clockAheadMs = -DAY;
    expect(await read(stream)).toEqual([0]);
    await client.appendToStream(stream, counted(1), IN_A_MINUTE); // stamped a day early
    expect(await read(stream)).toEqual([0, 1]);
    node.clockAheadMs = 0;
    expect(await read(stream)).toEqual([0]); // an event is as old as its own stamp says
  });
});

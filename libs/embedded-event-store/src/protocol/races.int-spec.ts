import { StreamDeletedError, WrongExpectedVersionError } from '@eventstore/db-client';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { APPEND_WAYS, AppendWayName, Expected, nodeForAppends } from '../testing/append-ways.fixtures';
import { explanations, Observed, withLog } from '../testing/linearization.fixtures';
import { readAllOf, readOf } from '../testing/model-reads.fixtures';
import { ModelStore } from '../testing/model-store.fixtures';
import { counted, fresh, NodeUnderTest } from '../testing/node.fixtures';
import { isLongRun, seedOfTest } from '../testing/random.fixtures';
import { RawStreams } from '../testing/raw-streams.fixtures';

const RUNS = isLongRun ? 3_000 : 150;
const SEED = seedOfTest();

let node: NodeUnderTest;
let raw: RawStreams;

beforeAll(async () => {
  node = await nodeForAppends();
  raw = new RawStreams(node);
});

afterAll(async () => {
  raw.close();
  await node.stop();
});

/** Few streams and few ids, so that the calls of a round get in each other's way. */
const stream = fc.nat({ max: 1 });
const call = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      call: fc.constant('append' as const),
      way: fc.constantFrom(...(Object.keys(APPEND_WAYS) as AppendWayName[])),
      stream,
      expected: fc.constantFrom<('any' | 'no_stream' | 'stream_exists' | number)[]>(
        'any',
        'no_stream',
        'stream_exists',
        0,
        1,
        2,
        3,
      ),
      ids: fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 2 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ call: fc.constant('delete' as const), stream }) },
  { weight: 2, arbitrary: fc.record({ call: fc.constant('read' as const), stream }) },
);
type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;
const rounds = fc.array(fc.array(call, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 });

/** Makes a call and tells what came of it. */
async function observe(made: Call, prefix: string, ids: readonly string[]): Promise<Observed> {
  const name = `${prefix}-${made.stream}`;
  switch (made.call) {
    case 'append': {
      const expected: Expected = typeof made.expected === 'number' ? BigInt(made.expected) : made.expected;
      const append = { stream: name, expected, ids: made.ids.map((index) => ids[index]!) };
      const answer = await APPEND_WAYS[made.way]({ client: node.client, raw }, name, expected, append.ids);
      return { call: 'append', way: made.way, ...append, answer };
    }
    case 'delete':
      return { call: 'delete', stream: name, answer: await deleteStream(name) };
    case 'read':
      return { call: 'read', stream: name, answer: await readOf(node.client, name) };
    default:
      return made satisfies never;
  }
}

async function deleteStream(name: string): Promise<Extract<Observed, { call: 'delete' }>['answer']> {
  try {
    await node.client.deleteStream(name);
    return 'done';
  } catch (error) {
    if (error instanceof StreamDeletedError) return { kind: 'deleted' };
    if (!(error instanceof WrongExpectedVersionError)) throw error;
    const current = BigInt(error.actualVersion);
    return { kind: 'conflict', current: current === -1n ? 'no_stream' : current, expected: 'any' };
  }
}

it(
  `calls at the same time are answered as if one came after the other, in ${RUNS} random runs (HEQI_SEED=${SEED})`,
  async () => {
    let disturbed = 0;
    const property = fc.asyncProperty(rounds, async (given) => {
      const prefix = `race-${randomUUID()}`;
      const from = (await node.client.appendToStream(fresh('mark'), counted(0))).position!.commit;
      const ids = Array.from({ length: 6 }, () => randomUUID());
      let possible = [new ModelStore()];
      for (const round of given) {
        const observed = await Promise.all(round.map((made) => observe(made, prefix, ids)));
        disturbed += observed.filter(
          ({ answer }) => typeof answer === 'object' && 'kind' in answer && answer.kind !== 'appended',
        ).length;
        const log = await readAllOf(raw, { prefix, from, count: 100_000 });
        possible = withLog(explanations(possible, observed), log);
        if (possible.length === 0) throw new Error(`No order explains ${describeRound(observed)}`);
        possible = possible.slice(0, 1); // one log, one state: what is left are other ways to the same
      }
    });
    await fc.assert(property, { numRuns: RUNS, seed: SEED });
    expect(disturbed).toBeGreaterThan(RUNS);
  },
  RUNS * 2_000,
);

function describeRound(observed: readonly Observed[]): string {
  return JSON.stringify(observed, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value), 1);
}

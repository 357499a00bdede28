import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { APPEND_WAYS, nodeForAppends } from '../testing/append-ways.fixtures';
import { counted, fresh, NodeUnderTest, temporaryDirectory } from '../testing/node.fixtures';
import { expectSameStore, Run, storeCommands, StoreUnderTest } from '../testing/model-commands.fixtures';
import { ModelStore, PlantedFault } from '../testing/model-store.fixtures';
import { isLongRun, seedOfTest } from '../testing/random.fixtures';
import { RawStreams } from '../testing/raw-streams.fixtures';

const RUNS = isLongRun ? 10_000 : 500;
const SEED = seedOfTest();
const MAX_COMMANDS = 16;

let store: RestartableStore;

beforeAll(async () => {
  store = await RestartableStore.start();
});

afterAll(() => store.stop());

/** Any sequence of commands leaves store and model with the same answers and the same contents. */
function storeAndModelAgree(fault?: PlantedFault, tally: Run['tally'] = new Map()) {
  return fc.asyncProperty(storeCommands(MAX_COMMANDS), async (commands) => {
    const prefix = `model-${randomUUID()}`;
    const from = (await store.client.appendToStream(fresh('mark'), counted(0))).position!.commit;
    const run: Run = { store, prefix, from, batches: [], tally };
    const model = new ModelStore(fault);
    await fc.asyncModelRun(() => ({ model, real: run }), commands);
    await expectSameStore(model, run);
  });
}

it(
  `the store answers as the model of its rules does, in ${RUNS} random runs (HEQI_SEED=${SEED})`,
  async () => {
    const tally: Run['tally'] = new Map();
    await fc.assert(storeAndModelAgree(undefined, tally), { numRuns: RUNS, seed: SEED });
    const kinds = ['appended', 'conflict', 'deleted'];
    const looked = Object.keys(APPEND_WAYS).flatMap((way) => kinds.map((kind) => `${way}: ${kind}`));
    for (const what of [...looked, 'restart']) expect([what, tally.get(what) ?? 0]).not.toEqual([what, 0]);
  },
  RUNS * 1_000,
);

/** Beside the test, a control: a model that gets one rule wrong is found out. */
it.each<PlantedFault>([
  'a repeat is written again',
  'a repeat in part is written',
  'no_stream does not re-create a soft-deleted stream',
  'a soft-deleted stream exists',
  '$maxCount hides nothing',
  'a stream that comes back shows its old events',
])(
  'a model that is wrong in one rule disagrees with the store: %s',
  async (fault) => {
    const { failed } = await fc.check(storeAndModelAgree(fault), { numRuns: 1_000, seed: SEED, endOnFailure: true });
    expect(failed).toBe(true);
  },
  300_000,
);

/** A store that lasts all runs, over its restarts. */
class RestartableStore implements StoreUnderTest {
  private constructor(
    private readonly directory: ReturnType<typeof temporaryDirectory>,
    private node: NodeUnderTest,
    public raw: RawStreams,
  ) {}

  static async start(): Promise<RestartableStore> {
    const directory = temporaryDirectory();
    const node = await nodeForAppends({ dataDir: directory.path });
    return new RestartableStore(directory, node, new RawStreams(node));
  }

  get client() {
    return this.node.client;
  }

  async restart(): Promise<void> {
    this.raw.close();
    await this.node.stop();
    this.node = await nodeForAppends({ dataDir: this.directory.path });
    this.raw = new RawStreams(this.node);
  }

  async stop(): Promise<void> {
    this.raw.close();
    await this.node.stop();
    this.directory.remove();
  }
}

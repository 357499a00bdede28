import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Actor } from '@heqi/domain';
import { EventStore } from '@heqi/event-store';
import { ALERTS_TOPIC, CONTRACT_EVENTS_TOPIC } from '@heqi/messages';
import { dumpViews, openViews } from '@heqi/views';
import { batteryDeal, yuan } from './support/battery-deal';
import { eventually } from './support/eventually';
import { freePort } from './support/free-port';
import { kafkaAvailable, startKafkaBroker, type KafkaBroker } from './support/kafka-broker';
import { kcatAvailable, readTopicWithKcat } from './support/kcat';
import { people } from './support/people';
import { buildIfStale, runToEnd, startProcess, type ProcessUnderTest } from './support/processes';
import { describeWithServer } from './support/skip-loudly';
import { callerOf, type Caller } from './support/standalone';
import { expectedOn, faultsOf, firstAppearances } from './support/topics-and-log';
import { WriteBurst, type WriteAnswer } from './support/write-burst';

/** One process, one folder, no server: as `npm start` runs it, on the machine's clock. */
class StandaloneProcess {
  private current: ProcessUnderTest | undefined;
  private constructor(
    readonly dataDir: string,
    private readonly storePort: number,
  ) {}

  static async prepare(): Promise<StandaloneProcess> {
    buildIfStale();
    return new StandaloneProcess(await mkdtemp(path.join(tmpdir(), 'heqi-standalone-')), await freePort());
  }

  get storeUrl(): string {
    return pathToFileURL(path.join(this.dataDir, 'event-store', 'security', 'url')).href;
  }
  get process(): ProcessUnderTest {
    return this.current!;
  }
  settings(extra: Record<string, string> = {}): Record<string, string> {
    return { PORT: '0', HEQI_DATA_DIR: this.dataDir, EMBEDDED_EVENTSTORE_PORT: String(this.storePort), ...extra };
  }
  async start(extra: Record<string, string> = {}): Promise<void> {
    this.current = await startProcess('standalone', { settings: this.settings(extra) });
    await this.current.whenReady();
  }
  async as({ id, role, partyId }: Actor): Promise<Caller> {
    const party = partyId === null ? [] : ['--party', partyId];
    const args = ['token', '--id', id, '--role', role, ...party];
    const { output } = await runToEnd('cli', { settings: this.settings(), args });
    return callerOf(() => this.process.address, output.trim());
  }
  async relay(): Promise<{ state: string; waiting: number }> {
    return (await this.process.health('lag')).body.parts.find(({ name }) => name === 'relay')!.detail;
  }
  async remove(): Promise<void> {
    if (this.current?.running) await this.current.kill('SIGKILL');
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

interface HistoryEvent {
  readonly id: string;
  readonly type: string;
  readonly revision: number;
  readonly data: { readonly claimId?: string };
}

/** Both sides of the deal are late by any clock: its dates are of 2025. */
const LATE_ON_BOTH_SIDES = ['E-01 overdue', 'G-01 overdue'];

async function standingAlerts(caller: Caller, contractId: string): Promise<string[]> {
  const { body } = await caller.get(`/v1/alerts?contractId=${contractId}&state=raised`);
  return body.alerts.map((each: { no: string; rule: { code: string } }) => `${each.no} ${each.rule.code}`);
}

const eventuallyLateOnBothSides = (caller: Caller, contractId: string) =>
  eventually(
    async () => {
      const standing = await standingAlerts(caller, contractId);
      return LATE_ON_BOTH_SIDES.every((each) => standing.includes(each));
    },
    { what: 'alerts about both sides' },
  );

describe('the standalone process', () => {
  let heqi: StandaloneProcess;
  let clerk: Caller;
  let shared: string;
  let burst: WriteBurst;

  beforeAll(async () => {
    heqi = await StandaloneProcess.prepare();
    await heqi.start();
    clerk = await heqi.as(people.clerk);
  }, 180_000);
  afterAll(() => heqi?.remove());

  const history = async (contractId: string): Promise<HistoryEvent[]> =>
    (await clerk.get(`/v1/contracts/${contractId}/history`)).body.events;

  it('records alerts of both sides without a broker, shows them over HTTP, and counts what waits for one', async () => {
    const reply = await clerk.post<WriteAnswer>('/v1/contracts', batteryDeal('2025-001'));
    expect(reply.status).toBe(201);
    shared = reply.body.contractId;
    await eventuallyLateOnBothSides(clerk, shared);
    const { total } = (await clerk.get(`/v1/alerts?contractId=${shared}`)).body;
    const { length } = await history(shared);
    const counted = async () => (await heqi.relay()).waiting === length + total;
    await eventually(counted, { what: `the relay to count ${length + total} that wait` });
    expect((await heqi.relay()).state).toBe('waiting: no broker configured');
  });

  it('refuses to run twice on one folder, and says why', async () => {
    const second = await runToEnd('standalone', { settings: heqi.settings({ EMBEDDED_EVENTSTORE_PORT: '0' }) });
    expect(second.exitCode).toBe(1);
    expect(second.output).toMatch(new RegExp(`Heqi did not start: .*${heqi.dataDir}`));
    expect(heqi.process.running).toBe(true);
  });

  it('has everything that it acknowledged, once, after kill -9 in the middle of a burst of writes', async () => {
    burst = new WriteBurst(clerk, 6, (writer, n) => {
      if (n % 4 === 3) return { url: '/v1/contracts', body: batteryDeal(`burst-${writer}-${n}`) };
      const claimed = { performedOn: '2025-03-20', value: yuan(n + 1), claimId: `level-${writer}-${n}` };
      return { url: `/v1/contracts/${shared}/obligations/E-04/claims`, body: claimed };
    });
    await eventually(() => burst.acknowledged.length >= 60, { what: '60 acknowledged writes' });
    await heqi.process.kill('SIGKILL');
    await burst.whenBroken();
    expect(burst.unanswered).toHaveLength(6);
    await heqi.start();

    for (const { answer } of burst.acknowledged) {
      const { contractId, events } = answer!.body;
      const found = (await history(contractId)).map(({ id, type, revision }) => ({ id, type, revision }));
      expect(found).toEqual(expect.arrayContaining([...events]));
    }
    const claimed = (await history(shared)).flatMap(({ data }) => data.claimId ?? []);
    expect(claimed).toEqual([...new Set(claimed)]);
    const refused = burst.writes.filter(({ answer }) => answer && answer.status !== 201);
    for (const { body } of refused) expect(claimed).not.toContain((body as { claimId?: string }).claimId);
  }, 120_000);

  it('gives the answer it gave before to a key repeated after the crash, and records what had not arrived', async () => {
    for (const { url, body, key, answer } of burst.acknowledged) {
      const repeated = await clerk.post<WriteAnswer>(url, body, { 'idempotency-key': key });
      expect(repeated).toMatchObject({ status: 201, body: { ...answer!.body, replayed: true } });
      for (const header of ['etag', 'x-heqi-position', 'location']) {
        expect(repeated.headers.get(header)).toBe(answer!.headers.get(header));
      }
    }
    for (const { url, body, key } of burst.unanswered) {
      const repeated = await clerk.post<WriteAnswer>(url, body, { 'idempotency-key': key });
      expect(repeated.status).toBe(201);
      const ids = (await history(repeated.body.contractId)).map(({ id }) => id);
      for (const { id } of repeated.body.events) expect(ids.filter((each) => each === id)).toHaveLength(1);
    }
  }, 60_000);

  it('has views after all that which a rebuild makes again, byte for byte', async () => {
    const { freshness } = (await clerk.get('/v1/board')).body;
    await clerk.get('/v1/board', { 'x-heqi-min-position': freshness.logPosition });
    expect(await heqi.process.kill('SIGTERM')).toBe(0);
    const dump = async () => {
      const views = await openViews({ dataDir: heqi.dataDir });
      try {
        return await dumpViews(views.dataSource);
      } finally {
        await views.close();
      }
    };
    const live = await dump();
    expect(live.find(({ table }) => table === 'contract_state')!.rows).toBeGreaterThan(1);
    expect(await runToEnd('cli', { settings: heqi.settings(), args: ['rebuild'] })).toMatchObject({ exitCode: 0 });
    expect(await dump()).toEqual(live);
  }, 120_000);
});

describeWithServer([kafkaAvailable({ own: true }), kcatAvailable()], 'a broker that comes later', () => {
  let heqi: StandaloneProcess;
  let broker: KafkaBroker;
  let log: EventStore;

  beforeAll(async () => {
    [heqi, broker] = await Promise.all([StandaloneProcess.prepare(), startKafkaBroker({ own: true })]);
  }, 180_000);
  afterAll(async () => {
    await log?.close();
    await heqi?.remove();
    await broker?.stop();
  }, 60_000);

  it('is given everything that waited, contract by contract in order', async () => {
    await heqi.start();
    const clerk = await heqi.as(people.clerk);
    const contracts: string[] = [];
    for (const dealNumber of ['2025-001', '2025-002']) {
      const reply = await clerk.post<WriteAnswer>('/v1/contracts', batteryDeal(dealNumber));
      contracts.push(reply.body.contractId);
    }
    for (const contractId of contracts) await eventuallyLateOnBothSides(clerk, contractId);
    expect(await heqi.process.kill('SIGTERM')).toBe(0);

    await heqi.start({ KAFKA_BROKERS: broker.bootstrap });
    await eventually(
      async () => {
        const { state, waiting } = await heqi.relay();
        return state === 'relaying' && waiting === 0;
      },
      { what: 'nothing to wait any more', timeoutMs: 40_000 },
    );
    log = EventStore.connect(heqi.storeUrl);
    for (const topic of [CONTRACT_EVENTS_TOPIC, ALERTS_TOPIC]) {
      const read = () => readTopicWithKcat(broker.bootstrap, topic);
      const expected = await Promise.all(contracts.map((each) => expectedOn(topic, log, each)));
      const messages = await eventually(
        async () => {
          const now = await read();
          return now.length >= expected.flat().length && now;
        },
        { what: `what waited on ${topic}` },
      );
      expect(messages).toHaveLength(expected.flat().length);
      expect(faultsOf(messages)).toEqual([]);
      for (const [index, contractId] of contracts.entries()) {
        expect(firstAppearances(messages, contractId)).toMatchObject(expected[index]!);
      }
    }
  }, 120_000);
});

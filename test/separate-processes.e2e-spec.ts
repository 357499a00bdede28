import { parseInstant } from '@heqi/domain';
import { EventStore } from '@heqi/event-store';
import { ALERTS_TOPIC, CONTRACT_EVENTS_TOPIC } from '@heqi/messages';
import { openClock, readSettings } from '@heqi/runtime';
import { dumpViews, openViews } from '@heqi/views';
import { batteryDeal, yuan } from './support/battery-deal';
import { eventually } from './support/eventually';
import { kafkaAvailable, startKafkaBroker, type KafkaBroker } from './support/kafka-broker';
import { readTopicWithKafkajs } from './support/kafkajs-reader';
import { kcatAvailable, readTopicWithKcat, type KcatMessage } from './support/kcat';
import { people } from './support/people';
import { openThrowawayDatabase, postgresAvailable, type ThrowawayDatabase } from './support/postgres';
import { SeparateProcesses, type Part } from './support/separate-processes';
import { describeWithServer } from './support/skip-loudly';
import type { Caller, Reply } from './support/standalone';
import { envelopeOf, expectedOn, faultsOf, firstAppearances } from './support/topics-and-log';

const TOPICS = [CONTRACT_EVENTS_TOPIC, ALERTS_TOPIC];

/** The main job by store, api, projector and alerter apart, on PostgreSQL and Kafka. The steps build on each other: first
 *  each process joins, then the broker, every process and the views fall and rise again. */
describeWithServer(
  [kafkaAvailable({ own: true }), kcatAvailable(), postgresAvailable()],
  'Heqi as separate processes',
  () => {
    let database: ThrowawayDatabase;
    let broker: KafkaBroker;
    let heqi: SeparateProcesses;
    let log: EventStore;
    let clerk: Caller;
    let landVerifier: Caller;
    let statistician: Caller;
    let enterprise: Caller;
    let withLateLand: string;
    let withLateDeposit: string;
    let position = '0';

    beforeAll(async () => {
      [database, broker] = await Promise.all([openThrowawayDatabase(), startKafkaBroker({ own: true })]);
      heqi = await SeparateProcesses.prepare({ DATABASE_URL: database.url, KAFKA_BROKERS: broker.bootstrap });
      log = EventStore.connect((await heqi.start('store')).address);
      await setClock('2025-03-03T01:00:00.000Z');
      clerk = await heqi.as(people.clerk);
      landVerifier = await heqi.as(people.landVerifier);
      statistician = await heqi.as(people.statistician);
      enterprise = await heqi.as(people.enterprise);
    }, 180_000);
    afterAll(async () => {
      await log?.close();
      await heqi?.stop();
      await broker?.stop();
      await database?.drop();
    }, 60_000);

    /** The first to open a simulated clock says where it starts; the processes go by that. */
    const setClock = async (to: string) => {
      const clock = await openClock(readSettings({ HEQI_CLOCK: 'simulated' }), log, parseInstant(to));
      expect(clock.now()).toBe(to);
      (clock as { close?: () => void }).close?.();
    };
    const recorded = (reply: Reply) => {
      expect(reply).toMatchObject({ status: 201 });
      position = reply.headers.get('x-heqi-position')!;
      return reply;
    };
    const record = async (dealNumber: string): Promise<string> =>
      recorded(await clerk.post('/v1/contracts', batteryDeal(dealNumber))).body['contractId'] as string;
    const on = (contractId: string, no: string) => `/v1/contracts/${contractId}/obligations/${no}`;
    const seen = () => ({ 'x-heqi-min-position': position });
    const moveTo = async (day: string) => {
      const moved = await clerk.post('/v1/clock', { to: day });
      expect(moved).toMatchObject({ status: 201, body: { today: day, reviewedThrough: day } });
    };
    const quadrants = async (): Promise<Record<string, string[]>> => {
      const { body } = await clerk.get('/v1/board', seen());
      return Object.fromEntries(
        body.quadrants.map((each: { quadrant: { code: string }; deals: { dealNumber: string }[] }) => [
          each.quadrant.code,
          each.deals.map(({ dealNumber }) => dealNumber),
        ]),
      );
    };
    const part = async (process: Part, name: string) =>
      (await heqi.part(process).health('lag')).body.parts.find((each) => each.name === name)?.detail;

    /** Waits until both topics hold what the log holds, and holds them to it: every event, in its order, under its key. */
    const everythingIsPublished = () => Promise.all(TOPICS.map(isPublishedOn));
    const isPublishedOn = async (topic: string) => {
      const contracts = [withLateLand, withLateDeposit];
      const expected = await Promise.all(contracts.map((each) => expectedOn(topic, log, each)));
      const isThere = (messages: KcatMessage[]) =>
        contracts.every((each, index) => firstAppearances(messages, each).length >= expected[index]!.length);
      const messages = await eventually(
        async () => {
          const now = await readTopicWithKcat(broker.bootstrap, topic);
          return isThere(now) && now;
        },
        { what: `all messages on ${topic}`, timeoutMs: 40_000 },
      );
      expect(faultsOf(messages)).toEqual([]);
      for (const [index, contractId] of contracts.entries()) {
        const inOrder = firstAppearances(messages, contractId).map(({ id, sequence, source, type }) => ({
          id,
          sequence,
          source,
          type,
        }));
        expect(inOrder).toEqual(expected[index]);
      }
    };

    it('records deals while only the api runs, and says how far the views are behind', async () => {
      await heqi.start('api');
      withLateLand = await record('2025-008');
      withLateDeposit = await record('2025-009');
      const { body } = await clerk.get('/v1/board');
      expect(body.freshness).toMatchObject({ upToDate: false, projectedPosition: null, logPosition: position });
      expect(body.freshness.lagSeconds).toBeGreaterThanOrEqual(0);
      const behind = await clerk.get('/v1/board', seen());
      expect(behind).toMatchObject({ status: 503, body: { code: 'view-behind' } });
      expect(Number(behind.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await heqi.part('api').health('ready')).status).toBe(503);
    }, 60_000);

    it('answers from the views as soon as a projector runs beside it', async () => {
      const projector = await heqi.start('projector');
      await projector.whenReady();
      await heqi.part('api').whenReady();
      const { status, body } = await clerk.get('/v1/board', seen());
      expect([status, body.freshness.upToDate]).toEqual([200, true]);
      expect((await quadrants())['both_keep']).toEqual(['2025-008', '2025-009']);
    }, 60_000);

    it('shows the government behind here and the enterprise behind there, once the day has come', async () => {
      await (await heqi.start('alerter')).whenReady();
      await moveTo('2025-03-20');
      recorded(
        await enterprise.post(`${on(withLateLand, 'E-01')}/payments`, {
          paidOn: '2025-03-19',
          amount: yuan(1_000_000),
          claimId: 'deposit',
        }),
      );
      recorded(
        await statistician.post(`${on(withLateLand, 'E-01')}/claims/deposit/verification`, { decidedOn: '2025-03-20' }),
      );
      recorded(
        await clerk.post(`${on(withLateDeposit, 'G-01')}/claims`, { performedOn: '2025-03-20', claimId: 'land' }),
      );
      recorded(
        await landVerifier.post(`${on(withLateDeposit, 'G-01')}/claims/land/verification`, { decidedOn: '2025-03-20' }),
      );
      await moveTo('2025-05-01');
      expect(await quadrants()).toEqual({
        both_keep: [],
        government_behind: ['2025-008'],
        enterprise_behind: ['2025-009'],
        both_behind: [],
      });
    }, 60_000);

    it('puts the alerts of both sides and every event on the topics, for kcat and kafkajs alike', async () => {
      await everythingIsPublished();
      const alerts = (await readTopicWithKcat(broker.bootstrap, ALERTS_TOPIC)).map(envelopeOf);
      const raised = alerts
        .filter(({ type }) => type === 'heqi.AlertRaised.v1')
        .map(({ subject, data }) => [subject, `${data.side} ${data.no} ${data.rule}`]);
      expect(raised).toContainEqual([withLateLand, 'government G-01 overdue']);
      expect(raised).toContainEqual([withLateDeposit, 'enterprise E-01 overdue']);
      for (const topic of TOPICS) {
        const [byKcat, byKafkajs] = await Promise.all([
          readTopicWithKcat(broker.bootstrap, topic),
          readTopicWithKafkajs(broker.bootstrap, topic),
        ]);
        expect(byKafkajs).toEqual(byKcat.toSorted((a, b) => a.partition - b.partition || a.offset - b.offset));
        expect(byKcat.length).toBeGreaterThan(0);
      }
    }, 60_000);

    it('loses nothing while the broker is away: alerts are recorded and seen, and drain when it is back', async () => {
      await broker.kill();
      recorded(await clerk.post(`${on(withLateLand, 'G-01')}/claims`, { performedOn: '2025-05-01', claimId: 'land' }));
      await moveTo('2025-11-25');
      const { body } = await clerk.get(`/v1/alerts?contractId=${withLateDeposit}&state=raised`, seen());
      const standing: string[] = body.alerts.map(
        (each: { no: string; rule: { code: string } }) => `${each.no} ${each.rule.code}`,
      );
      expect(standing).toEqual(expect.arrayContaining(['E-01 overdue', 'E-02 overdue', 'G-02 overdue']));
      await eventually(async () => (await part('alerter', 'relay')).state === 'retrying', {
        what: 'the relay to say that it retries',
      });
      expect((await part('alerter', 'relay')).waiting).toBeGreaterThan(0);
      expect((await heqi.part('alerter').health('ready')).status).toBe(200);
      await broker.restart();
      await everythingIsPublished();
      const nothingWaits = async () => (await part('alerter', 'relay')).waiting === 0;
      await eventually(nothingWaits, { what: 'the relay to have nothing waiting' });
    }, 120_000);

    it.each<Part>(['alerter', 'projector', 'api', 'store'])(
      'loses and doubles nothing that was acknowledged when the %s is killed -9 in the middle of writes',
      async (victim) => {
        const acknowledged = new Map<string, string>();
        const claim = async (claimId: string, index: number) => {
          const claimed = { performedOn: '2025-11-24', value: yuan(1_000_000 + index), claimId };
          const answered = await eventually(
            async () => {
              const reply = await enterprise.post(`${on(withLateLand, 'E-04')}/claims`, claimed, {
                'idempotency-key': claimId,
              });
              if (reply.status < 500) return recorded(reply);
              throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
            },
            { what: `${claimId} to be acknowledged`, timeoutMs: 60_000 },
          );
          acknowledged.set(claimId, (answered.body['events'] as { id: string }[])[0]!.id);
        };
        const writing = (async () => {
          for (let index = 0; index < 20; index++) await claim(`${victim}-${index}`, index);
        })();
        await eventually(() => acknowledged.size >= 5, { what: 'some writes' });
        await heqi.crash(victim);
        await writing;
        const { events } = (await clerk.get(`/v1/contracts/${withLateLand}/history`)).body;
        const history: [string, string][] = events
          .filter(({ data }: { data: { claimId?: string } }) => data.claimId?.startsWith(`${victim}-`))
          .map(({ id, data }: { id: string; data: { claimId: string } }) => [data.claimId, id]);
        expect(history).toEqual([...acknowledged]);
        const { commitments } = (await clerk.get(`/v1/contracts/${withLateLand}`, seen())).body;
        const inView = commitments
          .find(({ terms }: { terms: { no: string } }) => terms.no === 'E-04')
          .claims.filter(({ claimId }: { claimId: string }) => claimId.startsWith(`${victim}-`));
        expect(inView).toHaveLength(20);
        await everythingIsPublished();
      },
      120_000,
    );

    it('rebuilds the views to the same bytes, and sends nothing again', async () => {
      await clerk.get('/v1/board', seen());
      const views = await openViews({ databaseUrl: database.url, dataDir: heqi.settings['HEQI_DATA_DIR']! });
      try {
        const live = await dumpViews(views.dataSource);
        const [sent, logged] = [await messageCounts(), await logCounts()];
        expect(await heqi.heqi('rebuild')).toMatchObject({ exitCode: 1, output: expect.stringMatching(/Stop it/) });
        expect(await heqi.part('projector').kill('SIGTERM')).toBe(0);
        const { exitCode, output } = await heqi.heqi('rebuild');
        expect([exitCode, output]).toEqual([0, expect.stringMatching(/^Rebuilt: \d+ events, 2 contracts/)]);
        expect(await dumpViews(views.dataSource)).toEqual(live);
        await heqi.start('projector');
        recorded(
          await clerk.post(`${on(withLateDeposit, 'G-02')}/claims`, { performedOn: '2025-11-24', claimId: 'last' }),
        );
        await everythingIsPublished(); // what came after is there: what came before would be, had it been sent
        const [sentNow, loggedNow] = [await messageCounts(), await logCounts()];
        expect(loggedNow[CONTRACT_EVENTS_TOPIC]).toBe(logged[CONTRACT_EVENTS_TOPIC]! + 1);
        for (const topic of TOPICS) expect(sentNow[topic]! - sent[topic]!).toBe(loggedNow[topic]! - logged[topic]!);
      } finally {
        await views.close();
      }
    }, 90_000);

    it('tells over HTTP, process by process, how far each is behind the log', async () => {
      await clerk.get('/v1/board', seen());
      await heqi.part('projector').whenReady();
      expect(await part('projector', 'projector')).toMatchObject({ upToDate: true, running: true, lagSeconds: 0 });
      expect(await part('api', 'projector')).toMatchObject({ upToDate: true });
      expect(await part('api', 'log-consumers')).toMatchObject({
        alerter: { reviewedThrough: '2025-11-25' },
        relay: { position: expect.stringMatching(/^\d+$/) },
      });
      expect(await part('alerter', 'alerter')).toMatchObject({ caughtUp: true, contracts: 2, setAside: [] });
      expect(await part('alerter', 'relay')).toMatchObject({ state: 'relaying', parked: [] });
    });

    it('ends in order on SIGTERM, all of it', async () => {
      await log.close();
      expect(await heqi.stop()).toEqual({ api: 0, alerter: 0, projector: 0, store: 0 });
    }, 60_000);

    async function logCounts(): Promise<Record<string, number>> {
      const counts = TOPICS.map(async (topic) => {
        const contracts = [withLateLand, withLateDeposit].map((each) => expectedOn(topic, log, each));
        return [topic, (await Promise.all(contracts)).flat().length];
      });
      return Object.fromEntries(await Promise.all(counts)) as Record<string, number>;
    }

    async function messageCounts(): Promise<Record<string, number>> {
      const counts = TOPICS.map(async (topic) => [topic, (await readTopicWithKcat(broker.bootstrap, topic)).length]);
      return Object.fromEntries(await Promise.all(counts)) as Record<string, number>;
    }
  },
);

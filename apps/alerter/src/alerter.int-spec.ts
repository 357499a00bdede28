import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { readSettings } from '@heqi/runtime';
import { World } from '../../../libs/alerts/src/alerter.fixtures';
import { contractRecorded, dueOn, dutyRecorded } from '../../../libs/alerts/src/contract-history.fixtures';
import { eventually } from '../../../test/support/eventually';
import { AlerterModule } from './alerter.module';

describe('the alerter process', () => {
  let world: World;
  let app: NestFastifyApplication;

  beforeEach(async () => {
    world = await World.on('2026-03-01');
    const settings = readSettings({ HEQI_CLOCK: 'simulated', HEQI_LOG_LEVEL: 'silent' });
    const parts = { settings, eventStore: world.store, clock: world.clock };
    app = await NestFactory.create<NestFastifyApplication>(AlerterModule.forRoot(parts), new FastifyAdapter(), {
      logger: false,
    });
    await app.listen(0, '127.0.0.1');
  });
  afterEach(async () => {
    await app.close();
    await world.end();
  });

  const ask = async (path: string) => {
    const answer = await fetch(`${await app.getUrl()}${path}`);
    return { status: answer.status, body: (await answer.json()) as Health };
  };
  const isReady = () => eventually(async () => (await ask('/health/ready')).status === 200, { what: 'readiness' });

  it('lives, becomes ready without a token, and tells how far alerter and relay are', async () => {
    expect((await ask('/health/live')).status).toBe(200);
    await isReady();
    await world.record('c-1', contractRecorded('c-1'), dutyRecorded('government', 1, dueOn('2026-03-10')));
    const reports = await eventually(
      async () => {
        const { parts } = (await ask('/health/lag')).body;
        return parts[1]?.detail['waiting'] === 3 && parts;
      },
      { what: 'the alert to be counted' },
    );
    expect(reports).toMatchObject([
      { name: 'alerter', ready: true, detail: { contracts: 1, reviewedThrough: '2026-03-01', lastError: null } },
      { name: 'relay', ready: true, detail: { state: 'waiting: no broker configured', waiting: 3 } },
    ]);
  });

  it('writes its checkpoint when it is shut down, so that the next one looks at nothing again', async () => {
    await isReady();
    await world.record('c-1', contractRecorded('c-1'), dutyRecorded('government', 1, dueOn('2026-03-10')));
    await eventually(async () => (await world.alerts('c-1')).length === 1, { what: 'the alert' });
    await app.close();
    const last = await world.store.readLast('checkpoint-alerter');
    expect(last?.data).toMatchObject({ reviewedThrough: '2026-03-01' });
    const next = await world.startAlerter();
    expect((await next.health()).reviews).toBe(0);
  });
});

interface Health {
  readonly parts: readonly { readonly detail: Readonly<Record<string, unknown>> }[];
}

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { contractIdOf } from '@heqi/commands';
import { parseInstant } from '@heqi/domain';
import { EventStore, type StoredEvent } from '@heqi/event-store';
import { contractStream } from '@heqi/messages';
import { openClock, readSettings } from '@heqi/runtime';
import { batteryDeal, yuan } from './support/battery-deal';
import { people } from './support/people';
import { openThrowawayDatabase, postgresAvailable, type ThrowawayDatabase } from './support/postgres';
import { SeparateProcesses } from './support/separate-processes';
import { describeWithServer } from './support/skip-loudly';
import { told, type Caller, type Reply } from './support/standalone';
import { StoreBehindProxy } from './support/store-behind-proxy';

const START = '2025-03-20T01:00:00.000Z';
const NASSAU = path.resolve(__dirname, 'fixtures/nassau/ny-incentive-agreements-nassau.csv');

/** A request as a client sends it, and sends it again when it hears nothing. */
interface Asked {
  readonly what: string;
  readonly stream: string;
  readonly send: (clerk: Caller) => Promise<Reply>;
  /** The same key with another body. */
  readonly sendOther: (clerk: Caller) => Promise<Reply>;
}

const contractId = contractIdOf('office-zs', '2025-008');
const claims = `/v1/contracts/${contractId}/obligations/E-04/claims`;
const level = (amount: number) => ({ performedOn: '2025-03-19', value: yuan(amount), claimId: 'level', evidence: [] });
const key = (name: string) => ({ 'idempotency-key': name });

/** In this order: the second quotes the revision that the first leaves. */
const REQUESTS: readonly Asked[] = [
  {
    what: 'a deal, which is many events',
    stream: contractStream(contractId),
    send: (clerk) => clerk.post('/v1/contracts', batteryDeal('2025-008'), key('deal')),
    sendOther: (clerk) => clerk.post('/v1/contracts', { ...batteryDeal('2025-008'), parcels: [] }, key('deal')),
  },
  {
    what: 'a claim on a quoted revision',
    stream: contractStream(contractId),
    send: (clerk) => clerk.post(claims, level(9_000), { ...key('level'), 'if-match': '"15"' }),
    sendOther: (clerk) => clerk.post(claims, level(8_000), { ...key('level'), 'if-match': '"15"' }),
  },
  {
    what: 'a party on whatever is current',
    stream: contractStream(contractId),
    send: (clerk) => clerk.post(`/v1/contracts/${contractId}/parties`, power('供电局'), key('power')),
    sendOther: (clerk) => clerk.post(`/v1/contracts/${contractId}/parties`, power('电力局'), key('power')),
  },
];

function power(name: string) {
  return { id: 'office-power', kind: 'government_office', name };
}

/** The api is killed after its append reached the log and before it heard so; the client asks the next one again. What it
 *  then hears is held against what another client heard of another api, where nothing went wrong. */
describeWithServer(postgresAvailable(), 'a request whose answer was lost with the api', () => {
  let database: ThrowawayDatabase;
  let heqi: SeparateProcesses;
  let clerk: Caller;
  let log: EventStore;
  let behindProxy: StoreBehindProxy;
  const undisturbed = new Map<string, Reply>();
  let undisturbedLog: readonly StoredEvent[];
  let csv: string;
  let importedDeals: readonly string[];

  beforeAll(async () => {
    database = await openThrowawayDatabase();
    csv = (await readFile(NASSAU, 'utf8')).split('\n').slice(0, 4).join('\n');
    importedDeals = ['124,167', '125,938', '127,423'].map((deal) => contractStream(contractIdOf('NY-ESD-DEI', deal)));
    await tellUndisturbed();
    heqi = await SeparateProcesses.prepare({ DATABASE_URL: database.url, KAFKA_BROKERS: '' });
    log = await storeOf(heqi);
    behindProxy = await StoreBehindProxy.at(heqi.part('store').address);
    await startApi();
    clerk = await heqi.as(people.clerk);
  }, 180_000);
  afterAll(async () => {
    await log?.close();
    await heqi?.stop();
    await behindProxy?.proxy.close();
    await database?.drop();
  }, 60_000);

  const startApi = () => heqi.start('api', { EVENTSTORE_URL: behindProxy.connectionString });
  const lastIn = async (stream: string) => (await log.readLast(stream))?.revision ?? -1;
  const importInto = async (system: SeparateProcesses, by: Caller): Promise<Reply> => {
    const url = `${system.part('api').address}/v1/imports/ny-incentive-agreements`;
    const headers = { ...by.headers, 'content-type': 'text/csv' };
    return told(await fetch(url, { method: 'POST', headers, body: csv }));
  };

  /** Sends, kills the api when its append is in the log and it has not heard so, and starts another. */
  const loseAnswer = async (stream: string, send: () => Promise<unknown>): Promise<void> => {
    const before = await lastIn(stream);
    const answer = send().catch(() => 'none');
    await behindProxy.holdAnswersAfter(async () => (await lastIn(stream)) > before);
    await heqi.part('api').kill('SIGKILL');
    expect(await answer).toBe('none');
    await startApi();
  };
  const asTold = ({ status, headers, body }: Reply) => ({
    status,
    ...Object.fromEntries(['etag', 'location', 'x-heqi-position'].map((name) => [name, headers.get(name)])),
    body: { ...body, replayed: undefined },
  });

  it.each(REQUESTS)(
    'is answered as it would have been, and recorded once: $what',
    async (asked) => {
      await loseAnswer(asked.stream, () => asked.send(clerk));
      const recorded = await log.readStream(asked.stream);
      const again = await asked.send(clerk);
      expect(asTold(again)).toEqual(asTold(undisturbed.get(asked.what)!));
      expect(again).toMatchObject({ status: 201, body: { replayed: true } });
      expect(undisturbed.get(asked.what)).toMatchObject({ status: 201, body: { replayed: false } });
      expect(await asked.sendOther(clerk)).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
      expect(await log.readStream(asked.stream)).toEqual(recorded);
    },
    60_000,
  );

  it('is an import that goes on where it was cut off: the deal that was recorded is not recorded again', async () => {
    await loseAnswer(importedDeals[0]!, () => importInto(heqi, clerk));
    expect(await Promise.all(importedDeals.map(lastIn))).toEqual([expect.any(Number), -1, -1]);
    const again = await importInto(heqi, clerk);
    const told = undisturbed.get('an import')!;
    const outcomes = ({ body }: Reply) => (body['deals'] as { outcome: string }[]).map(({ outcome }) => outcome);
    expect([outcomes(told), outcomes(again)]).toEqual([
      ['recorded', 'recorded', 'recorded'],
      ['unchanged', 'recorded', 'recorded'],
    ]);
    expect(again.body['position']).toBe(told.body['position']);
    expect(outcomes(await importInto(heqi, clerk))).toEqual(['unchanged', 'unchanged', 'unchanged']);
  }, 60_000);

  it('leaves a log that holds what it would hold had nothing gone wrong', async () => {
    expect((await everythingIn(log)).map(asRecorded)).toEqual(undisturbedLog.map(asRecorded));
    expect(undisturbedLog.length).toBeGreaterThan(25);
  });

  async function tellUndisturbed(): Promise<void> {
    const other = await SeparateProcesses.prepare({ DATABASE_URL: database.url, KAFKA_BROKERS: '' });
    const otherLog = await storeOf(other);
    try {
      await other.start('api');
      const otherClerk = await other.as(people.clerk);
      for (const { what, send } of REQUESTS) undisturbed.set(what, await send(otherClerk));
      undisturbed.set('an import', await importInto(other, otherClerk));
      undisturbedLog = await everythingIn(otherLog);
    } finally {
      await otherLog.close();
      await other.stop();
    }
  }

  async function everythingIn(store: EventStore): Promise<readonly StoredEvent[]> {
    const streams = [contractStream(contractId), ...importedDeals];
    return (await Promise.all(streams.map((stream) => store.readStream(stream)))).flat();
  }
});

/** Starts the store, and sets its clock before any other process can. */
async function storeOf(heqi: SeparateProcesses): Promise<EventStore> {
  const store = EventStore.connect((await heqi.start('store')).address);
  const clock = await openClock(readSettings({ HEQI_CLOCK: 'simulated' }), store, parseInstant(START));
  (clock as { close?: () => void }).close?.();
  return store;
}

/** Without the store's own stamp, and without the id that an import makes for each of its runs. */
function asRecorded({ streamName, revision, position, id, type, data, metadata }: StoredEvent): unknown {
  const { $correlationId, ...beside } = metadata as { $correlationId: string; idempotencyKey: string };
  const correlation = beside.idempotencyKey.startsWith('import-') ? 'of a run' : $correlationId;
  return { streamName, revision, position, id, type, data, beside, correlation };
}

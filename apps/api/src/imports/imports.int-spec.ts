import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CommandsModule, contractIdOf } from '@heqi/commands';
import type { Actor } from '@heqi/domain';
import { startEmbeddedNode, type EmbeddedNode } from '@heqi/embedded-event-store';
import { EventStore } from '@heqi/event-store';
import { OwnTokens, TokenVerifier } from '@heqi/identity';
import { contractStream, decodeContractEvent } from '@heqi/messages';
import { loggingModule, ProcessModule, readSettings, SystemClock } from '@heqi/runtime';
import { AuthenticateGuard } from '../auth/authenticate.guard';
import { createHttpApplication } from '../http-application';
import { ProblemDetailsFilter } from '../problems/problem-details.filter';
import type { ImportReport } from './import-report';
import { ImportsController } from './imports.controller';

const nassau = readFileSync(
  path.resolve(__dirname, '../../../../test/fixtures/nassau/ny-incentive-agreements-nassau.csv'),
  'utf8',
);
const clerk: Actor = { id: 'u-clerk', partyId: 'office-zs', role: 'clerk' };
const otherClerk: Actor = { id: 'u-clerk-2', partyId: 'office-zs', role: 'clerk' };

let dataDir: string;
let node: EmbeddedNode;
let store: EventStore;
let tokens: OwnTokens;
let app: NestFastifyApplication;

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'heqi-imports-'));
  node = await startEmbeddedNode({ dataDir: path.join(dataDir, 'event-store') });
  store = EventStore.connect(node.connectionString);
  tokens = await OwnTokens.open(dataDir, 'heqi');
  const settings = readSettings({ HEQI_DATA_DIR: dataDir, HEQI_LOG_LEVEL: 'silent' });

  @Module({
    imports: [
      loggingModule(settings),
      ProcessModule.forRoot({ settings, eventStore: store, clock: new SystemClock() }),
      CommandsModule,
    ],
    controllers: [ImportsController],
    providers: [
      { provide: APP_GUARD, useClass: AuthenticateGuard },
      { provide: APP_FILTER, useClass: ProblemDetailsFilter },
      { provide: TokenVerifier, useValue: tokens },
    ],
  })
  class ImportsUnderTest {}

  app = await createHttpApplication(ImportsUnderTest, settings);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});

afterEach(async () => {
  await app.close();
  await store.close();
  await node.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function post(payload: string | Buffer, actor: Actor | null = clerk, contentType = 'text/csv') {
  const authorization = actor ? { authorization: `Bearer ${await tokens.issue(actor, 1, new Date())}` } : {};
  return app.inject({
    method: 'POST',
    url: '/v1/imports/ny-incentive-agreements',
    headers: { ...authorization, 'content-type': contentType },
    payload,
  });
}

async function importFile(csv: string, actor: Actor = clerk): Promise<ImportReport> {
  const answer = await post(csv, actor);
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

const head = () => store.headPosition();
const historyOf = async (dealNumber: string) =>
  (await store.readStream(contractStream(contractIdOf('NY-ESD-DEI', dealNumber)))).map(decodeContractEvent);

describe('importing the Nassau file over HTTP', () => {
  it('records every deal whole, in the name of the clerk, and tells the position of the last event', async () => {
    const answer = await post(nassau);
    const report: ImportReport = answer.json();
    expect(report.outcomes).toEqual({ recorded: 25, unchanged: 0, already_recorded_differently: 0, refused: 0 });
    expect(report.read).toMatchObject({ rows: 26, promises: 24, jobCreationCommitments: 24, retentionCommitments: 22 });
    expect(report.problems).toEqual([]);
    expect(report.notes.length).toBeGreaterThan(8);
    expect(answer.headers['x-heqi-position']).toBe(String(await head()));
    const history = await historyOf('124,167');
    expect(history.map(({ event }) => event.type)).toEqual([
      'ContractRecorded',
      'PartyAdded',
      'InstrumentSigned',
      'ObligationRecorded',
      'ObligationRecorded',
      'ObligationRecorded',
      'PerformanceClaimed',
      'PerformanceClaimed',
      'PerformanceClaimed',
      'ContractTerminated',
    ]);
    for (const { actor } of history) expect(actor).toEqual(clerk);
    expect(new Set(history.map(({ commandId }) => commandId)).size).toBe(1);
  });

  it('changes nothing the second time, whoever does it', async () => {
    const first = await importFile(nassau);
    const before = await head();
    for (const actor of [clerk, otherClerk]) {
      const again = await importFile(nassau, actor);
      expect(again.outcomes).toEqual({ recorded: 0, unchanged: 25, already_recorded_differently: 0, refused: 0 });
      expect(again.problems).toEqual([]);
      expect(again.position).toBe(first.position);
    }
    expect(await head()).toBe(before);
  });

  it('ends as if it had run once when it was cut off in the middle and run again', async () => {
    const lines = nassau.split('\n');
    await importFile(lines.slice(0, 12).join('\n'));
    const { outcomes } = await importFile(nassau);
    expect(outcomes).toEqual({ recorded: 15, unchanged: 10, already_recorded_differently: 0, refused: 0 });
    expect((await importFile(nassau)).outcomes.unchanged).toBe(25);
  });

  it('reports a deal that is recorded with other content, row by row, and changes nothing of it', async () => {
    await importFile(nassau);
    const before = await head();
    const { outcomes, problems } = await importFile(nassau.replace('1500000.0,0.0,', '1600000.0,0.0,'));
    expect(outcomes).toEqual({ recorded: 0, unchanged: 24, already_recorded_differently: 1, refused: 0 });
    expect(problems).toMatchObject([{ row: 2, value: '124,167', code: 'already_recorded_differently' }]);
    expect(await head()).toBe(before);
  });

  it('takes the good rows of a damaged copy, and records nothing of a deal with a bad one', async () => {
    const damaged = nassau.replace('Grant,USD,1000000.0', 'Grant,XYZ,1000000.0').replace('2018-08-17', '2018-08-32');
    const { outcomes, problems } = await importFile(damaged);
    expect(outcomes.recorded).toBe(23);
    expect(problems.map(({ row, column }) => [row, column])).toEqual([
      [3, 'start'],
      [10, 'currency'],
      [11, 'agreement_id'],
    ]);
    expect(await historyOf('131,398')).toEqual([]);
    expect(await historyOf('125,938')).toEqual([]);
    expect((await importFile(nassau)).outcomes).toMatchObject({ recorded: 2, unchanged: 23 });
  });

  it('reports what a rule refuses and goes on with the others', async () => {
    const ahead = nassau.replace(/Q4 SFY2023-24 \(2024-03-31\)(?=\r?\n.*"125,938")/, 'Q4 SFY2097-98 (2098-03-31)');
    const { outcomes, problems } = await importFile(ahead);
    expect(outcomes).toMatchObject({ recorded: 24, refused: 1 });
    expect(problems).toMatchObject([{ row: 2, value: '124,167', code: 'date_in_the_future' }]);
    expect(problems[0]!.reason.zh).toMatch(/\p{Script=Han}/u);
    expect(await historyOf('124,167')).toEqual([]);
  });

  it('is for a clerk only: without a token 401, in another role 403, and nothing is recorded', async () => {
    expect((await post(nassau, null)).statusCode).toBe(401);
    for (const role of ['legal', 'verifier', 'finance', 'leader', 'auditor', 'enterprise', 'service'] as const) {
      const answer = await post(nassau, { ...clerk, role });
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden']);
    }
    expect(await head()).toBeUndefined();
  });

  it('takes the file as multipart/form-data too, and says what it wants where there is none', async () => {
    const part = 'Content-Disposition: form-data; name="file"; filename="n.csv"\r\nContent-Type: text/csv';
    const form = `--edge\r\n${part}\r\n\r\n${nassau}\r\n--edge--\r\n`;
    expect((await post(form, clerk, 'multipart/form-data; boundary=edge')).json().outcomes.recorded).toBe(25);
    const none = await post('{}', clerk, 'application/json');
    expect([none.statusCode, none.json().code]).toEqual([400, 'bad-request']);
    expect(none.json().detail).toContain('text/csv');
    const report: ImportReport = (await post('not,a,ledger\n1,2,3\n')).json();
    expect(report.deals).toEqual([]);
    expect(report.position).toBeNull();
    expect(new Set(report.problems.map(({ code }) => code))).toEqual(new Set(['column_missing']));
  });
});

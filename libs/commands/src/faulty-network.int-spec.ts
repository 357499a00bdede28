import type { INestApplicationContext } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { EventStoreDBClient } from '@eventstore/db-client';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Actor, Refusal } from '@heqi/domain';
import { type EmbeddedNode, startEmbeddedNode } from '@heqi/embedded-event-store';
import { AppendOutcomeUnknown, EventStore, EventStoreUnavailable } from '@heqi/event-store';
import { ProcessModule, readSettings, SystemClock } from '@heqi/runtime';
import { v5 } from 'uuid';
import { FaultProxy } from '../../../test/support/fault-proxy';
import { KINDS_OF_WEATHER, NetworkWeather } from '../../../test/support/network-weather';
import { randomOf } from '../../../test/support/seeded-random';
import { recordContract } from '../../domain/src/testing/commands.fixtures';
import { promiseTerms } from '../../domain/src/testing/terms.fixtures';
import {
  CommandsModule,
  ContractBusy,
  contractIdOf,
  ContractRequest,
  RevisionStale,
  type ContractOutcome,
} from './index';

const REQUESTS = process.env['HEQI_LONG'] ? 20_000 : 1_000;
const CLIENTS = 8;
const DEALS = Array.from({ length: REQUESTS / 50 }, (_, n) => `2025-${n}`);
const NAMESPACE = '5d0f0a52-3f2f-5a0e-8c25-6f6b1d7f0a11';
const clerk: Actor = { id: 'u-clerk', partyId: 'office-zs', role: 'clerk' };

/** What a client knows of its request in the end. */
interface Answered {
  readonly request: ContractRequest;
  readonly answer: ContractOutcome | 'stale' | 'refused' | 'busy';
  /** How often it was asked again under the same key because no answer was to be had. */
  readonly repeats: number;
}

interface Logged {
  readonly id: string;
  readonly type: string;
  readonly streamId: string;
  readonly revision: number;
  readonly position: bigint;
}

describe(`${REQUESTS} requests to contracts, under random faults between two processes and the store`, () => {
  const random = randomOf('commands faulty-network.int-spec');
  const answered: Answered[] = [];
  const repeated: { first: ContractOutcome; second: ContractOutcome }[] = [];
  const known = new Map<string, number>();
  let count = 0;
  let folder: string;
  let node: EmbeddedNode;
  let proxy: FaultProxy;
  let store: EventStore;
  let processes: INestApplicationContext[];
  let weather: NetworkWeather;
  /** Events by the key they were asked for under, in the order of the log. */
  let log: Map<string, Logged[]>;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'heqi-commands-'));
    node = await startEmbeddedNode({ dataDir: folder });
    proxy = await FaultProxy.before(node.port, random);
    store = EventStore.connect(proxy.through(node.connectionString), { appendDeadlineMs: 2_000 });
    processes = await Promise.all([1, 2].map(() => openProcess(store)));
    for (const dealNumber of DEALS) await settle(newDeal(dealNumber));
    weather = new NetworkWeather(proxy, random);
    const clients = Promise.all(Array.from({ length: CLIENTS }, () => client()));
    await weather.during(clients, () => answered.length);
    log = await wholeLog();
    process.stdout.write(`${figures()}\n`);
  }, 1_800_000);
  afterAll(async () => {
    await Promise.all(processes.map((each) => each.close()));
    await store.close();
    await proxy.close();
    await node.stop();
    await rm(folder, { recursive: true });
  });

  it('answers what the log holds: each request once and whole, at the revision and position told', () => {
    for (const { request, answer } of answered) {
      const events = log.get(keyOf(request)) ?? [];
      if (typeof answer === 'string') expect(events).toEqual([]);
      else expect(answer).toEqual(answerFrom(request, events, answer.replayed));
    }
  });

  it('records nothing that no client asked for, and leaves no gap', () => {
    expect(new Set(log.keys())).toEqual(new Set(answered.filter(isRecorded).map(({ request }) => keyOf(request))));
    const next = new Map<string, number>();
    for (const { streamId, revision } of [...log.values()].flat().toSorted(byRevision)) {
      expect([streamId, revision]).toEqual([streamId, next.get(streamId) ?? 0]);
      next.set(streamId, revision + 1);
    }
  });

  it('gives the same answer to the same key again', () => {
    expect(repeated.length).toBeGreaterThan(0);
    for (const { first, second } of repeated) expect(second).toEqual({ ...first, replayed: true });
  });

  it('met successes, stale revisions, refusals, repeats and every kind of weather', () => {
    const answers = new Set(answered.map(({ answer }) => (typeof answer === 'string' ? answer : 'recorded')));
    for (const each of ['recorded', 'stale', 'refused']) expect(answers).toContain(each);
    expect(new Set(weather.log)).toEqual(new Set(KINDS_OF_WEATHER));
  });

  async function client(): Promise<void> {
    while (answered.length < REQUESTS || weather.log.length < KINDS_OF_WEATHER.length) {
      const { request, answer } = await settle(nextRequest());
      if (typeof answer === 'string' || !random.chance(10)) continue;
      const again = await settle(request);
      if (typeof again.answer !== 'string') repeated.push({ first: answer, second: again.answer });
    }
  }

  /** As a client of the API does: asks again, under the same key, until there is an answer; at either process. */
  async function settle(request: ContractRequest): Promise<Answered> {
    for (let repeats = 0; ; repeats++) {
      const answer = await answerTo(request);
      if (answer === undefined) continue;
      weather?.succeeded();
      if (typeof answer !== 'string') known.set(request.contractId, answer.revision);
      const last = { request, answer, repeats };
      if (!answered.some((earlier) => earlier.request === request)) answered.push(last);
      return last;
    }
  }

  async function answerTo(request: ContractRequest): Promise<Answered['answer'] | undefined> {
    try {
      return await random.pick(processes).get(CommandBus).execute(request);
    } catch (error) {
      if (error instanceof RevisionStale) return 'stale';
      if (error instanceof Refusal) return 'refused';
      if (error instanceof ContractBusy) return 'busy';
      if (error instanceof AppendOutcomeUnknown || error instanceof EventStoreUnavailable) return undefined;
      throw error;
    }
  }

  function newDeal(dealNumber: string): ContractRequest {
    const contractId = contractIdOf('office-zs', dealNumber);
    return requestFor(contractId, [recordContract({ contractId, dealNumber })], { kind: 'new' });
  }

  function nextRequest(): ContractRequest {
    const contractId = contractIdOf('office-zs', random.pick(DEALS));
    const numbers = random.chance(30) ? [numberOf(count), `${numberOf(count)}a`] : [numberOf(count)];
    if (random.chance(10)) numbers.push(numbers[0]!); // what is there already is refused, and the whole request with it
    const commands = numbers.map((no) => ({ type: 'RecordObligation' as const, obligation: promiseTerms({ no }) }));
    const revision = known.get(contractId)!;
    return requestFor(contractId, commands, random.chance(60) ? { kind: 'current' } : { kind: 'revision', revision });
  }

  function requestFor(
    contractId: string,
    commands: ContractRequest['commands'],
    expectation: ContractRequest['expectation'],
  ): ContractRequest {
    const key = `k-${count++}`;
    const requestHash = createHash('sha256').update(key).digest('hex');
    return new ContractRequest(contractId, commands, clerk, expectation, v5(key, NAMESPACE), { key, requestHash }, 'c');
  }

  /** As the node tells it to a client of its own, past the proxy. */
  async function wholeLog(): Promise<Map<string, Logged[]>> {
    const reader = EventStoreDBClient.connectionString(node.connectionString);
    const events = new Map<string, Logged[]>();
    for await (const { event, commitPosition } of reader.readAll()) {
      if (!event?.streamId.startsWith('contract-')) continue;
      const { idempotencyKey } = event.metadata as { idempotencyKey: string };
      const { id, type, streamId, revision } = event;
      const logged = { id, type, streamId, revision: Number(revision), position: commitPosition! };
      events.set(idempotencyKey, [...(events.get(idempotencyKey) ?? []), logged]);
    }
    await reader.dispose();
    return events;
  }

  function figures(): string {
    const repeats = answered.filter((each) => each.repeats > 0).length;
    const told = (what: string) => answered.filter(({ answer }) => answer === what).length;
    return [
      `${answered.length} requests: ${answered.filter(isRecorded).length} recorded, ${told('stale')} stale,`,
      `${told('refused')} refused, ${told('busy')} busy; ${repeats} asked again for want of an answer;`,
      `${weather.log.length} changes of the weather, the longest way back ${Math.round(Math.max(...weather.recoveriesMs))} ms`,
    ].join(' ');
  }
});

function openProcess(eventStore: EventStore): Promise<INestApplicationContext> {
  const parts = { settings: readSettings({}), eventStore, clock: new SystemClock() };
  const module = Test.createTestingModule({ imports: [ProcessModule.forRoot(parts), CommandsModule] });
  return module.compile().then((compiled) => compiled.init());
}

function isRecorded({ answer }: Answered): boolean {
  return typeof answer !== 'string';
}

/** As contracts number their duties, so that each is new. */
function numberOf(count: number): string {
  return `O${'ABCDEFGH'[Math.floor(count / 5_000)]}-${count % 5_000}`;
}

function byRevision(one: Logged, other: Logged): number {
  return one.revision - other.revision;
}

function keyOf(request: ContractRequest): string {
  return request.idempotency!.key;
}

function answerFrom(request: ContractRequest, events: readonly Logged[], replayed: boolean): ContractOutcome {
  const last = events.at(-1)!;
  return {
    contractId: request.contractId,
    revision: last.revision,
    position: last.position,
    events: events.map(({ id, type, revision }) => ({ id, type, revision })),
    replayed,
  };
}

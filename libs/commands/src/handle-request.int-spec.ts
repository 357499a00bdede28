import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  civilDate,
  parseInstant,
  Refusal,
  TIME_NOT_MONEY,
  type Actor,
  type ContractCommand,
  type ObligationTerms,
} from '@heqi/domain';
import { startEmbeddedNode, type EmbeddedNode } from '@heqi/embedded-event-store';
import { EventStore } from '@heqi/event-store';
import { contractStream, decodeContractEvent } from '@heqi/messages';
import { SimulatedClock } from '@heqi/runtime';
import { contractIdOf, ContractRequest, IdempotencyKeyReused, RevisionStale, type Expectation } from './index';
import { ContractRequests } from './handle-request';

const clerk: Actor = { id: 'u-clerk', partyId: 'office-zs', role: 'clerk' };
const CURRENT: Expectation = { kind: 'current' };

describe('a request to a contract', () => {
  let folder: string;
  let node: EmbeddedNode;
  let store: EventStore;
  let clock: SimulatedClock;
  let requests: ContractRequests;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'heqi-commands-'));
    node = await startEmbeddedNode({ dataDir: folder });
    store = EventStore.connect(node.connectionString);
    clock = new SimulatedClock(parseInstant('2025-03-01T02:00:00.000Z'));
    requests = new ContractRequests(store, clock);
  });
  afterAll(async () => {
    await store.close();
    await node.stop();
    await rm(folder, { recursive: true });
  });

  const send = (
    contractId: string,
    commands: ContractCommand[],
    expectation: Expectation,
    key?: { key: string; requestHash: string },
  ) =>
    requests.handle(
      new ContractRequest(
        contractId,
        commands,
        clerk,
        expectation,
        key ? idFrom(key.key) : randomUUID(),
        key ?? null,
        'correlation-1',
      ),
    );
  const historyOf = async (contractId: string) =>
    (await store.readStream(contractStream(contractId))).map(decodeContractEvent);
  const newDeal = async () => {
    const dealNumber = randomUUID();
    const contractId = contractIdOf('bureau-zs', dealNumber);
    await send(contractId, [record(contractId, dealNumber)], { kind: 'new' });
    return contractId;
  };

  it('records the events with who asked, when, and their place in the command', async () => {
    const contractId = await newDeal();
    await send(contractId, [milestone('G-01'), milestone('G-02')], CURRENT);
    const [created, first, second] = await historyOf(contractId);
    expect(created).toMatchObject({
      revision: 0,
      actor: clerk,
      recordedAt: '2025-03-01T02:00:00.000Z',
      endsCommand: true,
    });
    expect(first).toMatchObject({
      event: { type: 'ObligationRecorded' },
      endsCommand: false,
      metadata: { commandIndex: 0, commandSize: 2 },
    });
    expect(second).toMatchObject({ endsCommand: true, metadata: { $correlationId: 'correlation-1' } });
  });

  it('answers the revision and the position after it', async () => {
    const contractId = await newDeal();
    const outcome = await send(contractId, [milestone('G-01')], { kind: 'revision', revision: 0 });
    expect(outcome).toMatchObject({
      contractId,
      revision: 1,
      replayed: false,
      events: [{ type: 'ObligationRecorded', revision: 1 }],
    });
    expect(outcome.position).toBe((await store.readLast(contractStream(contractId)))!.position);
  });

  it('tells the contract as it was after any of its events, whatever came since', async () => {
    const contractId = await newDeal();
    const { revision } = await send(contractId, [milestone('G-01')], CURRENT);
    const numbersAt = async (at: number) =>
      (await requests.contractAt(contractId, at))?.obligations.map(({ terms }) => terms.no);
    expect(await numbersAt(revision)).toEqual(['G-01']);
    await send(contractId, [milestone('G-02')], CURRENT);
    expect(await numbersAt(revision)).toEqual(['G-01']);
    expect(await numbersAt(revision + 1)).toEqual(['G-01', 'G-02']);
    expect(await numbersAt(revision + 2)).toBeUndefined();
    expect(await requests.contractAt(randomUUID(), 0)).toBeUndefined();
  });

  it('records nothing of several commands when one is refused', async () => {
    const contractId = await newDeal();
    await expect(send(contractId, [milestone('G-01'), milestone('G-01')], CURRENT)).rejects.toMatchObject({
      code: 'DUPLICATE_OBLIGATION_NUMBER',
    });
    expect(await historyOf(contractId)).toHaveLength(1);
  });

  it('refuses a deal that is there, naming the first', async () => {
    const contractId = await newDeal();
    await expect(send(contractId, [record(contractId, 'again')], { kind: 'new' })).rejects.toThrow(Refusal);
  });

  it('refuses a quoted revision that is stale, and one that became stale meanwhile', async () => {
    const contractId = await newDeal();
    await send(contractId, [milestone('G-01')], CURRENT);
    await expect(send(contractId, [milestone('G-02')], { kind: 'revision', revision: 0 })).rejects.toThrow(
      RevisionStale,
    );
    const rivals = ['G-03', 'G-04', 'G-05'].map((no) =>
      send(contractId, [milestone(no)], { kind: 'revision', revision: 1 }),
    );
    const outcomes = await Promise.allSettled(rivals);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(RevisionStale);
  });

  it('decides again on "whatever is current" until it is through', async () => {
    const contractId = await newDeal();
    const numbers = ['G-01', 'G-02', 'G-03', 'G-04', 'G-05', 'G-06'];
    await Promise.all(numbers.map((no) => send(contractId, [milestone(no)], CURRENT)));
    const recorded = (await historyOf(contractId)).flatMap(({ event }) =>
      event.type === 'ObligationRecorded' ? [event.data.obligation.no] : [],
    );
    expect(recorded.toSorted()).toEqual(numbers);
  });

  it('gives the same answer to the same key, also to a process that never saw the first', async () => {
    const contractId = await newDeal();
    const key = { key: 'k-1', requestHash: 'a'.repeat(64) };
    const first = await send(contractId, [milestone('G-01')], CURRENT, key);
    await send(contractId, [milestone('G-02')], CURRENT);
    const repeated = await new ContractRequests(store, clock).handle(
      new ContractRequest(
        contractId,
        [milestone('G-01')],
        clerk,
        { kind: 'revision', revision: 0 },
        randomUUID(),
        key,
        'other',
      ),
    );
    expect(repeated).toEqual({ ...first, replayed: true });
    expect(await historyOf(contractId)).toHaveLength(3);
  });

  it('refuses the same key for another request, and forgets the key of a refused command', async () => {
    const contractId = await newDeal();
    const key = { key: 'k-2', requestHash: 'b'.repeat(64) };
    await expect(send(contractId, [milestone('G-01'), milestone('G-01')], CURRENT, key)).rejects.toThrow(Refusal);
    await send(contractId, [milestone('G-01')], CURRENT, key);
    await expect(
      send(contractId, [milestone('G-02')], CURRENT, { ...key, requestHash: 'c'.repeat(64) }),
    ).rejects.toThrow(IdempotencyKeyReused);
  });

  it('never stamps an event before the one before it, when the clock was set back', async () => {
    const contractId = await newDeal();
    const late = new ContractRequests(store, new SimulatedClock(parseInstant('2025-01-01T00:00:00.000Z')));
    await late.handle(new ContractRequest(contractId, [milestone('G-01')], clerk, CURRENT, randomUUID(), null, 'c'));
    const stamps = (await historyOf(contractId)).map(({ recordedAt }) => recordedAt);
    expect(stamps).toEqual(['2025-03-01T02:00:00.000Z', '2025-03-01T02:00:00.000Z']);
  });
});

const idFrom = (key: string) => contractIdOf('key', key);

function record(contractId: string, dealNumber: string): ContractCommand {
  return {
    type: 'RecordContract',
    contractId,
    bureauId: 'bureau-zs',
    dealNumber,
    timeZone: 'Asia/Shanghai',
    details: {
      title: '新能源电池项目',
      parkId: null,
      zoneId: null,
      industryCode: null,
      roll: { weekends: true },
      minimumEvidenceGrade: 'self',
      delayRules: TIME_NOT_MONEY,
      source: null,
    },
    parties: [],
    instruments: [],
    parcels: [],
    obligations: [],
  };
}

function milestone(no: string): ContractCommand {
  const obligation: ObligationTerms = {
    no,
    side: 'government',
    title: '交付净地',
    clause: null,
    quotedText: null,
    category: null,
    instrumentId: null,
    obligorId: null,
    performerId: null,
    obligeeId: null,
    verifierId: null,
    measure: { kind: 'milestone', criterion: null },
    due: { kind: 'fixed', on: civilDate('2025-06-30'), termAfterCondition: null },
    conditions: [],
    consequence: null,
    bindingness: 'binding',
    instalmentOf: null,
    tolledBy: [],
    survivesTermination: false,
  };
  return { type: 'RecordObligation', obligation };
}

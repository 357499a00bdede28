import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { civilDate, parseInstant, type Actor, type ContractCommand } from '@heqi/domain';
import { startEmbeddedNode, type EmbeddedNode } from '@heqi/embedded-event-store';
import { EventStore, type EventStoreOptions } from '@heqi/event-store';
import { SimulatedClock } from '@heqi/runtime';
import { recordContract } from '../../../domain/src/testing/commands.fixtures';
import { clerk } from '../../../domain/src/testing/people.fixtures';
import { commitmentTerms, yuan } from '../../../domain/src/testing/terms.fixtures';
import { contractIdOf } from '../contract-id';
import { ContractRequest, type ContractOutcome, type Expectation, type Idempotency } from '../contract-request';
import type { ContractRequests } from '../handle-request';

export const CURRENT: Expectation = { kind: 'current' };
export const clockOfTest = () => new SimulatedClock(parseInstant('2026-03-01T02:00:00.000Z'));

/** An embedded node that can be put back to an earlier copy of its folder, and the one client of the process. */
export class LogOfTest {
  private constructor(
    private readonly folder: string,
    private node: EmbeddedNode,
    private client: EventStore,
    private readonly options: EventStoreOptions,
  ) {}

  static async start(options: EventStoreOptions = {}): Promise<LogOfTest> {
    const folder = await mkdtemp(path.join(tmpdir(), 'heqi-commands-'));
    const node = await startEmbeddedNode({ dataDir: path.join(folder, 'log') });
    return new LogOfTest(folder, node, EventStore.connect(node.connectionString, options), options);
  }
  get store(): EventStore {
    return this.client;
  }
  get connectionString(): string {
    return this.node.connectionString;
  }
  /** Copies the log as it is now. */
  async backUp(): Promise<void> {
    await this.whileStopped(() =>
      cp(path.join(this.folder, 'log'), path.join(this.folder, 'copy'), { recursive: true }),
    );
  }
  /** Puts the copy in the place of the log. */
  async restore(): Promise<void> {
    await this.whileStopped(async () => {
      await rm(path.join(this.folder, 'log'), { recursive: true });
      await cp(path.join(this.folder, 'copy'), path.join(this.folder, 'log'), { recursive: true });
    });
  }
  /** Connects anew, through `connectionString` where it is given. */
  async reconnect(connectionString = this.node.connectionString): Promise<void> {
    await this.client.close();
    this.client = EventStore.connect(connectionString, this.options);
  }
  async remove(): Promise<void> {
    await this.client.close();
    await this.node.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async whileStopped(work: () => Promise<void>): Promise<void> {
    const { port } = this.node;
    await this.node.stop();
    await work();
    this.node = await startEmbeddedNode({ dataDir: path.join(this.folder, 'log'), port });
  }
}

/** Runs `meanwhile` once, between what the next request reads and what it appends. */
export function beforeNextAppend(store: EventStore, meanwhile: () => unknown): void {
  const append = store.append.bind(store);
  store.append = async (...parameters) => {
    store.append = append;
    await meanwhile();
    return append(...parameters);
  };
}

/** The events that a store has given out: the real store, counted. */
export class ReadCount {
  private events = 0;

  static of(store: EventStore): ReadCount {
    const count = new ReadCount();
    const streamEvents = store.streamEvents.bind(store);
    store.streamEvents = async function* (...parameters) {
      for await (const event of streamEvents(...parameters)) {
        count.events++;
        yield event;
      }
    };
    const readStream = store.readStream.bind(store);
    store.readStream = async (...parameters) => {
      const events = await readStream(...parameters);
      count.events += events.length;
      return events;
    };
    return count;
  }
  /** Events given out since it was asked last. */
  take(): number {
    const { events } = this;
    this.events = 0;
    return events;
  }
}

/** Requests to one contract, as a clerk would make them. */
export class Writer {
  constructor(
    readonly requests: ContractRequests,
    readonly contractId: string,
  ) {}

  /** Records a deal with so many commitments counted by readings: E-10, E-11 … */
  static async ofNewDeal(requests: ContractRequests, duties = 1): Promise<Writer> {
    const dealNumber = randomUUID();
    const writer = new Writer(requests, contractIdOf('office-zs', dealNumber));
    await writer.send([writer.deal(dealNumber, duties)], { expectation: { kind: 'new' } });
    return writer;
  }
  /** The same contract through the requests of another process. */
  through(requests: ContractRequests): Writer {
    return new Writer(requests, this.contractId);
  }
  send(
    commands: readonly ContractCommand[],
    { expectation = CURRENT, idempotency, by = clerk }: SendOptions = {},
  ): Promise<ContractOutcome> {
    const commandId = idempotency ? contractIdOf('key', `${by.id} ${idempotency.key}`) : randomUUID();
    return this.requests.handle(
      new ContractRequest(this.contractId, commands, by, expectation, commandId, idempotency ?? null, commandId),
    );
  }
  claim(claimId: string, options: SendOptions = {}): Promise<ContractOutcome> {
    return this.send([claim('E-10', claimId)], options);
  }
  private deal(dealNumber: string, duties: number): ContractCommand {
    const measure = { kind: 'amount', target: yuan(1_000), countedBy: 'readings' } as const;
    const numbers = Array.from({ length: duties }, (_, index) => `E-${10 + index}`);
    const obligations = numbers.map((no) => commitmentTerms({ no, measure }));
    return recordContract({ contractId: this.contractId, dealNumber, obligations });
  }
}

export interface SendOptions {
  readonly expectation?: Expectation;
  readonly idempotency?: Idempotency;
  readonly by?: Actor;
}

export function claim(no: string, claimId: string): ContractCommand {
  const performed = { performedOn: civilDate('2026-01-31'), value: yuan(5), evidence: [], source: null, note: null };
  return { type: 'ClaimPerformance', no, claimId, ...performed };
}

export function keyed(key: string, requestHash = 'a'): Idempotency {
  return { key, requestHash: requestHash.repeat(64) };
}

import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  addDays,
  civilDate,
  civilDateIn,
  instantOf,
  epochMilliseconds,
  startOfDayIn,
  type AlertEvent,
  type CivilDate,
  type ContractEvent,
  type Instant,
} from '@heqi/domain';
import { startEmbeddedNode, type EmbeddedNode } from '@heqi/embedded-event-store';
import { EventStore } from '@heqi/event-store';
import { alertStream, contractStream, decodeAlertEvent, encodeEvent, type RecordedInLog } from '@heqi/messages';
import { SimulatedClock } from '@heqi/runtime';
import { Alerter } from './alerter';
import { CLERK } from './contract-history.fixtures';
import type { AlertsLog } from './log';

export const SHANGHAI = 'Asia/Shanghai';
export const PATIENCE_MS = 10_000;

/** Office hours of a day. */
export function noonOf(day: string): Instant {
  return instantOf(epochMilliseconds(startOfDayIn(SHANGHAI, civilDate(day))) + 12 * 3_600_000);
}

/** A log on a node of its own, a clock moved by hand, and alerters that may be started on it. */
export class World {
  readonly logged: string[] = [];
  private readonly alerters = new Set<Alerter>();

  private constructor(
    private readonly folder: string,
    private node: EmbeddedNode,
    private connected: EventStore,
    readonly clock: SimulatedClock,
  ) {}

  static async on(day: string): Promise<World> {
    const folder = mkdtempSync(path.join(tmpdir(), 'heqi-alerts-'));
    const node = await startEmbeddedNode({ dataDir: folder });
    return new World(folder, node, EventStore.connect(node.connectionString), new SimulatedClock(noonOf(day)));
  }

  get store(): EventStore {
    return this.connected;
  }

  /** Stops the node, does something to its files, and starts it again. */
  async damage(change: (folder: string) => void): Promise<void> {
    await this.connected.close();
    await this.node.stop();
    change(this.folder);
    this.node = await startEmbeddedNode({ dataDir: this.folder });
    this.connected = EventStore.connect(this.node.connectionString);
  }

  async end(): Promise<void> {
    for (const alerter of this.alerters) await alerter.stop();
    await this.store.close();
    await this.node.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  get log(): AlertsLog {
    const note = (message: string) => void this.logged.push(message);
    return { log: note, warn: note, error: note, debug: note };
  }

  get today(): CivilDate {
    return civilDateIn(SHANGHAI, this.clock.now());
  }

  /** An alerter that has met everything there is. */
  async startAlerter(): Promise<Alerter> {
    const alerter = new Alerter({ store: this.store, clock: this.clock, timeZone: SHANGHAI, log: this.log });
    this.alerters.add(alerter);
    alerter.start();
    await alerter.whenReviewedThrough(this.today, PATIENCE_MS);
    return alerter;
  }

  /** One command, at the present moment. Gives its position. */
  async record(contractId: string, ...events: readonly ContractEvent[]): Promise<bigint> {
    const commandId = randomUUID();
    const encoded = events.map((event, commandIndex) =>
      encodeEvent(event, {
        actor: CLERK,
        recordedAt: this.clock.now(),
        commandId,
        commandIndex,
        commandSize: events.length,
        $correlationId: commandId,
        $causationId: commandId,
      }),
    );
    const { position } = await this.store.append(contractStream(contractId), encoded, 'any');
    return position;
  }

  moveTo(day: string): void {
    this.clock.moveTo(noonOf(day));
  }

  /** Lives through every day up to `day`, the alerter reviewing each as it comes. */
  async liveThrough(day: string, alerter: Alerter): Promise<void> {
    while (this.today < day) {
      const tomorrow = addDays(this.today, 1);
      this.moveTo(tomorrow);
      await alerter.whenReviewedThrough(tomorrow, PATIENCE_MS);
    }
  }

  async alerts(contractId: string): Promise<RecordedInLog<AlertEvent>[]> {
    return (await this.store.readStream(alertStream(contractId))).map(decodeAlertEvent);
  }

  /** One line an alert event: the day, the duty, the rule and what became of it. */
  async story(contractId: string): Promise<string[]> {
    return (await this.alerts(contractId)).map(
      ({ event }) => `${event.data.review.day} ${event.data.no} ${said(event)}`,
    );
  }
}

function said({ type, data }: AlertEvent): string {
  switch (type) {
    case 'AlertRaised':
      return `${data.rule} ${data.level}`;
    case 'AlertLevelChanged':
      return `${data.rule} from ${data.from} to ${data.to}`;
    case 'AlertCleared':
      return `${data.rule} cleared: ${data.resolution}`;
  }
}

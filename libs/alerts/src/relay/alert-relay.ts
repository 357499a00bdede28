import { CheckpointStream, type EventStore } from '@heqi/event-store';
import { LOG_CONSUMERS } from '@heqi/messages';
import type { Clock } from '@heqi/runtime';
import { STREAMS } from '../alerter-run';
import { KeptRunning } from '../kept-running';
import type { AlertsLog } from '../log';
import { Milestones } from '../milestones';
import type { MessageProducer } from './message-producer';
import type { ParkedStream } from './parked-streams';
import { RelayRun, type RelayCheckpoint } from './relay-run';

export interface AlertRelayParts {
  readonly store: EventStore;
  readonly clock: Clock;
  readonly log: AlertsLog;
  /** Null where no broker is configured: then everything waits in the log. */
  readonly producer: MessageProducer | null;
}

export interface RelayReport {
  /** In a word or two: `relaying`, `retrying`, `stopped`, or `waiting: no broker configured`. */
  readonly state: string;
  readonly running: boolean;
  /** Log position up to which everything is acknowledged (or parked), decimal; null before the first. */
  readonly position: string | null;
  /** Log position of the last event there is; null when there is none, or the store does not answer. */
  readonly headPosition: string | null;
  /** Messages met and not acknowledged yet; where no broker is configured, all that wait. */
  readonly waiting: number;
  /** Streams held up by an event that cannot be delivered. A restart tries them again. */
  readonly parked: readonly ParkedStream[];
  readonly lastError: string | null;
}

/** Publishes the log: contract events and alerts, each on its topic, in log order per contract, at least once. The
 *  checkpoint `checkpoint-relay` moves only after the broker's acknowledgement, so a crash repeats and never loses;
 *  repeats carry the same ids. Rebuilding views or running the alerter anew sends nothing again. */
export class AlertRelay {
  private readonly kept: KeptRunning;
  private readonly milestones = new Milestones();
  private current: RelayRun | undefined;

  constructor(private readonly parts: AlertRelayParts) {
    this.kept = new KeptRunning(
      (signal) => this.run(signal),
      (message) => parts.log.error(`The relay to Kafka waits and tries again: ${message}`),
    );
  }

  start(): void {
    this.kept.start();
  }

  /** Resolves when the batch under way is acknowledged or given up, the checkpoint is written and the connection closed. */
  async stop(): Promise<void> {
    await this.kept.stop();
    await this.parts.producer?.close();
  }

  async health(): Promise<RelayReport> {
    const head = await this.parts.store.headPosition(STREAMS).catch(() => undefined);
    return {
      state: this.state,
      running: this.kept.isRunning,
      position: this.current?.position?.toString() ?? null,
      headPosition: head?.toString() ?? null,
      waiting: this.current?.waiting ?? 0,
      parked: this.current?.parked.all ?? [],
      lastError: this.kept.lastError,
    };
  }

  /** Resolves when everything up to a log position is acknowledged; rejects after `timeoutMs`, saying how far it is. */
  whenRelayed(position: bigint, timeoutMs: number): Promise<void> {
    const reached = () => this.current?.position ?? null;
    const because = () => (this.kept.lastError ? ` (${this.kept.lastError})` : '');
    return this.milestones.when(
      () => (reached() ?? -1n) >= position,
      timeoutMs,
      () => `The relay has delivered the log up to ${reached() ?? 'nothing'}, not yet ${position}${because()}`,
    );
  }

  private get state(): string {
    if (!this.parts.producer) return 'waiting: no broker configured';
    if (!this.kept.isRunning) return 'stopped';
    return this.kept.lastError === null ? 'relaying' : 'retrying';
  }

  private async run(signal: AbortSignal): Promise<void> {
    const { store, clock, log, producer } = this.parts;
    const ending = new AbortController();
    let failure: unknown;
    const fail = (error: unknown) => {
      failure ??= error;
      ending.abort();
    };
    const checkpoint = new CheckpointStream<RelayCheckpoint>(store, LOG_CONSUMERS.relay, {
      actorId: 'relay',
      now: () => clock.now(),
      onFailure: fail,
    });
    const resumeAfter = await checkpoint.load();
    const runSignal = AbortSignal.any([signal, ending.signal]);
    const parts = { store, log, kept: this.kept, signal: runSignal, checkpoint, resumeAfter };
    const run = (this.current = new RelayRun(parts, () => this.milestones.passed()));
    const counting = run.countWaiting().catch(fail);
    await (producer ? run.relayTo(producer).catch(fail) : counting);
    ending.abort();
    await counting;
    await checkpoint.flush().catch(fail);
    if (failure !== undefined) throw failure;
  }
}

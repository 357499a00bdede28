import { evolve, parseInstant, type ContractState, type EvidenceRef } from '@heqi/domain';
import type { InspectedEvent } from '@heqi/embedded-event-store';
import { CHECKPOINT_STREAM_PREFIX } from '@heqi/event-store';
import {
  ALERT_STREAM_PREFIX,
  CONTRACT_STREAM_PREFIX,
  decodeAlertEvent,
  decodeContractEvent,
  UndecodableEvent,
  type RecordedInLog,
} from '@heqi/messages';
import { CommandGroups } from './command-groups';
import { evidenceOf } from './evidence-of';
import type { Findings } from './verification';

/** What is told of a stream while it is read. */
export interface StreamWatcher {
  readonly findings: Findings;
  /** An event names files. */
  readonly onEvidence: (refs: readonly EvidenceRef[], event: InspectedEvent) => Promise<void>;
}

/** The events of one stream, in order, held against what the stream is for. */
export interface StreamCheck {
  take(event: InspectedEvent): Promise<void>;
  /** An event of the stream was not given: what needs all of them is not asked any more. */
  missed(): void;
  end(): void;
}

const CLOCK_PREFIX = 'clock-';
const SAMPLE_PREFIX = 'sample-';

/** How the names of the streams begin that Heqi writes. */
export const STREAM_PREFIXES = [
  CONTRACT_STREAM_PREFIX,
  ALERT_STREAM_PREFIX,
  CHECKPOINT_STREAM_PREFIX,
  CLOCK_PREFIX,
  SAMPLE_PREFIX,
];

/** The check for a stream of that name; undefined for one that is not Heqi's. */
export function checkFor(name: string, watcher: StreamWatcher): StreamCheck | undefined {
  if (name.startsWith(CONTRACT_STREAM_PREFIX)) return new ContractCheck(name, watcher);
  if (name.startsWith(ALERT_STREAM_PREFIX)) return new AlertCheck(name, watcher);
  if (name.startsWith(CHECKPOINT_STREAM_PREFIX)) return new EventCheck(watcher, checkpointFault);
  if (name.startsWith(CLOCK_PREFIX)) return new EventCheck(watcher, clockFault);
  const isUnchecked = name.startsWith(SAMPLE_PREFIX) || name.startsWith('$'); // the latter are the store's own
  return isUnchecked ? new EventCheck(watcher, () => undefined) : undefined;
}

/** Events with the metadata that every fact has: recorded in order, commands whole. */
abstract class FactCheck<Event extends { readonly type: string; readonly data: object }> implements StreamCheck {
  protected complete = true;
  private readonly contractId: string;
  private readonly groups: CommandGroups;
  private lastRecordedAt = '';

  constructor(
    streamName: string,
    protected readonly watcher: StreamWatcher,
  ) {
    this.contractId = streamName.slice(streamName.indexOf('-') + 1);
    this.groups = new CommandGroups(({ position, revision }, { code, details }) => {
      const at = { position: Number(position), stream: streamName, revision };
      if (this.complete) watcher.findings.add(code, at, details);
    });
  }

  protected abstract decode(event: InspectedEvent): RecordedInLog<Event>;
  protected abstract judge(recorded: RecordedInLog<Event>, event: InspectedEvent): Promise<void> | void;

  async take(event: InspectedEvent): Promise<void> {
    let recorded: RecordedInLog<Event>;
    try {
      recorded = this.decode(event);
    } catch (error) {
      const reason = error instanceof UndecodableEvent ? error.reason : (error as Error).message;
      this.watcher.findings.add('event-undecodable', placeOf(event), { reason });
      this.missed();
      return;
    }
    const { recordedAt } = recorded;
    if (recordedAt < this.lastRecordedAt) {
      const details = { at: recordedAt, before: this.lastRecordedAt };
      this.watcher.findings.add('recorded-backwards', placeOf(event), details);
    }
    this.lastRecordedAt = recordedAt;
    this.groups.take(recorded);
    this.requireContract(recorded.event, event);
    await this.judge(recorded, event);
  }

  missed(): void {
    this.complete = false;
  }

  end(): void {
    this.groups.end();
  }

  /** An event that says which contract it is about says the one of its stream. */
  private requireContract({ data }: Event, event: InspectedEvent): void {
    const { contractId: found } = data as { contractId?: string };
    if (found === undefined || found === this.contractId) return;
    this.watcher.findings.add('contract-id-differs', placeOf(event), { found });
  }
}

class ContractCheck extends FactCheck<ReturnType<typeof decodeContractEvent>['event']> {
  private state: ContractState | undefined;
  protected readonly decode = decodeContractEvent;

  protected async judge(recorded: ReturnType<typeof decodeContractEvent>, event: InspectedEvent): Promise<void> {
    if (this.complete) {
      try {
        this.state = evolve(this.state, recorded);
      } catch (error) {
        this.watcher.findings.add('contract-unfoldable', placeOf(event), { reason: (error as Error).message });
        this.missed();
      }
    }
    await this.watcher.onEvidence(evidenceOf(recorded.event), event);
  }
}

class AlertCheck extends FactCheck<ReturnType<typeof decodeAlertEvent>['event']> {
  protected readonly decode = decodeAlertEvent;
  protected judge(): void {
    // all that an alert says of itself is checked for every fact
  }
}

type Fault = readonly [code: 'event-undecodable' | 'checkpoint-ahead', details: Record<string, string>];

/** Events that each stand for themselves. */
class EventCheck implements StreamCheck {
  constructor(
    private readonly watcher: StreamWatcher,
    private readonly faultOf: (event: InspectedEvent) => Fault | undefined,
  ) {}

  take(event: InspectedEvent): Promise<void> {
    const fault = this.faultOf(event);
    if (fault) this.watcher.findings.add(fault[0], placeOf(event), fault[1]);
    return Promise.resolve();
  }
  missed(): void {
    // the others say what they say all the same
  }
  end(): void {
    // nor is there a whole to miss
  }
}

function checkpointFault({ data, position }: InspectedEvent): Fault | undefined {
  const { position: reached } = Object(data) as { position?: unknown };
  if (reached === null) return undefined; // a consumer that has met no event yet
  if (typeof reached !== 'string' || !/^\d{1,20}$/.test(reached)) {
    return ['event-undecodable', { reason: 'data.position: not a position of the log' }];
  }
  return BigInt(reached) > position ? ['checkpoint-ahead', { reached }] : undefined;
}

function clockFault({ data }: InspectedEvent): Fault | undefined {
  try {
    parseInstant((data as { to: string }).to);
    return undefined;
  } catch (error) {
    return ['event-undecodable', { reason: `data.to: ${(error as Error).message}` }];
  }
}

export function placeOf({ position, streamName: stream, revision }: InspectedEvent) {
  return { position: Number(position), stream, revision };
}

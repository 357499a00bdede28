import { evolve, type ContractEvent, type ContractState } from '@heqi/domain';
import type { EventStore } from '@heqi/event-store';
import type { RecordedInLog } from '@heqi/messages';
import { AlertStream } from './alert-stream';

/** A contract as the alerter knows it: its facts, where in the log they end, and its alerts. */
export class WatchedContract {
  readonly alerts: AlertStream;
  private folded: ContractState | undefined;
  private lastPosition = '0';

  constructor(store: EventStore, contractId: string) {
    this.alerts = new AlertStream(store, contractId);
  }

  take(recorded: RecordedInLog<ContractEvent>): void {
    this.folded = evolve(this.folded, recorded);
    this.lastPosition = recorded.position;
  }

  /** Undefined until it was recorded: alerts of it may be met first when streams were copied. */
  get contract(): ContractState | undefined {
    return this.folded;
  }

  /** Position of its last event in the log. */
  get position(): string {
    return this.lastPosition;
  }
}

import type { ConsumerGroup } from './group';
import type { ParkedStream } from './group-streams';
import type { MessageFactory } from './message-factory';
import type { GroupSettings } from './settings';

/**
 * Gives parked messages back to their group. They are cut off the parked stream only when they are done, so that those
 * a consumer held when the node died are still parked afterwards.
 */
export class Replay {
  private next = 0;
  private end = 0;

  constructor(
    private readonly parked: ParkedStream,
    private readonly group: ConsumerGroup,
    private readonly messages: MessageFactory,
    private readonly settings: GroupSettings,
  ) {}

  get isRunning(): boolean {
    return this.next < this.end;
  }

  /** Messages that are parked and were not asked for again. */
  get parkedCount(): number {
    return Math.max(0, this.parked.lastRevision + 1 - Math.max(this.end, this.parked.firstRevision));
  }

  /** @param stopAt first revision that stays parked. Messages that are parked later stay in any case. */
  start(stopAt = Infinity): void {
    this.end = Math.max(this.end, Math.min(stopAt, this.parked.lastRevision + 1));
  }

  /** Whether it came any further. */
  feedPage(): boolean {
    const { historyBufferSize, readBatchSize } = this.settings;
    if (!this.isRunning || this.group.buffer.retryCount >= historyBufferSize) return false;
    const { rows, next } = this.parked.read(this.next, readBatchSize);
    for (const row of rows) {
      if (row.revision < this.end) this.group.offerReplayed(row.revision, this.messages.fromParked(row));
    }
    this.next = Math.min(next ?? this.end, this.end);
    return true;
  }
}

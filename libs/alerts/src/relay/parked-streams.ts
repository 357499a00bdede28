/** A stream that waits from a revision on, because the event there cannot be delivered. */
export interface ParkedStream {
  readonly streamName: string;
  readonly fromRevision: number;
  readonly reason: string;
}

/** The streams that wait. One bad message holds up its own contract's stream, which stays in order and without a gap, and
 *  no other. */
export class ParkedStreams {
  private readonly byName = new Map<string, ParkedStream>();

  constructor(parked: readonly ParkedStream[] = []) {
    for (const each of parked) this.byName.set(each.streamName, each);
  }

  get all(): readonly ParkedStream[] {
    return [...this.byName.values()];
  }
  has(streamName: string): boolean {
    return this.byName.has(streamName);
  }
  /** The first bad event of a stream counts: what comes behind it waits for it. */
  park(parked: ParkedStream): void {
    if (!this.has(parked.streamName)) this.byName.set(parked.streamName, parked);
  }
  release(streamName: string): void {
    this.byName.delete(streamName);
  }
}

const PAUSE_PER_COMMIT = 1 / 16;
const LONGEST_PAUSE_MS = 0.5;

/**
 * Waits until a burst of work is over. Requests arrive in trickles: to go with the first would cost a sync of the disk
 * for each. A turn of the event loop that brings no more ends the wait. Where several came together the last time, there
 * must be a pause as well, a sixteenth of what they then took and half a millisecond at most: on a slow disk, whoever
 * comes a moment too late waits for a whole commit of others. One writer alone never waits for anybody.
 */
export class Gathering {
  private lastSize = 0;
  private lastMs = 0;

  /** @param clock gives milliseconds that only grow; a test sets its own. */
  constructor(private readonly clock: () => number = () => performance.now()) {}

  /**
   * Calls `take` once nothing more comes, or `most` has.
   * @param size how much has come so far
   * @param take handles what has come, to the end; what it takes decides on the next wait
   */
  wait(size: () => number, most: number, take: () => void): void {
    const started = this.clock();
    const pause = this.lastSize > 1 ? Math.min(this.lastMs * PAUSE_PER_COMMIT, LONGEST_PAUSE_MS) : 0;
    let known = 0;
    let grown = started;
    const look = () => {
      const now = this.clock();
      const isGrowing = size() > known;
      if (isGrowing) grown = now;
      known = size();
      const isPausing = now - grown < pause && now - started < this.lastMs;
      if (known < most && (isGrowing || isPausing)) {
        setImmediate(look);
        return;
      }
      this.lastSize = known;
      take();
      this.lastMs = this.clock() - now;
    };
    setImmediate(look);
  }
}

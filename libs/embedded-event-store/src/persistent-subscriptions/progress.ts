/**
 * Knows up to where everything is done. Places (revisions or positions) are taken in rising order and closed in any; only
 * those still open are kept.
 */
export class Progress {
  /** Open places in the order they were taken, each with its number among all that were taken. */
  private readonly open = new Map<number, number>();
  private taken = 0;
  private saved = 0;

  /** @param last the place before the first that will be taken. */
  constructor(private last: number) {}

  /** Takes a place that waits for an answer. */
  take(place: number): void {
    this.pass(place);
    this.open.set(place, this.taken);
  }

  /** Takes a place nobody has to answer for. */
  pass(place: number): void {
    this.taken++;
    this.last = place;
  }

  close(place: number): void {
    this.open.delete(place);
  }

  get openCount(): number {
    return this.open.size;
  }

  /** The last place taken. */
  get lastTaken(): number {
    return this.last;
  }

  /** Every place up to this one is closed. */
  get doneUpTo(): number {
    const first = this.firstOpen();
    return first ? first.place - 1 : this.last;
  }

  /** How many places were done, in a row, since the last {@link save}. */
  get unsaved(): number {
    return this.doneCount - this.saved;
  }

  /** Counts what is done now as saved. Returns what takes that back, for a save that failed. */
  save(): () => void {
    const before = this.saved;
    this.saved = this.doneCount;
    return () => {
      this.saved = before;
    };
  }

  private get doneCount(): number {
    const first = this.firstOpen();
    return first ? first.number - 1 : this.taken;
  }

  private firstOpen(): { place: number; number: number } | undefined {
    for (const [place, number] of this.open) return { place, number };
    return undefined;
  }
}

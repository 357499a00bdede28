/** Runs the tasks of one key one after the other, those of different keys side by side. After a task failed no other is
 *  begun, and whoever asks is told. */
export class Lanes {
  private readonly last = new Map<string, Promise<void>>();
  private underway = 0;
  private failure: { readonly error: unknown } | undefined;
  private onEnd: () => void = () => undefined;

  /** At most `most` tasks are taken at a time, running or waiting for their turn. */
  constructor(private readonly most: number) {}

  /** Takes a task; resolves when there is room for the next. Throws what a task failed of. */
  async run(key: string, task: () => Promise<unknown>): Promise<void> {
    this.throwFailure();
    this.underway++;
    const turn = (this.last.get(key) ?? Promise.resolve()).then(() => this.attempt(task));
    this.last.set(key, turn);
    void turn.then(() => {
      this.underway--;
      if (this.last.get(key) === turn) this.last.delete(key);
      this.onEnd();
    });
    await this.untilFewerThan(this.most);
    this.throwFailure();
  }

  /** Resolves when every task taken has ended. Throws what one failed of. */
  async drained(): Promise<void> {
    await this.untilFewerThan(1);
    this.throwFailure();
  }

  private async attempt(task: () => Promise<unknown>): Promise<void> {
    if (this.failure) return;
    try {
      await task();
    } catch (error) {
      this.failure ??= { error };
    }
  }

  private async untilFewerThan(count: number): Promise<void> {
    while (this.underway >= count) await new Promise<void>((resolve) => (this.onEnd = resolve));
  }

  private throwFailure(): void {
    if (this.failure) throw this.failure.error;
  }
}

/** Lets others wait until something has come far enough. */
export class Milestones {
  private readonly waiting = new Set<() => void>();

  /** To be called after every step. */
  passed(): void {
    for (const look of this.waiting) look();
  }

  /** Resolves as soon as `isReached`; rejects with `describe()` after `timeoutMs` milliseconds. */
  when(isReached: () => boolean, timeoutMs: number, describe: () => string): Promise<void> {
    if (isReached()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const look = () => {
        if (!isReached()) return;
        end();
        resolve();
      };
      const timer = setTimeout(() => {
        end();
        reject(new Error(`${describe()}; waited ${timeoutMs} ms.`));
      }, timeoutMs);
      const end = () => {
        clearTimeout(timer);
        this.waiting.delete(look);
      };
      this.waiting.add(look);
    });
  }
}

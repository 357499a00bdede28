import type { Caller, Reply } from './standalone';

/** A write as a client remembers it: what it asked, under which key, and the answer, where one came. */
export interface RememberedWrite {
  readonly url: string;
  readonly body: unknown;
  readonly key: string;
  /** Undefined where the connection broke before an answer: it may have been recorded or not. */
  readonly answer: Reply<WriteAnswer> | undefined;
}

export interface WriteAnswer {
  readonly contractId: string;
  readonly revision: number;
  readonly position: string;
  readonly replayed: boolean;
  readonly events: readonly { id: string; type: string; revision: number }[];
}

/** Several clients that write one thing after another, each under a key of its own, until the connection breaks. */
export class WriteBurst {
  readonly writes: RememberedWrite[] = [];
  private readonly writers: Promise<void>[];

  /** `next` tells what the n-th write of a writer is. */
  constructor(caller: Caller, writers: number, next: (writer: number, n: number) => { url: string; body: unknown }) {
    this.writers = Array.from({ length: writers }, (_, writer) => this.write(caller, writer, next));
  }

  get acknowledged(): RememberedWrite[] {
    return this.writes.filter(({ answer }) => answer?.status === 201);
  }
  get unanswered(): RememberedWrite[] {
    return this.writes.filter(({ answer }) => answer === undefined);
  }

  /** Resolves when every writer has met a broken connection. */
  async whenBroken(): Promise<void> {
    await Promise.all(this.writers);
  }

  private async write(
    caller: Caller,
    writer: number,
    next: (writer: number, n: number) => { url: string; body: unknown },
  ): Promise<void> {
    for (let n = 0; ; n++) {
      const { url, body } = next(writer, n);
      const key = `burst-${writer}-${n}`;
      const answer = await caller.post<WriteAnswer>(url, body, { 'idempotency-key': key }).catch(() => undefined);
      this.writes.push({ url, body, key, answer });
      if (!answer) return;
    }
  }
}

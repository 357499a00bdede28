import type { GroupMessage } from './message';

/** What became of a message that was shown: it stays, it is gone, or it stays and so does all behind it. */
export type Verdict = 'keep' | 'taken' | 'stop';

/** The messages of a group that wait for a consumer. Those to be retried come first, each kind in the order of the log. */
export class MessageBuffer {
  private retries: GroupMessage[] = [];
  private fresh: GroupMessage[] = [];

  get retryCount(): number {
    return this.retries.length;
  }

  get freshCount(): number {
    return this.fresh.length;
  }

  add(message: GroupMessage): void {
    this.fresh.push(message);
  }

  addRetry(message: GroupMessage): void {
    // Searched from the end: what is taken back is mostly younger than what waits already.
    let index = this.retries.length;
    while (index > 0 && this.retries[index - 1]!.order > message.order) index--;
    this.retries.splice(index, 0, message);
  }

  /** Shows the messages one by one until one is answered with `stop`. Nothing may be added meanwhile. */
  drain(show: (message: GroupMessage) => Verdict): void {
    const retries = remaining(this.retries, show);
    this.retries = retries.messages;
    if (!retries.stopped) this.fresh = remaining(this.fresh, show).messages;
  }
}

function remaining(
  messages: GroupMessage[],
  show: (message: GroupMessage) => Verdict,
): { messages: GroupMessage[]; stopped: boolean } {
  const kept: GroupMessage[] = [];
  for (const [index, message] of messages.entries()) {
    const verdict = show(message);
    if (verdict === 'stop') return { messages: kept.concat(messages.slice(index)), stopped: true };
    if (verdict === 'keep') kept.push(message);
  }
  return { messages: kept, stopped: false };
}

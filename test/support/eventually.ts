import { setTimeout as pause } from 'node:timers/promises';

export interface EventuallyOptions {
  /** What is awaited, for the error: "the broker to answer". */
  what: string;
  timeoutMs?: number;
  /** Asked between two attempts; a defined answer ends the wait at once with that reason. */
  hopeless?: () => string | undefined;
}

/** Asks `attempt` until it gives something other than undefined or false, and gives that. An attempt that throws counts
 *  as "not yet", and its error is quoted when time runs out.
 *  await eventually(() => view.lag() === 0n, { what: 'the view to catch up' }) */
export async function eventually<T>(
  attempt: () => T | undefined | false | Promise<T | undefined | false>,
  { what, timeoutMs = 20_000, hopeless = () => undefined }: EventuallyOptions,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  let last: unknown = 'no answer yet';
  for (;;) {
    try {
      const answer = await attempt();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      last = error;
    }
    const reason = hopeless();
    if (reason !== undefined) throw new Error(`Waited for ${what} in vain: ${reason}`);
    if (performance.now() > deadline) {
      throw new Error(`Waited ${timeoutMs} ms for ${what} in vain: ${String(last)}`, { cause: last });
    }
    await pause(25);
  }
}

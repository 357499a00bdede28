export const STOPPED = Symbol('stopped');

/** What is under way at a stop gets this long to end well. */
const GRACE_MS = 2_000;

/** The outcome of `work`; STOPPED when a stop did not let it end: whether it had its effect is then not known. */
export async function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T | typeof STOPPED> {
  let timer: NodeJS.Timeout | undefined;
  let onAbort: () => void = () => undefined;
  const stopped = new Promise<typeof STOPPED>((resolve) => {
    onAbort = () => (timer = setTimeout(() => resolve(STOPPED), GRACE_MS));
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    work.catch(() => undefined); // its late failure tells nothing any more
  }
}

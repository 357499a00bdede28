import { Backoff, LONGEST_PAUSE_OF_A_CALL_MS, NoAnswerInTime, pause, within } from './patience';

describe('patience', () => {
  it('waits longer after each failure, 5 s at most, and little again after a success', () => {
    const backoff = new Backoff();
    const pauses = Array.from({ length: 12 }, () => backoff.take());
    expect(pauses.slice(0, 4)).toEqual([100, 150, 225, 337.5]);
    expect(pauses.slice(-2)).toEqual([5_000, 5_000]);
    backoff.reset();
    expect(backoff.take()).toBe(100);
  });

  it('waits no longer than told, where somebody waits for the call', () => {
    const backoff = new Backoff(LONGEST_PAUSE_OF_A_CALL_MS);
    const pauses = Array.from({ length: 8 }, () => backoff.take());
    expect(Math.max(...pauses)).toBe(1_000);
  });

  it('gives up on an answer that does not come, and is not hurt by its late failure', async () => {
    let fail: (error: Error) => void = () => undefined;
    const never = new Promise<void>((_, reject) => (fail = reject));
    await expect(within(5, never)).rejects.toThrow(NoAnswerInTime);
    fail(new Error('late'));
    await expect(never).rejects.toThrow('late');
  });

  it('gives the answer that comes in time, or its failure', async () => {
    expect(await within(1_000, Promise.resolve(7))).toBe(7);
    await expect(within(1_000, Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('breaks off a pause when told to', async () => {
    const abort = new AbortController();
    const long = pause(3_600_000, abort.signal);
    abort.abort();
    await long;
    await pause(3_600_000, AbortSignal.abort());
  });
});

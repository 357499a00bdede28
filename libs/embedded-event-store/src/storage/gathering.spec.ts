import { setImmediate as nextTurn } from 'node:timers/promises';
import { Gathering } from './gathering';

/** A gathering on a clock that stands still unless it is moved, and what came in and was taken. */
function gathering({ lastSize, lastMs }: { lastSize: number; lastMs: number }) {
  let now = 0;
  let queue = 0;
  const taken: number[] = [];
  const under = new Gathering(() => now);
  const wait = (most = 1_000, takes = 0) =>
    under.wait(
      () => queue,
      most,
      () => {
        taken.push(queue);
        queue = 0;
        now += takes;
      },
    );
  const come = (count: number) => void (queue += count);
  return {
    taken,
    wait,
    come,
    pass: (ms: number) => void (now += ms),
    /** Lets one group be taken, as the wait for the next one knows it. */
    before: async () => {
      come(lastSize);
      wait(1_000, lastMs);
      while (taken.length === 0) await nextTurn();
      taken.length = 0;
    },
  };
}

it('takes together what comes turn by turn', async () => {
  const { taken, wait, come } = gathering({ lastSize: 0, lastMs: 0 });
  come(1);
  wait();
  for (let turn = 0; turn < 4; turn++) {
    await nextTurn();
    come(1);
  }
  while (taken.length === 0) await nextTurn();
  expect(taken).toEqual([5]);
});

it('lets a writer who is alone wait for nobody', async () => {
  const { taken, wait, come, before } = gathering({ lastSize: 1, lastMs: 8 });
  await before();
  come(1);
  wait();
  await nextTurn();
  await nextTurn();
  expect(taken).toEqual([1]);
});

describe('after several that took 8 ms together', () => {
  const turns = async (count: number) => {
    for (let turn = 0; turn < count; turn++) await nextTurn();
  };

  it('waits for a pause of half a millisecond, from the last that came', async () => {
    const { taken, wait, come, pass, before } = gathering({ lastSize: 2, lastMs: 8 });
    await before();
    come(1);
    wait();
    await turns(9);
    pass(0.4);
    await turns(9);
    come(1);
    await turns(9);
    pass(0.4);
    await turns(9);
    expect(taken).toEqual([]);
    pass(0.2);
    await turns(2);
    expect(taken).toEqual([2]);
  });

  it('waits no longer than they took, however often more comes', async () => {
    const { taken, wait, come, pass, before } = gathering({ lastSize: 2, lastMs: 8 });
    await before();
    wait();
    for (let ms = 0; ms < 8.5; ms += 0.25) {
      come(1);
      await turns(1);
      await turns(1);
      if (taken.length > 0) break;
      pass(0.25);
    }
    expect(taken[0]).toBeGreaterThanOrEqual(32);
    expect(taken[0]).toBeLessThanOrEqual(34);
  });

  it('waits no more when as many have come as one group takes', async () => {
    const { taken, wait, come, before } = gathering({ lastSize: 2, lastMs: 8 });
    await before();
    come(3);
    wait(3);
    await nextTurn();
    expect(taken).toEqual([3]);
  });
});

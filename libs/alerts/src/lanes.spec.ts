import { Lanes } from './lanes';

/** A task that ends when it is told to. */
function task() {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  return { run: () => ended, end };
}

describe('lanes', () => {
  it('run the tasks of one key one after the other', async () => {
    const lanes = new Lanes(10);
    const first = task();
    const order: string[] = [];
    await lanes.run('a', async () => {
      await first.run();
      order.push('first');
    });
    await lanes.run('a', async () => order.push('second'));
    await lanes.run('b', async () => order.push('of another key'));
    first.end();
    await lanes.drained();
    expect(order).toEqual(['of another key', 'first', 'second']);
  });

  it('take no more than they have room for', async () => {
    const lanes = new Lanes(2);
    const [first, second] = [task(), task()];
    await lanes.run('a', first.run);
    let isTaken = false;
    const taking = lanes.run('b', second.run).then(() => (isTaken = true));
    await Promise.resolve();
    expect(isTaken).toBe(false);
    first.end();
    await taking;
    second.end();
    await lanes.drained();
  });

  it('begin nothing after a failure, and tell it', async () => {
    const lanes = new Lanes(10);
    let begun = 0;
    await lanes.run('a', () => Promise.reject(new Error('the log is gone')));
    await lanes.run('a', async () => begun++).catch(() => undefined);
    await expect(lanes.drained()).rejects.toThrow('the log is gone');
    await expect(lanes.run('b', async () => begun++)).rejects.toThrow('the log is gone');
    expect(begun).toBe(0);
  });
});

import { batched, type BatchLimits } from './batched';

const limits: BatchLimits<string> = { most: 3, weightMost: 10, weigh: (item) => item.length, lingerMs: 20 };

async function batchesOf(items: AsyncIterable<string>): Promise<string[][]> {
  const batches: string[][] = [];
  for await (const batch of batched(items, limits)) batches.push(batch);
  return batches;
}

async function* inOneGo(...items: string[]) {
  yield* items;
}

describe('batches', () => {
  it('keep the order and leave nothing out', async () => {
    expect(await batchesOf(inOneGo('a', 'b', 'c', 'd', 'e'))).toEqual([
      ['a', 'b', 'c'],
      ['d', 'e'],
    ]);
  });

  it('are closed by weight as well as by number', async () => {
    expect(await batchesOf(inOneGo('123456', '7890', 'a', '12345678901', 'b'))).toEqual([
      ['123456', '7890'],
      ['a', '12345678901'],
      ['b'],
    ]);
  });

  it('do not wait for what does not come', async () => {
    let release: () => void = () => undefined;
    const later = new Promise<void>((resolve) => (release = resolve));
    async function* halting() {
      yield 'a';
      await later;
      yield 'b';
    }
    const batches = batched(halting(), limits);
    expect((await batches.next()).value).toEqual(['a']); // 'b' cannot come before this
    release();
    expect((await batches.next()).value).toEqual(['b']);
  });

  it('pass a failure on behind what came before it', async () => {
    async function* failing() {
      yield 'a';
      throw new Error('the log is gone');
    }
    const batches = batched(failing(), limits);
    await expect(batches.next().then(() => batches.next())).rejects.toThrow('the log is gone');
  });
});

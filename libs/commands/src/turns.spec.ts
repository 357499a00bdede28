import { ContractBusy } from './contract-request';
import { Turns } from './turns';

describe('requests to one contract', () => {
  it('take turns in the order in which they came, while those to another go beside them', async () => {
    const turns = new Turns(10_000);
    const seen: string[] = [];
    const gate = closedGate();
    const first = turns.take('a', async () => {
      seen.push('a1 begins');
      await gate.opened;
      seen.push('a1 ends');
    });
    const second = turns.take('a', async () => seen.push('a2'));
    await turns.take('b', async () => seen.push('b1'));
    gate.open();
    await Promise.all([first, second]);
    expect(seen).toEqual(['a1 begins', 'b1', 'a1 ends', 'a2']);
  });

  it('do not stop those behind them when they fail', async () => {
    const turns = new Turns(10_000);
    const failed = turns.take('a', () => Promise.reject(new RangeError('no')));
    const next = turns.take('a', async () => 'done');
    await expect(failed).rejects.toThrow(RangeError);
    await expect(next).resolves.toBe('done');
  });

  it('are told that the contract is busy when their turn does not come, and are never begun', async () => {
    const turns = new Turns(5);
    const gate = closedGate();
    const begun: string[] = [];
    const first = turns.take('a', () => gate.opened);
    await expect(turns.take('a', async () => begun.push('late'))).rejects.toThrow(ContractBusy);
    gate.open();
    await first;
    await turns.take('a', async () => begun.push('next'));
    expect(begun).toEqual(['next']);
  });
});

function closedGate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open!: () => void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

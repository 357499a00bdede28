import { AppendOutcomeUnknown } from '@heqi/event-store';
import { contractStream } from '@heqi/messages';
import type { FaultProxy } from '../../../test/support/fault-proxy';
import { StoreBehindProxy } from '../../../test/support/store-behind-proxy';
import { ContractBusy, RevisionStale, type Expectation } from './contract-request';
import { ContractRequests } from './handle-request';
import { beforeNextAppend, clockOfTest, keyed, LogOfTest, Writer } from './testing/log.fixtures';

const at = (revision: number): Expectation => ({ kind: 'revision', revision });

/** The requests of two processes: neither knows what the other keeps in memory. */
describe('two processes that write to one contract', () => {
  let log: LogOfTest;
  let here: Writer;
  let there: Writer;
  beforeAll(async () => (log = await LogOfTest.start()));
  afterAll(() => log.remove());
  beforeEach(async () => {
    here = await Writer.ofNewDeal(new ContractRequests(log.store, clockOfTest()));
    there = here.through(new ContractRequests(log.store, clockOfTest()));
  });

  const claimsOf = async ({ contractId }: Writer) =>
    (await log.store.readStream(contractStream(contractId))).flatMap(
      ({ data }) => (data as { claimId?: string }).claimId ?? [],
    );

  it('each decide on what the other recorded, when they take turns', async () => {
    let { revision } = await here.claim('first');
    for (let n = 0; n < 10; n++) {
      const writer = n % 2 === 0 ? there : here;
      const other = n % 2 === 0 ? here : there;
      const outcome = await writer.claim(`c-${n}`, { expectation: at(revision), idempotency: keyed(`k-${n}`) });
      expect(outcome.revision).toBe(++revision);
      await expect(other.claim(`c-${n}`)).rejects.toMatchObject({ code: 'DUPLICATE_CLAIM' });
      const again = await other.claim(`c-${n}`, { idempotency: keyed(`k-${n}`) });
      expect(again).toEqual({ ...outcome, replayed: true });
    }
  });

  it('both get through on whatever is current, when they meet', async () => {
    beforeNextAppend(log.store, () => there.claim('faster'));
    await here.claim('slower');
    expect(await claimsOf(here)).toEqual(['faster', 'slower']);
  });

  it('leave one with a stale revision, when both quote it and meet: that one is told what is current', async () => {
    const { revision } = await here.claim('seen-by-both');
    beforeNextAppend(log.store, () => there.claim('faster', { expectation: at(revision) }));
    const slower = here.claim('slower', { expectation: at(revision) });
    await expect(slower).rejects.toThrow(RevisionStale);
    await expect(slower).rejects.toMatchObject({ quoted: revision, actual: revision + 1 });
    expect(await claimsOf(here)).toEqual(['seen-by-both', 'faster']);
  });

  it('give one answer to a request that came to both, though it quotes a revision', async () => {
    const { revision } = await here.claim('seen');
    const sent = { expectation: at(revision), idempotency: keyed('twice') };
    let there1: unknown;
    beforeNextAppend(log.store, async () => (there1 = await there.claim('once', sent)));
    const here1 = await here.claim('once', sent);
    expect(here1).toEqual(there1);
    expect(await claimsOf(here)).toEqual(['seen', 'once']);
  });

  it('are told that the contract is busy, rather than kept waiting for ever', async () => {
    const impatient = here.through(new ContractRequests(log.store, clockOfTest(), { patienceMs: 1 }));
    const overtaken = (n: number): void =>
      beforeNextAppend(log.store, async () => {
        await there.claim(`faster-${n}`);
        overtaken(n + 1);
      });
    overtaken(0);
    await expect(impatient.claim('never')).rejects.toThrow(ContractBusy);
    expect(await claimsOf(here)).not.toContain('never');
    await log.reconnect();
  });
});

describe('a request whose append is not answered', () => {
  let log: LogOfTest;
  let behindProxy: StoreBehindProxy;
  let proxy: FaultProxy;
  let contract: Writer;
  beforeAll(async () => {
    log = await LogOfTest.start({ appendDeadlineMs: 500 });
    behindProxy = await StoreBehindProxy.at(log.connectionString);
    ({ proxy } = behindProxy);
  });
  beforeEach(async () => {
    await log.reconnect(behindProxy.connectionString);
    contract = await Writer.ofNewDeal(new ContractRequests(log.store, clockOfTest()));
    await contract.claim('known');
  });
  afterAll(async () => {
    await log.remove();
    await proxy.close();
  });
  const sent = { idempotency: keyed('k') };

  it('is answered when it comes again, and was recorded once, where only the answer was lost', async () => {
    beforeNextAppend(log.store, () => proxy.hold('toClient'));
    await expect(contract.claim('claim', sent)).rejects.toThrow(AppendOutcomeUnknown);
    proxy.heal();
    const again = await contract.claim('claim', sent);
    expect(again).toMatchObject({ replayed: true, events: [{ type: 'PerformanceClaimed' }] });
    expect(again).toEqual(await contract.through(new ContractRequests(log.store, clockOfTest())).claim('claim', sent));
    const next = await contract.claim('next');
    expect(next.revision).toBe(again.revision + 1);
  });

  it('is recorded when it comes again, where it never arrived', async () => {
    beforeNextAppend(log.store, () => proxy.hold('toServer'));
    await expect(contract.claim('claim', sent)).rejects.toThrow(AppendOutcomeUnknown);
    proxy.cut(); // with what was held back
    const again = await contract.claim('claim', sent);
    expect(again).toMatchObject({ replayed: false });
    expect(await contract.claim('claim', sent)).toEqual({ ...again, replayed: true });
  });
});

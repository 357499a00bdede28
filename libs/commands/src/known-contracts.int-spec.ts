import { randomUUID } from 'node:crypto';
import { EventStoreDBClient } from '@eventstore/db-client';
import fc from 'fast-check';
import { Refusal } from '@heqi/domain';
import { StreamGone } from '@heqi/event-store';
import { contractStream } from '@heqi/messages';
import { ContractRequests } from './handle-request';
import { KnownContracts } from './known-contracts';
import { claim, clockOfTest, keyed, LogOfTest, ReadCount, Writer } from './testing/log.fixtures';
import { randomCommands } from './testing/random-log.fixtures';

describe('the contracts that a process knows', () => {
  let log: LogOfTest;
  let read: ReadCount;
  beforeAll(async () => {
    log = await LogOfTest.start();
    read = ReadCount.of(log.store);
  });
  afterAll(() => log.remove());

  const requests = (eventsKeptMax?: number) => new ContractRequests(log.store, clockOfTest(), { eventsKeptMax });

  it('are what a process finds that knows nothing, whoever wrote meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(randomCommands, fc.array(fc.nat({ max: 2 }), { minLength: 5 }), async (commands, looks) => {
        const contractId = randomUUID();
        const processes = [new KnownContracts(log.store), new KnownContracts(log.store, { eventsKeptMax: 12 })];
        let revision = -1;
        for (const [index, command] of commands.entries()) {
          const expected = revision < 0 ? 'no_stream' : revision;
          ({ revision } = await log.store.append(contractStream(contractId), command, expected));
          const looking = processes[looks[index % looks.length]!];
          if (!looking) continue; // and nobody looks
          expect(await looking.load(contractId)).toEqual(await new KnownContracts(log.store).load(contractId));
        }
      }),
      { numRuns: process.env['HEQI_LONG'] ? 200 : 8 },
    );
  }, 300_000);

  it('cost a command what came since the last one, in a contract of 3,000 events as in a new one', async () => {
    const kept = requests();
    const contract = await Writer.ofNewDeal(kept, 60);
    for (let hundreds = 0; hundreds < 30; hundreds++) {
      const claims = Array.from({ length: 100 }, (_, n) => claim(`E-${10 + (n % 60)}`, `c-${hundreds}-${n}`));
      await contract.send(claims);
    }
    await contract.claim('after-the-hundred');
    const reads: number[] = [];
    for (let n = 0; n < 5; n++) {
      read.take();
      const { revision } = await contract.claim(`single-${n}`, { idempotency: keyed(`single-${n}`) });
      expect(revision).toBeGreaterThan(3_000);
      reads.push(read.take());
    }
    expect(reads).toEqual([2, 2, 2, 2, 2]); // the last event known, and the one that the command before recorded
    expect(kept.cacheFigures).toMatchObject({ misses: 2, disagreed: 0, contracts: 1 }); // before there was one, and once after

    const knowsNothing = contract.through(requests());
    await knowsNothing.claim('by-another');
    expect(read.take()).toBeGreaterThan(3_000); // what each command would cost
    await contract.claim('after-another');
    expect(read.take()).toBe(3);
  }, 60_000);

  it('keep to their bound: the one not asked for longest goes, and is read anew', async () => {
    const few = requests(40);
    const contracts: Writer[] = [];
    for (let n = 0; n < 4; n++) contracts.push(await Writer.ofNewDeal(few, 6)); // 6 duties, 5 parties …
    for (const contract of contracts) await contract.claim('once');
    const { events, contracts: count } = few.cacheFigures;
    expect(events).toBeLessThanOrEqual(40);
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(4);
    const { misses } = few.cacheFigures;
    await contracts.at(-1)!.claim('again');
    expect(few.cacheFigures.misses).toBe(misses);
    await contracts[0]!.claim('again');
    expect(few.cacheFigures.misses).toBe(misses + 1);
  });

  it('let a contract larger than all they keep be decided on all the same', async () => {
    const tiny = requests(3);
    const contract = await Writer.ofNewDeal(tiny, 6);
    await contract.claim('first');
    await expect(contract.claim('first')).rejects.toThrow(Refusal);
    expect(tiny.cacheFigures).toMatchObject({ contracts: 0, events: 0, hits: 0 });
  });

  describe('are read anew when their stream does not bear them out:', () => {
    it('a store that was put back to an earlier copy', async () => {
      const kept = requests();
      const contract = await Writer.ofNewDeal(kept);
      const { revision } = await contract.claim('before');
      await log.backUp();
      const lost = await contract.claim('lost', { idempotency: keyed('lost') });
      await contract.claim('lost-too');
      await log.restore();
      const { misses } = kept.cacheFigures;
      const again = await contract.claim('lost', { idempotency: keyed('lost') });
      expect(again).toEqual({ ...lost, replayed: false }); // recorded, not answered from memory
      expect(kept.cacheFigures).toMatchObject({ misses: misses + 1, disagreed: 1 });
      expect(again.revision).toBe(revision + 1);
    });

    it('one in which other events stand in the place of those known', async () => {
      const kept = requests();
      const contract = await Writer.ofNewDeal(kept);
      await log.backUp();
      await contract.claim('a', { idempotency: keyed('a') });
      await contract.claim('b', { idempotency: keyed('b') });
      await expect(contract.claim('c')).resolves.toMatchObject({ replayed: false });
      await log.restore();
      const elsewhere = contract.through(requests());
      for (const claimId of ['x', 'b', 'y']) await elsewhere.claim(claimId, { idempotency: keyed(claimId) });
      await expect(contract.claim('x')).rejects.toMatchObject({ code: 'DUPLICATE_CLAIM' });
      await expect(contract.claim('a', { idempotency: keyed('a') })).resolves.toMatchObject({ replayed: false });
      expect(kept.cacheFigures.disagreed).toBe(1);
    });

    it('a deleted one', async () => {
      const client = EventStoreDBClient.connectionString(log.connectionString);
      const kept = requests();
      const [deleted, gone] = [await Writer.ofNewDeal(kept), await Writer.ofNewDeal(kept)];
      for (const contract of [deleted, gone]) await contract.claim('known');
      await client.deleteStream(contractStream(deleted.contractId));
      await client.tombstoneStream(contractStream(gone.contractId));
      await client.dispose();
      await expect(deleted.claim('more')).rejects.toMatchObject({ code: 'CONTRACT_NOT_FOUND' });
      await expect(gone.claim('more')).rejects.toThrow(StreamGone);
    });
  });
});

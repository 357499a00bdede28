import { foldContract } from '@heqi/domain';
import { decodeContractEvent } from '@heqi/messages';
import { onEachDatabase } from '../testing/each-database.fixtures';
import { withEventStore } from '../testing/event-store.fixtures';
import { d, dealRecorded, ENTERPRISE, eventfulDeal, LogOfTest } from '../testing/log.fixtures';
import { project } from '../testing/project.fixtures';
import { readerOf } from '../testing/reader.fixtures';
import { Contracts, type ContractFilter } from './contract-state.query';

const store = withEventStore();

onEachDatabase('the contracts', (views) => {
  const contracts = () => new Contracts(readerOf(views(), store()));

  it('are found as their whole history folds to', async () => {
    const log = eventfulDeal(new LogOfTest(), 'c1');
    await project(views(), log, { batchSize: 3 });
    const history = log.events.filter((event) => event.streamName === 'contract-c1').map(decodeContractEvent);
    const { found } = await contracts().find('c1');
    expect(found).toEqual({
      state: foldContract(history),
      revision: history.length - 1,
      position: BigInt(history.at(-1)!.position),
      parked: null,
    });
  });

  it('are not found where the views have not heard of them', async () => {
    expect(await contracts().find('c1')).toMatchObject({ found: null, freshness: { projectedPosition: null } });
  });

  it('say at which event they are parked, and why', async () => {
    await project(views(), new LogOfTest().contract('c1', ...dealRecorded('c1')).unreadable('c1'));
    const { found } = await contracts().find('c1');
    expect(found).toMatchObject({
      revision: 4,
      parked: { revision: 5, reason: expect.stringContaining('cannot be read') },
    });
  });

  describe('are listed by deal number', () => {
    beforeEach(() =>
      project(
        views(),
        new LogOfTest()
          .contract('c2', ...dealRecorded('c2', { parkId: 'park-2', title: '传感器 Sensor 项目' }))
          .contract('c1', ...dealRecorded('c1'))
          .contract('c1', {
            type: 'PartySucceeded',
            data: {
              ...{ successionId: 'merger-1', predecessorId: ENTERPRISE.id, kind: 'merger', documentNumber: null },
              ...{ successor: { ...ENTERPRISE, id: 'ent-merged' }, effectiveOn: d('2025-05-01'), evidence: [] },
            },
          }),
      ),
    );

    it.each<[ContractFilter, string[]]>([
      [{}, ['c1', 'c2']],
      [{ parkId: 'park-2' }, ['c2']],
      [{ text: 'SENSOR' }, ['c2']],
      [{ text: 'd-c1' }, ['c1']],
      [{ text: '%' }, []],
      [{ industryCode: 'C3983', bureauId: 'bureau-east' }, ['c1', 'c2']],
      [{ partyId: ENTERPRISE.id }, ['c1', 'c2']],
      [{ partyId: 'ent-merged' }, ['c1']],
      [{ partyId: 'ent-unknown' }, []],
      [{ successionId: 'merger-1' }, ['c1']],
      [{ successionId: 'merger-2' }, []],
    ])('%j', async (filter, expected) => {
      const { rows, total } = await contracts().list(filter);
      expect([rows.map((row) => row.contractId), total]).toEqual([expected, expected.length]);
    });

    it('in pages', async () => {
      expect(await contracts().list({}, { offset: 1, limit: 1 })).toMatchObject({
        total: 2,
        rows: [{ contractId: 'c2' }],
      });
    });
  });
});

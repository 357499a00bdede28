import { dumpViews } from '../dump-views';
import { onEachDatabase } from '../testing/each-database.fixtures';
import { claimed, dealRecorded, LogOfTest, obligationRecorded, verified } from '../testing/log.fixtures';
import { project } from '../testing/project.fixtures';

onEachDatabase('a projection', (views) => {
  it('writes a deal with its duties and their days', async () => {
    const log = new LogOfTest()
      .contract('c1', ...dealRecorded('c1'), obligationRecorded('G-01'), obligationRecorded('E-01'))
      .contract('c1', claimed('G-01', 'k1', '2025-09-01'))
      .contract('c1', verified('G-01', 'k1', '2025-09-01'));
    await project(views(), log);
    const rows = Object.fromEntries((await dumpViews(views().dataSource)).map((dump) => [dump.table, dump.rows]));
    expect(rows).toEqual({
      contract_state: 1,
      obligation_ledger: 5,
      contract_board: 4,
      alert_list: 0,
      parked_contract: 0,
    });
  });
});

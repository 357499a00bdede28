import type { ContractEvent } from '@heqi/domain';
import { onEachDatabase } from '../testing/each-database.fixtures';
import { withEventStore } from '../testing/event-store.fixtures';
import {
  claimed,
  d,
  dealRecorded,
  determined,
  ENTERPRISE,
  LogOfTest,
  obligation,
  obligationRecorded,
  OFFICE,
  payment,
  rejected,
  SUPPLEMENT,
  terminated,
  verificationRevoked,
  verified,
  verifiedAmount,
} from '../testing/log.fixtures';
import { project } from '../testing/project.fixtures';
import { readerOf } from '../testing/reader.fixtures';
import { ObligationLedger, type LedgerEntry } from './obligation-ledger.query';

const store = withEventStore();

onEachDatabase('the obligation ledger', (views) => {
  const ledger = () => new ObligationLedger(readerOf(views(), store()));

  /** A deal with what is given; then one more command; then all of it once more; then its duties as of a day. */
  const after = async (given: readonly ContractEvent[], when: readonly ContractEvent[], day = '2025-10-05') => {
    const log = new LogOfTest().contract('c1', ...dealRecorded('c1'), ...given);
    if (when.length > 0) log.contract('c1', ...when);
    await project(views(), log);
    await project(views(), log); // a repeat changes nothing
    return (await ledger().ofContract(d(day), 'c1')).rows;
  };
  const only = (rows: readonly LedgerEntry[]) => {
    expect(rows).toHaveLength(1);
    return rows[0]!;
  };

  describe('as of a day', () => {
    it('is not yet due, due soon, then overdue by as many days as have passed, without a write', async () => {
      await project(views(), new LogOfTest().contract('c1', ...dealRecorded('c1'), obligationRecorded('G-01')));
      const on = async (day: string) => {
        const { status, light, daysLate, holds } = only((await ledger().ofContract(d(day), 'c1')).rows);
        return { status, light, daysLate, holds };
      };
      const soon = { from: '2025-09-15', until: '2025-09-30' };
      const late = { from: '2025-10-01', until: null };
      expect(await on('2025-09-14')).toMatchObject({ status: 'not_yet_due', light: 'grey', daysLate: 0 });
      expect(await on('2025-09-15')).toEqual({ status: 'due_soon', light: 'yellow', daysLate: 0, holds: soon });
      expect(await on('2025-09-30')).toEqual({ status: 'due_soon', light: 'yellow', daysLate: 0, holds: soon });
      expect(await on('2025-10-01')).toEqual({ status: 'overdue', light: 'red', daysLate: 1, holds: late });
      expect(await on('2026-10-01')).toEqual({ status: 'overdue', light: 'red', daysLate: 366, holds: late });
    });

    it('keeps the days late of a late fulfilment', async () => {
      const when = [claimed('G-01', 'k1', '2025-10-03'), verified('G-01', 'k1', '2025-10-03')];
      const rows = await after([obligationRecorded('G-01')], when, '2027-01-01');
      expect(only(rows)).toMatchObject({ status: 'fulfilled_late', daysLate: 3, fulfilledOn: '2025-10-03' });
    });
  });

  describe('follows each fact', () => {
    const g1 = obligationRecorded('G-01');
    const { no: _no, side: _side, ...terms } = obligation('G-01');
    const inYuan = { kind: 'amount', target: { minor: '100000', currency: 'CNY' }, countedBy: 'payments' } as const;
    const permit = { id: 'permit', kind: 'determined', text: '施工许可证' } as const;
    const conditional = obligationRecorded('G-01', { conditions: [permit] });
    const moved: ContractEvent[] = [
      { type: 'InstrumentSigned', data: { instrument: SUPPLEMENT } },
      {
        type: 'DueDateMoved',
        data: { no: 'G-01', moveId: 'm1', instrumentId: SUPPLEMENT.id, newDueOn: d('2026-01-31') },
      },
    ];
    const renamed = { ...OFFICE, name: '自然资源和规划局' };
    const corrected = { ...terms, title: '交付净地50亩' };
    const reason = '误录';

    it.each<[string, ContractEvent[], ContractEvent[], Partial<LedgerEntry>]>([
      ['ObligationRecorded', [], [g1], { status: 'overdue', obligorName: '自然资源局', contractTitle: '项目 c1' }],
      [
        'ObligationTermsCorrected',
        [g1],
        [{ type: 'ObligationTermsCorrected', data: { no: 'G-01', terms: corrected, reason } }],
        { title: '交付净地50亩' },
      ],
      ['DueDateMoved', [g1], moved, { dueOn: '2026-02-02', originalDueOn: '2025-09-30', status: 'not_yet_due' }],
      [
        'DueDateMoveRevoked',
        [g1, ...moved],
        [{ type: 'DueDateMoveRevoked', data: { no: 'G-01', moveId: 'm1', reason } }],
        { dueOn: '2025-09-30', status: 'overdue' },
      ],
      [
        'InstrumentCorrected',
        [g1, ...moved],
        [
          {
            type: 'InstrumentCorrected',
            data: { instrument: { ...SUPPLEMENT, signedOn: d('2025-12-01') }, reason },
          },
        ],
        { dueOn: '2025-09-30', status: 'overdue' }, // on 5 October the supplement was not yet signed
      ],
      ['ConditionDetermined', [conditional], [determined('G-01', 'permit', 'd1', '2025-06-01')], { status: 'overdue' }],
      [
        'ConditionDeterminationRevoked',
        [conditional, determined('G-01', 'permit', 'd1', '2025-06-01')],
        [{ type: 'ConditionDeterminationRevoked', data: { no: 'G-01', determinationId: 'd1', reason } }],
        { status: 'conditional', light: 'grey' },
      ],
      [
        'PerformanceClaimed',
        [g1],
        [claimed('G-01', 'k1', '2025-09-20')],
        { status: 'under_verification', flags: ['unverified_claim'] },
      ],
      [
        'ClaimWithdrawn',
        [g1, claimed('G-01', 'k1', '2025-09-20')],
        [{ type: 'ClaimWithdrawn', data: { no: 'G-01', claimId: 'k1', reason } }],
        { status: 'overdue', flags: [] },
      ],
      [
        'ClaimRejected',
        [g1, claimed('G-01', 'k1', '2025-09-20')],
        [rejected('G-01', 'k1', '2025-10-04')],
        { status: 'overdue' },
      ],
      [
        'PerformanceVerified',
        [g1, claimed('G-01', 'k1', '2025-09-20')],
        [verified('G-01', 'k1', '2025-09-19')],
        { status: 'fulfilled_on_time', fulfilledOn: '2025-09-19', light: 'green' },
      ],
      [
        'VerificationRevoked',
        [g1, claimed('G-01', 'k1', '2025-09-20'), verified('G-01', 'k1', '2025-09-19')],
        [verificationRevoked('G-01', 'k1')],
        { status: 'under_verification' },
      ],
      [
        'PaymentRecorded',
        [obligationRecorded('G-01', { measure: inYuan })],
        [payment('G-01', 'k1', '2025-08-01', '40000'), verifiedAmount('G-01', 'k1', '2025-08-01', '40000')],
        { verifiedBasisPoints: 4_000, flags: ['part_performed'], target: inYuan.target, measureKind: 'amount' },
      ],
      [
        'PartyCorrected',
        [g1],
        [{ type: 'PartyCorrected', data: { party: renamed, reason } }],
        { obligorName: '自然资源和规划局' },
      ],
      ['ContractTerminated', [g1], [terminated('2025-10-05')], { status: 'terminated', light: 'grey' }],
      [
        'ContractTerminationRevoked',
        [g1, terminated('2025-10-05')],
        [{ type: 'ContractTerminationRevoked', data: { reason } }],
        { status: 'overdue' },
      ],
    ])('%s', async (_type, given, when, expected) => {
      expect(only(await after(given, when))).toMatchObject(expected);
    });

    it('ObligationRetracted', async () => {
      expect(await after([g1], [{ type: 'ObligationRetracted', data: { no: 'G-01', reason } }])).toEqual([]);
    });
  });

  describe('asked for a part', () => {
    beforeEach(async () => {
      const other = { id: 'ent-2', kind: 'enterprise', name: '青松', identifier: null } as const;
      const log = new LogOfTest()
        .contract('c1', ...dealRecorded('c1'), obligationRecorded('G-01'), obligationRecorded('E-01'))
        .contract(
          'c2',
          ...dealRecorded('c2', { parkId: 'park-2' }),
          obligationRecorded('G-01', { due: { kind: 'none' } }),
        )
        .contract(
          'c2',
          { type: 'PartyAdded', data: { party: other } },
          obligationRecorded('E-02', { obligorId: 'ent-2' }),
        );
      await project(views(), log);
    });
    const day = d('2025-10-05');
    const keys = (rows: readonly LedgerEntry[]) => rows.map(({ contractId, no }) => `${contractId}/${no}`);

    it.each([
      [{}, ['c1/E-01', 'c1/G-01', 'c2/E-02', 'c2/G-01']],
      [{ side: 'government' }, ['c1/G-01', 'c2/G-01']],
      [{ statuses: ['no_deadline', 'awaiting_anchor'] }, ['c2/G-01']],
      [{ lights: ['red'] }, ['c1/E-01', 'c1/G-01', 'c2/E-02']],
      [{ parkId: 'park-2' }, ['c2/E-02', 'c2/G-01']],
      [{ obligorId: OFFICE.id }, ['c1/G-01', 'c2/G-01']],
      [{ contractId: 'c1' }, ['c1/E-01', 'c1/G-01']],
      [{ partyId: 'ent-2' }, ['c2/E-02', 'c2/G-01']],
      [
        { partyId: ENTERPRISE.id, side: 'enterprise', bureauId: 'bureau-east', zoneId: 'zone-1' },
        ['c1/E-01', 'c2/E-02'],
      ],
      [{ partyId: 'ent-3' }, []],
      [{ verifierId: 'gov-stat', category: '土地' }, []],
    ] as const)('%j', async (filter, expected) => {
      const { rows, total } = await ledger().find(day, filter);
      expect([keys(rows), total]).toEqual([expected, expected.length]);
    });

    it('gives pages that together are all of it', async () => {
      const first = await ledger().find(day, {}, { limit: 3 });
      const second = await ledger().find(day, {}, { offset: 3, limit: 3 });
      expect([keys(first.rows), first.total]).toEqual([['c1/E-01', 'c1/G-01', 'c2/E-02'], 4]);
      expect([keys(second.rows), second.total]).toEqual([['c2/G-01'], 4]);
      await expect(ledger().find(day, {}, { limit: 0 })).rejects.toThrow('limit must lie between 1 and 1000, not 0.');
    });
  });
});

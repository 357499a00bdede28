import type { ContractEvent } from '@heqi/domain';
import { onEachDatabase } from '../testing/each-database.fixtures';
import { withEventStore } from '../testing/event-store.fixtures';
import {
  breachNoticeServed,
  claimed,
  d,
  dealRecorded,
  demandServed,
  determined,
  ENTERPRISE,
  frozenByLaw,
  LogOfTest,
  obligation,
  obligationRecorded,
  OFFICE,
  payment,
  rejected,
  superseded,
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

const reason = '误录';
const succeeded: ContractEvent = {
  type: 'PartySucceeded',
  data: {
    successionId: 's1',
    predecessorId: OFFICE.id,
    successor: { id: 'gov-new', kind: 'government_office', name: '新区自然资源局', identifier: null },
    kind: 'abolition',
    effectiveOn: d('2025-08-01'),
    documentNumber: null,
    evidence: [],
  },
};
const unsucceeded: ContractEvent = {
  type: 'PartySuccessionRevoked',
  data: { successionId: 's1', predecessorId: OFFICE.id, reason },
};
const dissolved: ContractEvent = {
  type: 'InstrumentDissolved',
  data: { instrumentId: SUPPLEMENT.id, dissolvedOn: d('2025-10-05'), court: '法院', judgmentNumber: '1', evidence: [] },
};
const undissolved: ContractEvent = {
  type: 'InstrumentDissolutionRevoked',
  data: { instrumentId: SUPPLEMENT.id, reason },
};
const paper = { caseId: 't1', documentNumber: null, evidence: [] };
const ladder: ContractEvent = {
  type: 'TerminationCaseOpened',
  data: { ...paper, bySide: 'enterprise', grounds: ['G-01'], clause: null, reason, openedOn: d('2025-07-01') },
};
const endServed: ContractEvent = { type: 'TerminationNoticeServed', data: { ...paper, servedOn: d('2025-10-05') } };
const servedBack: ContractEvent = {
  type: 'TerminationStepRevoked',
  data: { caseId: 't1', step: 'service', reason },
};

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
    const permitHeld: ContractEvent = {
      type: 'ExcuseClaimed',
      data: {
        ...{ excuseId: 'x1', obligations: ['G-01'], cause: 'conduct', ground: 'enterprise', partyId: null },
        ...{
          clause: null,
          description: '未清场',
          firstDay: d('2025-09-01'),
          lastDay: null,
          notifiedOn: null,
          evidence: [],
        },
      },
    };
    const ended: ContractEvent = {
      type: 'ExcuseEnded',
      data: { excuseId: 'x1', lastDay: d('2025-09-20'), evidence: [] },
    };
    const onExcuse = (type: 'ExcuseAccepted' | 'ExcuseRejected' | 'ExcuseDecisionRevoked') =>
      ({ type, data: { excuseId: 'x1', decidedOn: d('2025-10-01'), reason } }) as ContractEvent;
    const asked: ContractEvent = {
      type: 'ReliefRequested',
      data: {
        ...{ no: 'G-01', reliefId: 'r1', relief: { kind: 'extension', newDueOn: d('2025-12-31') } },
        ...{ requestedOn: d('2025-09-01'), reason, evidence: [] },
      },
    };
    const relief = { no: 'G-01', reliefId: 'r1' };
    const approved: ContractEvent = {
      type: 'ReliefApproved',
      data: { ...relief, decidedOn: d('2025-09-05'), documentNumber: null, evidence: [], note: null },
    };
    const served: ContractEvent = {
      type: 'ReliefServed',
      data: { ...relief, servedOn: d('2025-09-08'), evidence: [] },
    };
    const late5: Partial<LedgerEntry> = { status: 'overdue', slip: expect.objectContaining({ government: 5 }) };

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
      [
        'ExcuseClaimed',
        [g1],
        [permitHeld],
        { status: 'overdue', flags: ['contested'], slip: expect.objectContaining({ contested: 5 }) },
      ],
      [
        'ExcuseAccepted',
        [g1, permitHeld],
        [onExcuse('ExcuseAccepted')],
        { flags: ['date_moves'], dueOn: null, slip: expect.objectContaining({ enterprise: 5 }) },
      ],
      ['ExcuseEnded', [g1, permitHeld, onExcuse('ExcuseAccepted')], [ended], { dueOn: '2025-10-20', daysLate: 0 }],
      ['ExcuseRejected', [g1, permitHeld], [onExcuse('ExcuseRejected')], { ...late5, flags: [] }],
      [
        'ExcuseDecisionRevoked',
        [g1, permitHeld, onExcuse('ExcuseRejected')],
        [onExcuse('ExcuseDecisionRevoked')],
        { flags: ['contested'] },
      ],
      [
        'ExcuseWithdrawn',
        [g1, permitHeld],
        [{ type: 'ExcuseWithdrawn', data: { excuseId: 'x1', reason } }],
        { ...late5, flags: [] },
      ],
      ['ReliefRequested', [g1], [asked], late5],
      ['ReliefApproved', [g1, asked], [approved], late5],
      [
        'ReliefServed',
        [g1, asked, approved],
        [served],
        {
          status: 'not_yet_due',
          dueOn: '2025-12-31',
          originalDueOn: '2025-09-30',
          slip: expect.objectContaining({ agreed: 5 }),
        },
      ],
      [
        'ReliefDecisionRevoked',
        [g1, asked, approved, served],
        [{ type: 'ReliefDecisionRevoked', data: { ...relief, decidedOn: d('2025-10-01'), reason } }],
        late5,
      ],
      [
        'ReliefRefused',
        [g1, asked],
        [{ type: 'ReliefRefused', data: { ...relief, decidedOn: d('2025-09-05'), reason } }],
        late5,
      ],
      ['ReliefWithdrawn', [g1, asked], [{ type: 'ReliefWithdrawn', data: { ...relief, reason } }], late5],
      [
        'DemandServed',
        [obligationRecorded('G-01', { due: { kind: 'none' } })],
        [demandServed('G-01', 'd1', '2025-09-01')],
        { dueOn: '2025-10-09', originalDueOn: '2025-10-09', status: 'due_soon' }, // 1 October, rolled off the holidays
      ],
      [
        'BreachNoticeServed',
        [g1],
        [breachNoticeServed('G-01', 'b1', '2025-10-03')],
        { status: 'in_cure', light: 'red', daysLate: 5 },
      ],
      [
        'BreachNoticeRevoked',
        [g1, breachNoticeServed('G-01', 'b1', '2025-10-03')],
        [{ type: 'BreachNoticeRevoked', data: { no: 'G-01', noticeId: 'b1', reason } }],
        { status: 'overdue', daysLate: 5 },
      ],
      ['ObligationFrozen', [g1], [frozenByLaw('G-01', '2025-10-01')], { status: 'frozen_unlawful', light: 'grey' }],
      [
        'ObligationUnfrozen',
        [g1, frozenByLaw('G-01', '2025-10-01')],
        [
          {
            type: 'ObligationUnfrozen',
            data: { no: 'G-01', unfrozenOn: d('2025-10-05'), reviewNumber: null, reason },
          },
        ],
        { status: 'overdue' },
      ],
      [
        'ObligationSuperseded',
        [g1, { type: 'InstrumentSigned', data: { instrument: SUPPLEMENT } }],
        [superseded('G-01', 'G-01', '2025-10-05')],
        { status: 'superseded', light: 'grey' },
      ],
      [
        'ObligationTermsCorrected to best effort',
        [g1],
        [
          {
            type: 'ObligationTermsCorrected',
            data: { no: 'G-01', terms: { ...terms, bindingness: 'best_effort' }, reason },
          },
        ],
        { status: 'past_date', light: 'yellow', daysLate: 0, flags: ['best_effort'] },
      ],
      ['ContractTerminated', [g1], [terminated('2025-10-05')], { status: 'terminated', light: 'grey' }],
      [
        'ContractTerminationRevoked',
        [g1, terminated('2025-10-05')],
        [{ type: 'ContractTerminationRevoked', data: { reason } }],
        { status: 'overdue' },
      ],
      ['PartySucceeded', [g1], [succeeded], { obligorId: 'gov-new', obligorName: '新区自然资源局' }],
      ['PartySuccessionRevoked', [g1, succeeded], [unsucceeded], { obligorId: OFFICE.id, obligorName: OFFICE.name }],
      ['InstrumentDissolved', [g1, ...moved], [dissolved], { dueOn: '2025-09-30', status: 'overdue' }],
      ['InstrumentDissolutionRevoked', [g1, ...moved, dissolved], [undissolved], { dueOn: '2026-02-02' }],
      ['TerminationNoticeServed', [g1, ladder], [endServed], { status: 'terminated', light: 'grey' }],
      ['TerminationStepRevoked', [g1, ladder, endServed], [servedBack], { status: 'overdue' }],
      [
        'TerminationNoticeServed, for what survives it',
        [obligationRecorded('G-01', { survivesTermination: true }), ladder],
        [endServed],
        { status: 'overdue', flags: ['surviving_termination'] },
      ],
    ])('%s', async (_type, given, when, expected) => {
      expect(only(await after(given, when))).toMatchObject(expected);
    });

    it('a duty that another holds up', async () => {
      const held = obligationRecorded('E-01', {
        tolledBy: ['G-01'],
        due: { kind: 'fixed', on: d('2025-12-31'), termAfterCondition: null },
      });
      const rows = await after([g1, held], []);
      expect(rows).toMatchObject([
        { no: 'E-01', status: 'blocked', light: 'blue', blockedBy: 'G-01', dueOn: null, flags: ['date_moves'] },
        { no: 'G-01', status: 'overdue', blockedBy: null },
      ]);
      const found = await ledger().find(d('2025-10-05'), { blockedBy: 'G-01' });
      expect(found.rows.map(({ no }) => no)).toEqual(['E-01']);
      const slipping = await ledger().find(d('2025-10-05'), { slipIn: 'government' });
      expect(slipping.rows.map(({ no, slip }) => [no, slip.government])).toEqual([['G-01', 5]]);
    });

    it('keeps the old name on the days before a succession', async () => {
      const holders = async (day: string) => {
        const { obligorId, obligorName } = only(await after([g1], [succeeded], day));
        return [obligorId, obligorName];
      };
      expect(await holders('2025-07-31')).toEqual([OFFICE.id, OFFICE.name]);
      expect(await holders('2025-08-01')).toEqual(['gov-new', '新区自然资源局']);
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

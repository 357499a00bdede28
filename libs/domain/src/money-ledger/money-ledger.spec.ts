import { DEFAULT_ASSESSMENT_RULES as rules } from '../assessment/assessment-rules';
import { latestCalendar } from '../calendar/statutory-calendar';
import type { ContractEvent } from '../contract/contract.events';
import { civilDate } from '../time/civil-date';
import {
  contractRecorded,
  commitment,
  determined,
  paid,
  promise,
  relieved,
  settled,
  type Fact,
} from '../testing/facts.fixtures';
import { given } from '../testing/given.fixtures';
import * as c from '../testing/procedures.fixtures';
import { amount, fixedOn, onceDetermined, term, yuan } from '../testing/terms.fixtures';
import { exposureByYear, moneyLedgerOf } from './money-ledger';

const subsidy = promise({ measure: amount(yuan(1000), 'payments'), due: fixedOn('2025-06-30') });
const gated = promise({
  measure: amount(yuan(1000), 'payments'),
  due: fixedOn('2025-06-30', term(30, 'natural_days')),
  conditions: [onceDetermined('permit')],
});
const linesOn = (day: string, ...facts: readonly Fact[]) =>
  moneyLedgerOf(given(contractRecorded(), ...facts).state, civilDate(day), latestCalendar(), rules);
const lineOn = (day: string, ...facts: readonly Fact[]) => linesOn(day, ...facts)[0]!;
const faultsOn = (day: string, ...facts: readonly Fact[]) =>
  lineOn(day, ...facts).faults.map(({ kind, amount: { minor } }) => `${kind} ${Number(minor) / 100}`);

describe('the money of a duty', () => {
  it('is promised, then due, applied for, and paid when it is verified', () => {
    expect(lineOn('2025-06-29', subsidy)).toMatchObject({
      promised: yuan(1000),
      due: yuan(0),
      outstanding: yuan(1000),
    });
    expect(lineOn('2025-06-30', subsidy)).toMatchObject({ due: yuan(1000), faults: [] });
    expect(lineOn('2025-06-30', subsidy, paid('G-01', '2025-06-20', yuan(400)))).toMatchObject({
      ...{ applied: yuan(400), paid: yuan(0), outstanding: yuan(1000) },
    });
    expect(lineOn('2025-06-30', subsidy, settled('G-01', '2025-06-20', yuan(400)))).toMatchObject({
      ...{ applied: yuan(0), paid: yuan(400), outstanding: yuan(600) },
    });
  });
  it('is conditional while a condition is open', () =>
    expect(lineOn('2025-03-01', gated)).toMatchObject({
      status: 'conditional',
      conditional: yuan(1000),
      due: yuan(0),
    }));
  it('counts what was set off on both duties', () => {
    const deposit = commitment({ measure: amount(yuan(300), 'payments') });
    const setOff = relieved(
      'G-01',
      { kind: 'set_off', against: 'E-01', amount: { minor: '30000', currency: 'CNY' } },
      '2025-05-06',
    );
    expect(linesOn('2025-06-01', subsidy, deposit, setOff)).toMatchObject([
      { no: 'G-01', setOff: yuan(300), outstanding: yuan(700) },
      { no: 'E-01', setOff: yuan(300), outstanding: yuan(0), status: 'fulfilled_on_time' },
    ]);
  });
  it('is not paid on evidence below the grade that the contract asks for: it stands as applied for', () => {
    const { data } = contractRecorded()[0] as Extract<ContractEvent, { type: 'ContractRecorded' }>;
    const strict: ContractEvent = { type: 'ContractRecorded', data: { ...data, minimumEvidenceGrade: 'third_party' } };
    const facts = [strict, contractRecorded().slice(1), subsidy, settled('G-01', '2025-06-20', yuan(400))];
    const { state } = given(...facts);
    expect(moneyLedgerOf(state, civilDate('2025-06-30'), latestCalendar(), rules)).toMatchObject([
      { paid: yuan(0), applied: yuan(400), outstanding: yuan(1000), payments: [] },
    ]);
  });
  it('tells what came back by clawback, from its day on', () => {
    const back = [c.openClawback({ ground: { no: 'G-01', claimId: 'G-01-c1', reason: 'not_eligible' } })];
    const steps = [c.demandClawback('2025-07-01', 400), c.recordRecovery('2025-08-01', 150)];
    const facts = [subsidy, settled('G-01', '2025-06-20', yuan(400)), ...[...back, ...steps].map(c.factOf)];
    expect(lineOn('2025-07-31', ...facts)).toMatchObject({ paid: yuan(400), recovered: yuan(0) });
    expect(lineOn('2025-08-01', ...facts)).toMatchObject({ paid: yuan(400), recovered: yuan(150) });
  });
  it('is owed no more once it was waived', () =>
    expect(lineOn('2025-08-01', subsidy, relieved('G-01', { kind: 'waiver' }, '2025-05-06'))).toMatchObject({
      outstanding: yuan(0),
      faults: [],
    }));
});

describe('a payment is at fault', () => {
  it('when it did not come', () =>
    expect(faultsOn('2025-07-01', subsidy, settled('G-01', '2025-06-20', yuan(400)))).toEqual(['unpaid 600']));
  it('when it came late', () =>
    expect(faultsOn('2025-07-20', subsidy, settled('G-01', '2025-07-10', yuan(1000)))).toEqual(['late 1000']));
  it('when its condition was met only later, or is open still', () => {
    const early = settled('G-01', '2025-03-01', yuan(1000));
    expect(faultsOn('2025-05-01', gated, early)).toEqual(['without_condition 1000']);
    expect(faultsOn('2025-05-01', gated, early, determined('G-01', 'permit', '2025-04-01'))).toEqual([
      'before_condition 1000',
    ]);
    expect(faultsOn('2025-05-01', gated, determined('G-01', 'permit', '2025-02-01'), early)).toEqual([]);
  });
  it('for what goes above the entitlement, as of its own day', () =>
    expect(
      faultsOn(
        '2025-06-01',
        subsidy,
        settled('G-01', '2025-03-01', yuan(900), 'a'),
        settled('G-01', '2025-04-01', yuan(300), 'b'),
      ),
    ).toEqual(['above_entitlement 200']));
});

describe('what a side will have to pay', () => {
  it('is told by year, what hangs on conditions apart, and what has no date last', () => {
    const later = promise({ no: 'G-02', measure: amount(yuan(50), 'payments'), due: fixedOn('2026-03-31') });
    const undated = promise({ no: 'G-03', measure: amount(yuan(7), 'payments'), due: { kind: 'none' } });
    const hanging = promise({
      ...{ no: 'G-04', measure: amount(yuan(20), 'payments'), due: fixedOn('2026-03-31') },
      conditions: [onceDetermined('permit')],
    });
    const deposit = commitment({ measure: amount(yuan(300), 'payments') });
    const lines = linesOn('2025-03-01', subsidy, later, undated, hanging, deposit);
    expect(exposureByYear(lines, 'government')).toEqual([
      { year: 2025, certain: yuan(1000), conditional: yuan(0) },
      { year: 2026, certain: yuan(50), conditional: yuan(20) },
      { year: null, certain: yuan(7), conditional: yuan(0) },
    ]);
  });
});

import fc from 'fast-check';
import type { Fact } from '../testing/facts.fixtures';
import {
  commitment,
  contractRecorded,
  determinationRevoked,
  determined,
  dueDateMoved,
  investmentAgreement,
  movedBySupplement,
  performed,
  promise,
  supplementSigned,
} from '../testing/facts.fixtures';
import { calendarKnownAt, latestCalendar } from '../calendar/statutory-calendar';
import { civilDate } from '../time/civil-date';
import { parseInstant } from '../time/instant';
import { given } from '../testing/given.fixtures';
import { anyDay, randomHistory } from '../testing/random-history.fixtures';
import { foldContract } from '../contract/contract.evolve';
import type { ContractEvent } from '../contract/contract.events';
import {
  afterCondition,
  afterFulfilmentOf,
  afterSigning,
  fixedOn,
  NO_DEADLINE,
  onceDetermined,
  onceFulfilled,
  term,
} from '../testing/terms.fixtures';
import { assess, explainDueDate } from './assess';
import { DEFAULT_ASSESSMENT_RULES as rules } from './assessment-rules';

const due = (day: string, no: string, ...facts: readonly Fact[]) =>
  given(contractRecorded(), ...facts).duty(no, day).due;
const steps = (day: string, no: string, ...facts: readonly Fact[]) =>
  explainDueDate(given(contractRecorded(), ...facts).state, no, civilDate(day), latestCalendar(), rules).map(
    ({ code }) => code,
  );
const unsigned: ContractEvent = {
  type: 'InstrumentCorrected',
  data: { instrument: { ...investmentAgreement, signedOn: null }, reason: '未签' },
};

describe('a fixed due date', () => {
  it('is the date agreed, rolled off a weekend where the contract rolls', () => {
    expect(due('2025-01-10', 'G-01', promise({ due: fixedOn('2025-06-28') }))).toMatchObject({
      standing: 'dated',
      current: '2025-06-30',
      original: '2025-06-30',
      projected: null,
    });
    expect(steps('2025-01-10', 'G-01', promise({ due: fixedOn('2025-06-28') }))).toEqual(['fixed_date', 'rolled']);
  });

  it('is provisional in a year whose holidays are not known, and only by what was known', () => {
    const { state } = given(contractRecorded(), promise());
    const known = (at: string) =>
      assess(state, civilDate('2025-01-10'), calendarKnownAt(parseInstant(at)), rules).obligations[0]!;
    expect(known('2024-06-01T00:00:00.000Z')).toMatchObject({ due: { provisional: true }, flags: ['provisional'] });
    expect(known('2025-06-01T00:00:00.000Z')).toMatchObject({ due: { provisional: false }, flags: [] });
  });
});

describe('a term after the signing', () => {
  const after = commitment({ due: afterSigning(30, 'working_days') });
  it('counts from the signature of the paper the duty stands in', () => {
    expect(due('2025-03-01', 'E-01', after)).toMatchObject({ standing: 'dated', current: '2025-02-21' });
    expect(steps('2025-03-01', 'E-01', after)).toEqual(['signed', 'term', 'start_excluded', 'working_days_counted']);
  });
  it('is projected from the as-of day until it is signed', () => {
    expect(due('2025-03-03', 'E-01', after, unsigned)).toMatchObject({
      standing: 'awaiting_anchor',
      current: null,
      projected: '2025-04-15',
      original: null,
    });
    expect(due('2025-01-05', 'E-01', after)).toMatchObject({ standing: 'awaiting_anchor', projected: '2025-02-21' });
  });
});

describe('a chain of duties', () => {
  const land = promise({ due: fixedOn('2025-03-31') });
  const start = commitment({ due: afterFulfilmentOf('G-01', 6, 'months') });
  const finish = commitment({ no: 'E-02', due: afterFulfilmentOf('E-01', 12, 'months') });

  it('projects each duty from the due date of the one before it', () => {
    const { state } = given(contractRecorded(), land, start, finish);
    expect(state.obligations).toHaveLength(3);
    expect(due('2025-02-01', 'E-01', land, start, finish)).toMatchObject({
      projected: '2025-09-30',
      awaitedNo: 'G-01',
    });
    expect(due('2025-02-01', 'E-02', land, start, finish)).toMatchObject({
      projected: '2026-09-30',
      awaitedNo: 'E-01',
    });
  });

  it('projects from today once the duty before is late', () =>
    expect(due('2025-05-15', 'E-01', land, start)).toMatchObject({ projected: '2025-11-17' }));

  it('counts from the day the duty before was fulfilled, so that a slip moves the whole chain', () => {
    const facts = [land, start, finish, performed('G-01', '2025-05-15')];
    expect(due('2025-06-01', 'E-01', ...facts)).toMatchObject({ current: '2025-11-17', original: '2025-09-30' });
    expect(due('2025-06-01', 'E-02', ...facts)).toMatchObject({ projected: '2026-11-17', original: '2026-09-30' });
  });

  it('leaves no later original date than the early start gives', () =>
    expect(due('2025-06-01', 'E-01', land, start, performed('G-01', '2025-01-15'))).toMatchObject({
      current: '2025-07-15',
      original: '2025-07-15',
    }));

  it('ends where duties wait for each other in a circle, and says so', () => {
    const circle = [
      promise({ due: afterFulfilmentOf('E-01', 1, 'months') }),
      commitment({ due: afterFulfilmentOf('G-01', 1, 'months') }),
    ];
    expect(due('2025-03-03', 'G-01', ...circle)).toMatchObject({
      standing: 'awaiting_anchor',
      projected: '2025-04-03',
    });
    expect(steps('2025-03-03', 'G-01', ...circle)).toContain('waits_in_a_circle');
    expect(steps('2025-03-03', 'E-02', ...circle, finish)).not.toContain('waits_in_a_circle');
  });

  it('ends in good time where many duties are conditions of each other', () => {
    const nos = Array.from({ length: 40 }, (_, index) => `G-${index + 10}`);
    const all = nos.map((no) =>
      promise({ no, conditions: nos.filter((each) => each !== no).map((each) => onceFulfilled(each)) }),
    );
    expect(due('2025-03-03', 'G-10', ...all)).toMatchObject({ standing: 'conditional', projected: '2025-06-30' });
  });

  it('is no circle any more once one of the duties is fulfilled', () => {
    const circle = [
      promise({ due: afterFulfilmentOf('E-01', 1, 'months') }),
      commitment({ due: afterFulfilmentOf('G-01', 1, 'months') }),
    ];
    expect(due('2025-03-10', 'E-01', ...circle, performed('G-01', '2025-03-03'))).toMatchObject({
      current: '2025-04-03',
    });
  });
});

describe('a condition precedent', () => {
  const approved = onceDetermined('c-1');

  it('met before the date leaves the date as it is', () =>
    expect(
      due('2025-05-02', 'G-01', promise({ conditions: [approved] }), determined('G-01', 'c-1', '2025-05-01')),
    ).toMatchObject({ standing: 'dated', current: '2025-06-30' }));

  it('met after the date leaves no deadline where no term was stated for that', () => {
    const facts = [promise({ conditions: [approved] }), determined('G-01', 'c-1', '2025-07-01')];
    expect(due('2025-07-01', 'G-01', ...facts)).toMatchObject({
      standing: 'no_deadline',
      current: null,
      original: '2025-06-30',
    });
    expect(steps('2025-07-01', 'G-01', ...facts)).toContain('condition_met_after_date');
    expect(due('2025-06-30', 'G-01', ...facts).standing).toBe('conditional');
  });

  it('with a stated term makes the later of the two dates', () => {
    const paying = promise({ conditions: [approved], due: fixedOn('2025-06-30', term(60, 'natural_days')) });
    expect(due('2025-07-02', 'G-01', paying, determined('G-01', 'c-1', '2025-07-01'))).toMatchObject({
      standing: 'dated',
      current: '2025-09-01', // 30 August is a Saturday
      original: '2025-06-30',
    });
    expect(due('2025-07-02', 'G-01', paying, determined('G-01', 'c-1', '2025-02-01')).current).toBe('2025-06-30');
  });

  it('may start the term itself', () => {
    const paying = promise({ conditions: [approved], due: afterCondition('c-1', 60, 'working_days') });
    const facts = [paying, determined('G-01', 'c-1', '2025-03-03')];
    expect(due('2025-03-03', 'G-01', ...facts)).toMatchObject({ standing: 'dated', current: '2025-05-29' });
    expect(steps('2025-03-03', 'G-01', ...facts)).toEqual([
      'condition_met',
      'term',
      'start_excluded',
      'working_days_counted',
    ]);
    expect(due('2025-03-02', 'G-01', ...facts)).toMatchObject({ standing: 'conditional', projected: '2025-05-28' });
  });

  it('beside the one that starts the term, met after the date, leaves no deadline either', () => {
    const conditions = [approved, onceDetermined('c-2')];
    const paying = promise({ conditions, due: afterCondition('c-1', 1, 'months') });
    const facts = [
      paying,
      determined('G-01', 'c-1', '2025-03-03'),
      determined('G-01', 'c-2', '2025-06-03', true, 'd-2'),
    ];
    expect(due('2025-06-03', 'G-01', ...facts)).toMatchObject({ standing: 'no_deadline', original: null });
  });

  it('is met when the duty it names is fulfilled', () => {
    const facts = [commitment(), promise({ conditions: [onceFulfilled('E-01')] }), performed('E-01', '2025-05-20')];
    expect(due('2025-05-19', 'G-01', ...facts).standing).toBe('conditional');
    expect(due('2025-05-20', 'G-01', ...facts)).toMatchObject({ standing: 'dated', current: '2025-06-30' });
  });

  it('is as the finding recorded last says, among those about days up to the as-of day', () => {
    const met = [promise({ conditions: [approved] }), determined('G-01', 'c-1', '2025-03-01')];
    const undone = determined('G-01', 'c-1', '2025-04-01', false, 'd-2');
    expect(due('2025-05-01', 'G-01', ...met, undone).standing).toBe('conditional');
    expect(due('2025-03-31', 'G-01', ...met, undone).standing).toBe('dated');
    expect(due('2025-05-01', 'G-01', ...met, determinationRevoked('G-01')).standing).toBe('conditional');
  });
});

describe('a date moved by a supplement', () => {
  it('is that of the supplement signed last', () => {
    const facts = [
      promise(),
      movedBySupplement('G-01', '2025-12-31', '2025-06-01', 'sup-2'),
      movedBySupplement('G-01', '2025-09-30', '2025-05-01', 'sup-1'),
    ];
    expect(due('2025-05-20', 'G-01', ...facts).current).toBe('2025-09-30');
    expect(due('2025-06-01', 'G-01', ...facts)).toMatchObject({ current: '2025-12-31', original: '2025-06-30' });
    expect(steps('2025-06-01', 'G-01', ...facts)).toEqual(['fixed_date', 'moved_by_supplement']);
  });

  it('gives a date to a duty that had none, or whose start is still awaited', () => {
    const moved = (terms: object) => [promise(terms), movedBySupplement('G-01', '2025-09-30', '2025-05-01')];
    expect(due('2025-05-01', 'G-01', ...moved({ due: NO_DEADLINE }))).toMatchObject({
      current: '2025-09-30',
      original: null,
    });
    const waiting = moved({ due: afterSigning(3, 'months') });
    for (const day of ['2025-05-01', '2025-08-01'])
      expect(due(day, 'G-01', ...waiting, unsigned)).toMatchObject({
        standing: 'dated',
        current: '2025-09-30',
        original: null,
      });
  });

  it('is put off by a condition met after it, but not by one that was met before it was signed', () => {
    const conditions = [onceDetermined('c-1')];
    const moved = [promise({ conditions }), movedBySupplement('G-01', '2025-09-30', '2025-05-01')];
    expect(due('2025-11-01', 'G-01', ...moved, determined('G-01', 'c-1', '2025-10-20')).standing).toBe('no_deadline');
    expect(due('2025-11-01', 'G-01', ...moved, determined('G-01', 'c-1', '2025-08-20')).current).toBe('2025-09-30');
    const withTerm = promise({ conditions, due: fixedOn('2025-03-31', term(6, 'months')) });
    const afterwards = [
      withTerm,
      determined('G-01', 'c-1', '2025-04-10'),
      movedBySupplement('G-01', '2025-07-31', '2025-05-06'),
    ];
    expect(due('2025-04-30', 'G-01', ...afterwards).current).toBe('2025-10-10');
    expect(due('2025-05-06', 'G-01', ...afterwards).current).toBe('2025-07-31');
  });

  it('waits for the signature of its supplement', () =>
    expect(
      due('2025-05-01', 'G-01', promise(), supplementSigned('2025-05-02'), dueDateMoved('G-01', '2025-12-31')),
    ).toMatchObject({
      current: '2025-06-30',
    }));
});

describe('the explanation of a due date', () => {
  it('leads to the date that is assessed, on every day of every history', () => {
    fc.assert(
      fc.property(randomHistory, anyDay, (history, day) => {
        const state = foldContract(history)!;
        for (const { no, due: assessed } of assess(state, day, latestCalendar(), rules).obligations) {
          const explained = explainDueDate(state, no, day, latestCalendar(), rules);
          const date = assessed.current ?? assessed.projected;
          if (date !== null) expect(JSON.stringify(explained)).toContain(date);
          expect(explained).not.toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });
});

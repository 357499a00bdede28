import fc from 'fast-check';
import { assess } from '../assessment/assess';
import { DEFAULT_ASSESSMENT_RULES as rules } from '../assessment/assessment-rules';
import { reciprocityOf } from '../assessment/reciprocity';
import { latestCalendar } from '../calendar/statutory-calendar';
import { foldContract } from '../contract/contract.evolve';
import { commitment, contractRecorded, excused, performed, promise, type Fact } from '../testing/facts.fixtures';
import { given } from '../testing/given.fixtures';
import { anyDay, randomHistory } from '../testing/random-history.fixtures';
import { fixedOn } from '../testing/terms.fixtures';
import { addDays, civilDate, type CivilDate } from '../time/civil-date';
import type { BookedDays } from './book';

const calendar = latestCalendar();
const numRuns = process.env['HEQI_LONG'] ? 10_000 : 500;

/** Day by day. */
function booked(ledger: readonly BookedDays[], until: CivilDate): string[] {
  return ledger.flatMap(({ from, days, book }) =>
    Array.from({ length: days }, (_, n) => addDays(from, n)).flatMap((day) => (day <= until ? [`${day} ${book}`] : [])),
  );
}

describe('the delay of any history', () => {
  it('books every day of slip once, without a gap', () => {
    fc.assert(
      fc.property(randomHistory, anyDay, (history, day) => {
        for (const { delay, due } of assess(foldContract(history)!, day, calendar, rules).obligations) {
          expect(Object.values(delay.byBook).reduce((sum, each) => sum + each, 0)).toBe(delay.days);
          const days = booked(delay.ledger, day).map((each) => each.slice(0, 10));
          expect(days).toEqual(days.map((_, n) => addDays(due.original!, n + 1)));
        }
      }),
      { numRuns },
    );
  });

  it('is never booked anew by time alone: between two facts a past day keeps its book', () => {
    fc.assert(
      fc.property(randomHistory, anyDay, fc.integer({ min: 1, max: 60 }), (history, day, more) => {
        const state = foldContract(history)!;
        const later = addDays(day, more);
        const told = JSON.stringify(state);
        for (let n = 1; n <= more + 1; n++) if (told.includes(`"${addDays(day, n)}"`)) return; // a fact speaks in between
        const now = assess(state, day, calendar, rules).obligations;
        const then = assess(state, later, calendar, rules).obligations;
        now.forEach(({ delay }, index) =>
          expect(booked(then[index]!.delay.ledger, day)).toEqual(booked(delay.ledger, day)),
        );
      }),
      { numRuns },
    );
  });
});

const waiting: readonly Fact[] = [
  contractRecorded(),
  promise({ no: 'G-02', due: fixedOn('2025-02-28') }),
  commitment({ no: 'E-02', due: fixedOn('2025-03-10'), tolledBy: ['G-02'] }),
  promise({ no: 'G-01', due: fixedOn('2025-03-20'), tolledBy: ['E-02'] }),
  commitment({ no: 'E-01', due: fixedOn('2025-06-30'), tolledBy: ['G-01'] }),
];

describe('a duty that is held up', () => {
  const deal = [contractRecorded(), promise({ due: fixedOn('2025-03-03') }), commitment({ tolledBy: ['G-01'] })];

  it('is blocked from the first day of the other side’s slip, names it and is never late', () => {
    expect(given(...deal).duty('E-01', '2025-03-03').status).toBe('not_yet_due');
    expect(given(...deal).duty('E-01', '2025-12-01')).toMatchObject({
      status: 'blocked',
      light: 'blue',
      daysLate: 0,
      flags: ['date_moves'],
      blocker: { no: 'G-01', side: 'government', since: '2025-03-04', chain: ['G-01'] },
    });
  });
  it('runs again from the day after the delay ended', () => {
    const handedOver = given(...deal, performed('G-01', '2025-04-12'));
    expect(handedOver.duty('E-01', '2025-04-12')).toMatchObject({ status: 'blocked', due: { moves: false } });
    expect(handedOver.duty('E-01', '2025-04-13')).toMatchObject({ status: 'not_yet_due', blocker: null });
  });
  it('is not blocked once it is late itself', () =>
    expect(
      given(contractRecorded(), promise({ due: fixedOn('2025-08-01') }), commitment({ tolledBy: ['G-01'] })).duty(
        'E-01',
        '2025-09-01',
      ),
    ).toMatchObject({ status: 'overdue', blocker: null, delay: { byBook: { enterprise: 32, concurrent: 31 } } }));
  it('names the root of a chain', () =>
    expect(given(...waiting).duty('E-02', '2025-03-05').blocker).toMatchObject({ no: 'G-02', chain: ['G-02'] }));
  it('is not excused by days that lie with its own side further up the chain', () => {
    const late = given(...waiting, performed('G-02', '2025-02-28'), performed('E-02', '2025-04-09'));
    expect(late.duty('G-01', '2025-04-01')).toMatchObject({ status: 'blocked', blocker: { no: 'E-02' } });
    expect(late.duty('E-01', '2025-04-01')).toMatchObject({ blocker: null, due: { current: '2025-06-30' } });
  });
});

describe('a suspension', () => {
  it('is named with who suspended, while it lasts', () => {
    const stopped = given(
      contractRecorded(),
      commitment(),
      excused('x-1', { cause: 'suspension_by_power', partyId: 'office-zr', from: '2025-06-01', to: '2025-06-10' }),
    );
    expect(stopped.duty('E-01', '2025-06-10')).toMatchObject({
      status: 'suspended',
      light: 'blue',
      suspension: [{ excuseId: 'x-1', partyId: 'office-zr', since: '2025-06-01' }],
    });
    expect(stopped.duty('E-01', '2025-06-11')).toMatchObject({ status: 'not_yet_due', due: { current: '2025-07-10' } });
  });
});

describe('the graph of who waits for whom', () => {
  it('tells edges, hold-ups and circles', () => {
    const { state } = given(
      ...waiting,
      promise({ no: 'G-03', tolledBy: ['E-03'] }),
      commitment({ no: 'E-03', tolledBy: ['G-03'] }),
    );
    const { edges, circles, duties } = reciprocityOf(state, civilDate('2025-03-05'), calendar, rules);
    expect(edges).toContainEqual({
      from: 'E-02',
      to: 'G-02',
      kind: 'tolled_by',
      conditionId: null,
      holdsUpToday: true,
    });
    expect(circles).toEqual([expect.arrayContaining(['G-03', 'E-03'])]);
    expect(duties.find(({ no }) => no === 'E-02')).toMatchObject({ status: 'blocked', heldUpBy: { no: 'G-02' } });
  });
});

import fc from 'fast-check';
import { latestCalendar } from '../calendar/statutory-calendar';
import type { Side } from '../contract/contract';
import { civilDate, civilDateOf, dayNumber } from '../time/civil-date';
import { bookedDays, combined, daysByBook, within, type Book, type Run } from './book';
import { delayLedger } from './delay-ledger';
import { tolledEnd } from './effective-date';

const calendar = latestCalendar();
const roll = { weekends: true };
const day = (date: string) => dayNumber(civilDate(date));
const run = (from: string, to: string, book: Book): Run => ({ from: day(from), to: day(to), book });

/** A duty as its dates and grounds are known; what is left out does not matter to it. */
interface Delayed {
  readonly side?: Side;
  readonly start?: string;
  readonly original: string;
  readonly base?: string;
  readonly extended?: { readonly to: string; readonly servedOn: string };
  readonly end: string;
  readonly excused?: readonly Run[];
  readonly claimed?: readonly Run[];
  readonly inherited?: readonly Run[];
  readonly othersDelay?: readonly Run[];
  readonly inWorkingDays?: boolean;
}

function reckoned(delayed: Delayed): { readonly effective: string; readonly ledger: readonly Run[] } {
  const { side = 'enterprise', start = '2025-01-01', original, base = original, extended, end } = delayed;
  const { excused: grounds = [], claimed = [], inherited = [], othersDelay = [], inWorkingDays = false } = delayed;
  const currentBase = extended?.to ?? base;
  const since = extended?.servedOn ?? start;
  const all = combined(grounds);
  const excused = within(all, day(since) + 1, Infinity);
  const term = { start: civilDate(since), end: civilDate(currentBase), inWorkingDays };
  const effective = tolledEnd(term, excused, calendar, roll).date;
  const ifAccepted = tolledEnd(term, combined([...excused, ...claimed]), calendar, roll).date;
  const ledger = delayLedger(
    {
      ...{ side, othersDelay, ordersOfLaw: [], inWorkingDays },
      inherited: { runs: inherited, goesOn: false },
      excused: { runs: excused, goesOn: false },
      ...{ original: day(original), last: day(end), base: day(base), currentBase: day(currentBase) },
      settled: { runs: extended ? within(all, day(start) + 1, day(extended.servedOn)) : [], goesOn: false },
      ...{ effective: dayNumber(effective), ifAccepted: dayNumber(ifAccepted) },
    },
    calendar,
  );
  return { effective, ledger: ledger.runs };
}

/** Construction within 180 natural days of 1 January 2025, excused by land that was due on 3 March and came on 12 April. */
const land = run('2025-03-04', '2025-04-12', 'government');
const construction = { original: '2025-06-30', end: '2025-09-01', excused: [land], othersDelay: [land] };
const deposit = run('2025-02-06', '2025-02-20', 'enterprise');
const approval = run('2025-02-06', '2025-08-04', 'government');

describe('the days of a slip are booked once, and the date moves behind the excused ones', () => {
  it.each<[string, Delayed, string, Partial<Record<Book, number>>]>([
    ['land 40 days late', construction, '2025-08-11', { government: 40, neutral: 2, enterprise: 21 }],
    ['done before the new date', { ...construction, end: '2025-07-20' }, '2025-08-11', { government: 20 }],
    [
      'force majeure at the same time',
      { ...construction, excused: [land, run('2025-04-01', '2025-04-20', 'neutral')] },
      '2025-08-18',
      { government: 28, concurrent: 12, neutral: 9, enterprise: 14 },
    ],
    [
      'an undecided claim',
      { ...construction, claimed: [run('2025-05-01', '2025-05-15', 'neutral')] },
      '2025-08-11',
      { government: 40, neutral: 2, contested: 14, enterprise: 7 },
    ],
    [
      'an extension, which settles what was excused before its service',
      { ...construction, extended: { to: '2025-09-01', servedOn: '2025-06-20' }, end: '2025-09-20' },
      '2025-09-01',
      { government: 40, agreed: 23, enterprise: 19 },
    ],
    [
      'force majeure after default excuses nothing (Civil Code art. 590)',
      { ...construction, excused: [land, run('2025-08-15', '2025-08-24', 'neutral')] },
      '2025-08-11',
      { government: 40, neutral: 2, enterprise: 21 },
    ],
    [
      'the other side’s conduct after default',
      { ...construction, othersDelay: [land, run('2025-08-15', '2025-08-24', 'government')] },
      '2025-08-11',
      { government: 40, neutral: 2, enterprise: 11, concurrent: 10 },
    ],
    [
      'force majeure from a roll day on',
      { ...construction, excused: [land, run('2025-08-10', '2025-08-20', 'neutral')] },
      '2025-08-21',
      { government: 40, neutral: 12, enterprise: 11 },
    ],
    [
      'land that is still not there',
      { ...construction, excused: [run('2025-03-04', '2025-07-15', 'government')], end: '2025-07-15' },
      '2025-11-11',
      { government: 15 },
    ],
    [
      'a duty of the government excused by the enterprise’s deposit',
      { side: 'government', original: '2025-03-03', end: '2025-04-12', excused: [deposit] },
      '2025-03-18',
      { enterprise: 15, government: 25 },
    ],
    [
      'a term that starts late because what it waits for was late',
      {
        side: 'government',
        start: '2025-08-04',
        original: '2025-03-03',
        base: '2025-09-01',
        end: '2025-08-29',
        inherited: [approval],
      },
      '2025-09-01',
      { government: 179 },
    ],
    [
      'a condition met late, and its own term',
      {
        side: 'government',
        start: '2025-02-20',
        original: '2025-02-17',
        base: '2025-03-20',
        end: '2025-03-25',
        inherited: [deposit],
      },
      '2025-03-20',
      { enterprise: 15, neutral: 16, government: 5 },
    ],
    [
      'working days, of which five are excused',
      {
        ...{ start: '2025-09-15', original: '2025-10-31', end: '2025-11-10', inWorkingDays: true },
        excused: [run('2025-09-22', '2025-09-26', 'government')],
      },
      '2025-11-07',
      { government: 7, enterprise: 3 },
    ],
  ])('%s', (_, delayed, effective, books) => {
    const found = reckoned(delayed);
    expect(found.effective).toBe(effective);
    expect(daysByBook(bookedDays(found.ledger))).toEqual({ ...NONE, ...books });
  });

  it('every day of the slip has one book, and more days past give none of them another', () => {
    const grounds = fc.array(
      fc.record({
        from: fc.integer({ min: -60, max: 300 }),
        days: fc.integer({ min: 1, max: 60 }),
        book: fc.constantFrom<Book>('government', 'neutral'),
      }),
      { maxLength: 5 },
    );
    const first = day('2025-01-01');
    fc.assert(
      fc.property(grounds, fc.boolean(), fc.nat(400), fc.nat(60), (drawn, inWorkingDays, past, more) => {
        const known = (until: number) =>
          drawn.flatMap(({ from, days, book }): Run[] => {
            const to = Math.min(first + from + days - 1, until); // what goes on is known up to the day asked about
            return to < first + from ? [] : [{ from: first + from, to, book }];
          });
        const on = (last: number) =>
          reckoned({ original: '2025-06-30', end: civilDateOf(last), excused: known(last), inWorkingDays });
        const last = day('2025-06-30') + past;
        const now = on(last).ledger;
        expect(now.reduce((sum, { from, to }) => sum + to - from + 1, 0)).toBe(past);
        const isSteady = drawn.every(({ from, days }) => first + from > last + more || first + from + days - 1 <= last);
        if (isSteady) expect(within(on(last + more).ledger, -Infinity, last)).toEqual(now);
      }),
      { numRuns: process.env['HEQI_LONG'] ? 10_000 : 500 },
    );
  });
});

const NONE = { agreed: 0, government: 0, enterprise: 0, concurrent: 0, neutral: 0, contested: 0 };

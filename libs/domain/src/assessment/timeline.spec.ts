import fc from 'fast-check';
import { latestCalendar } from '../calendar/statutory-calendar';
import type { ContractEvent } from '../contract/contract.events';
import { foldContract } from '../contract/contract.evolve';
import type { ContractState } from '../contract/contract.state';
import { LIGHTS } from '../obligation/obligation-status';
import type { Recorded } from '../recorded';
import { addDays, civilDate, daysBetween, type CivilDate } from '../time/civil-date';
import {
  claimed,
  commitment,
  contractRecorded,
  excuseClaimed,
  excused,
  performed,
  promise,
} from '../testing/facts.fixtures';
import { given } from '../testing/given.fixtures';
import { anyDay, randomHistory } from '../testing/random-history.fixtures';
import { fixedOn, persons, plan } from '../testing/terms.fixtures';
import { assess, type ContractAssessment } from './assess';
import { DEFAULT_ASSESSMENT_RULES as rules } from './assessment-rules';
import { BEGINNING, bookedAfter, nextChangeOf, timelineOf, type ObligationSpan } from './timeline';

const calendar = latestCalendar();
const stateOf = (history: readonly Recorded<ContractEvent>[]) => foldContract(history)!;
const spanOn = <Span extends { from: CivilDate; until: CivilDate | null }>(spans: readonly Span[], day: CivilDate) =>
  spans.filter(({ from, until }) => from <= day && (until === null || day <= until));

/** What a span tells, from an assessment of one day. */
function told({ obligations }: ContractAssessment) {
  return obligations.map(
    ({ no, side, status, light, due, fulfilledOn, daysLate, progress, flags, delay, blocker, roles }) => ({
      ...{ no, side, status, light, fulfilledOn, flags, roles },
      dueOn: due.moves ? null : due.current,
      originalDueOn: due.original,
      provisional: due.provisional && !due.moves,
      daysLateAtFulfilment: fulfilledOn === null ? 0 : daysLate,
      verifiedBasisPoints: progress && progress.verifiedBasisPoints,
      books: delay.byBook,
      blockedBy: blocker && blocker.no,
    }),
  );
}

/** What a span says of one of its days. */
function said(span: ObligationSpan, day: CivilDate) {
  const { from, until: _, slip, ...same } = span;
  return { ...same, books: bookedAfter(slip, daysBetween(from, day)) };
}

/** The days around every change and every recorded fact, where an error would show. */
function edgesOf(state: ContractState): CivilDate[] {
  const { obligations } = timelineOf(state, calendar, rules);
  return obligations.flatMap(({ from, dueOn }) =>
    [from, dueOn].flatMap((day) => (day === null || day === BEGINNING ? [] : [addDays(day, -1), day, addDays(day, 1)])),
  );
}

describe('the timeline of a contract', () => {
  it('says of every day what the assessment of that day says', () => {
    fc.assert(
      fc.property(randomHistory, fc.array(anyDay, { maxLength: 12 }), (history, some) => {
        const state = stateOf(history);
        const { obligations } = timelineOf(state, calendar, rules);
        for (const day of [...some, ...edgesOf(state)]) {
          const spans = spanOn(obligations, day).map((span) => said(span, day));
          expect({ day, spans }).toEqual({ day, spans: told(assess(state, day, calendar, rules)) });
        }
      }),
      { numRuns: 250 },
    );
  });

  it('is found out when it was made by other rules (control)', () => {
    const { state } = given(contractRecorded(), promise());
    const { obligations } = timelineOf(state, calendar, { ...rules, dueSoonDays: 14 });
    const day = civilDate('2025-06-15');
    expect(edgesOf(state)).toContain(day);
    expect(spanOn(obligations, day).map((span) => said(span, day))).not.toEqual(
      told(assess(state, day, calendar, rules)),
    );
  });

  it('counts the lights of each side and names the quadrant of every day', () => {
    fc.assert(
      fc.property(randomHistory, fc.array(anyDay, { maxLength: 12 }), (history, some) => {
        const state = stateOf(history);
        const { contract } = timelineOf(state, calendar, rules);
        for (const day of [...some, ...edgesOf(state)]) {
          const assessment = assess(state, day, calendar, rules);
          const lights = (side: string) =>
            Object.fromEntries(
              LIGHTS.map((light) => [
                light,
                assessment.obligations.filter((each) => each.side === side && each.light === light).length,
              ]),
            );
          const [span, ...others] = spanOn(contract, day);
          expect(others).toEqual([]);
          expect(span).toMatchObject({
            quadrant: assessment.quadrant,
            government: lights('government'),
            enterprise: lights('enterprise'),
          });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('covers every day from the beginning on once, by spans that differ from their neighbours', () => {
    fc.assert(
      fc.property(randomHistory, (history) => {
        const { obligations } = timelineOf(stateOf(history), calendar, rules);
        for (const no of new Set(obligations.map((each) => each.no))) {
          const spans = obligations.filter((each) => each.no === no);
          expect(spans[0]!.from).toBe(BEGINNING);
          expect(spans.at(-1)!.until).toBeNull();
          for (const [index, next] of spans.slice(1).entries()) {
            const span = spans[index]!;
            expect(daysBetween(span.until!, next.from)).toBe(1);
            const grows = ({ slip }: ObligationSpan) => slip.grows;
            expect([said(span, next.from), grows(span)]).not.toEqual([said(next, next.from), grows(next)]);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('shows a duty become due soon, overdue, under verification and fulfilled', () => {
    const { state } = given(contractRecorded(), promise(), performed('G-01', '2025-07-20'));
    const told = timelineOf(state, calendar, rules).obligations.map(({ from, until, status }) => [from, until, status]);
    expect(told).toEqual([
      ['1900-01-01', '2025-06-14', 'not_yet_due'],
      ['2025-06-15', '2025-06-30', 'due_soon'],
      ['2025-07-01', '2025-07-19', 'overdue'],
      ['2025-07-20', null, 'fulfilled_late'],
    ]);
  });
});

describe('the next day on which anything can change', () => {
  const everything = (state: ContractState, day: CivilDate) => {
    const assessment = assess(state, day, calendar, rules);
    return {
      quadrant: assessment.quadrant,
      duties: told(assessment),
      signals: assessment.obligations.map((each) => each.signals),
    };
  };

  /** As of a day: that a slip grows by one day each day is no change. */
  const growth = ({ obligations }: ContractAssessment, from: CivilDate, to: CivilDate) =>
    obligations.map(({ delay }) => {
      const last = delay.ledger.at(-1);
      const grows = delay.goesOn && last?.to === from ? last.book : null;
      return bookedAfter({ byBook: delay.byBook, grows }, daysBetween(from, to));
    });

  it('comes no later than the first change', () => {
    fc.assert(
      fc.property(randomHistory, anyDay, (history, day) => {
        const state = stateOf(history);
        const next = nextChangeOf(state, day, calendar, rules);
        const last = next === null ? addDays(day, 1200) : addDays(next, -1);
        const now = everything(state, day);
        const assessed = assess(state, day, calendar, rules);
        const step = Math.max(1, Math.floor(daysBetween(day, last) / 60));
        for (let other = last; other > day; other = addDays(other, -step)) {
          const books = growth(assessed, day, other);
          const duties = now.duties.map((duty, index) => ({ ...duty, books: books[index] }));
          expect({ day: other, ...everything(state, other) }).toEqual({ day: other, ...now, duties });
        }
      }),
      { numRuns: 200 },
    );
  });

  it('leads from change to change, never day by day while a duty stays behind its plan', () => {
    const jobs = plan(['2025-01-01', persons(0)], ['2026-01-01', persons(100)]);
    const { state } = given(contractRecorded(), commitment({ measure: jobs, due: fixedOn('2026-01-01') }));
    const found: string[] = [];
    let day: CivilDate | null = civilDate('2024-12-01');
    while ((day = nextChangeOf(state, day, calendar, rules)) !== null) found.push(day);
    // signing, 10 and 30 points behind, due soon, late (1 January is a holiday, 2 and 3 too, 4 a make-up day)
    expect(found).toEqual(['2025-01-06', '2025-02-07', '2025-04-21', '2025-12-20', '2026-01-05']);
  });

  it('is none while only the date that an undecided excuse would give moves on with an accepted one', () => {
    const { state } = given(
      contractRecorded(),
      commitment({ due: fixedOn('2025-06-30') }),
      excused('order', { cause: 'order_of_law', ground: 'neutral', from: '2025-08-01' }),
      excuseClaimed('permit', { from: '2025-06-20', to: '2025-12-31' }),
    );
    expect(nextChangeOf(state, civilDate('2026-02-01'), calendar, rules)).toBeNull();
  });

  it('is none once everything is settled', () => {
    const { state } = given(contractRecorded(), promise(), performed('G-01', '2025-06-20'));
    expect(nextChangeOf(state, civilDate('2025-06-20'), calendar, rules)).toBeNull();
  });

  it('is the day of a fact recorded ahead of it: a claim speaks from its day on', () => {
    const { state } = given(contractRecorded(), promise(), claimed('G-01', '2025-05-05'));
    expect(nextChangeOf(state, civilDate('2025-05-01'), calendar, rules)).toBe('2025-05-05');
  });
});

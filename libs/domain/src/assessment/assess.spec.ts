import fc from 'fast-check';
import { calendarKnownAt, latestCalendar } from '../calendar/statutory-calendar';
import { foldContract } from '../contract/contract.evolve';
import { OBLIGATION_STATUSES } from '../obligation/obligation-status';
import { isOpen, LATE_AND_OWED, lightOf } from '../obligation/obligation-status';
import { civilDate } from '../time/civil-date';
import { parseInstant } from '../time/instant';
import {
  claimed,
  contractRecorded,
  promise,
  recordedOn,
  verificationRevoked,
  verified,
} from '../testing/facts.fixtures';
import { historyOf } from '../testing/given.fixtures';
import { anyDay, randomHistory } from '../testing/random-history.fixtures';
import { assess } from './assess';
import { DEFAULT_ASSESSMENT_RULES as rules } from './assessment-rules';

const calendar = latestCalendar();

describe('an assessment', () => {
  it('says the same for the same arguments and changes none of them', () => {
    fc.assert(
      fc.property(randomHistory, anyDay, (history, day) => {
        const state = foldContract(history)!;
        const before = structuredClone(state);
        const first = assess(state, day, calendar, rules);
        expect(assess(state, day, calendar, rules)).toEqual(first);
        expect(state).toEqual(before);
      }),
      { numRuns: 100 },
    );
  });

  it('says the same of a state that went through JSON', () => {
    fc.assert(
      fc.property(randomHistory, anyDay, (history, day) => {
        const state = foldContract(history)!;
        const stored = JSON.parse(JSON.stringify(state)) as typeof state;
        expect(stored).toEqual(state);
        expect(assess(stored, day, calendar, rules)).toEqual(assess(state, day, calendar, rules));
      }),
      { numRuns: 100 },
    );
  });

  it('knows the calendar and the rules it was made by', () => {
    const state = foldContract(historyOf([contractRecorded(), promise()]))!;
    const old = calendarKnownAt(parseInstant('2024-06-01T00:00:00.000Z'));
    const made = assess(state, civilDate('2025-01-10'), old, { ...rules, version: 7 });
    expect(made).toMatchObject({ calendarVersion: old.version, rulesVersion: 7, asOf: '2025-01-10' });
    expect(old.version).not.toBe(calendar.version);
  });
});

describe('as of a day, as known at an instant', () => {
  const history = historyOf([
    contractRecorded(),
    promise(),
    recordedOn('2025-07-03', claimed('G-01', '2025-06-28')),
    recordedOn('2025-08-05', verified('G-01', '2025-06-28')),
    recordedOn('2025-09-10', verificationRevoked('G-01')),
  ]);
  const status = (asOf: string, knownAt: string) => {
    const known = history.filter(({ recordedAt }) => recordedAt < `${knownAt}T23:59:59.999Z`);
    return assess(foldContract(known)!, civilDate(asOf), calendar, rules).obligations[0]!.status;
  };

  it('shows 30 June differently to those who know of the claim, of the verification, of its revocation', () => {
    expect(status('2025-06-30', '2025-06-30')).toBe('due_soon');
    expect(status('2025-07-01', '2025-07-01')).toBe('overdue');
    expect(status('2025-07-01', '2025-07-03')).toBe('under_verification');
    expect(status('2025-06-30', '2025-08-05')).toBe('fulfilled_on_time');
    expect(status('2025-06-27', '2025-08-05')).toBe('due_soon');
    expect(status('2025-06-30', '2025-09-10')).toBe('under_verification');
  });
});

describe('folding', () => {
  it('comes to the same in two steps as at once', () => {
    fc.assert(
      fc.property(randomHistory, fc.nat({ max: 60 }), (history, at) => {
        const half = foldContract(history.slice(0, Math.max(1, at)));
        expect(foldContract(history.slice(Math.max(1, at)), half)).toEqual(foldContract(history));
      }),
      { numRuns: 200 },
    );
  });

  it('starts with the recording of the contract', () => {
    const [, second] = historyOf([contractRecorded()]);
    expect(foldContract([])).toBeUndefined();
    expect(() => foldContract([second!])).toThrow('stream starts with PartyAdded');
  });
});

describe('lights', () => {
  it('are red for what is late and still owed and for what is far behind its plan, and for nothing else', () => {
    expect(OBLIGATION_STATUSES.filter((status) => lightOf(status, false) === 'red')).toEqual(LATE_AND_OWED);
    expect(OBLIGATION_STATUSES.filter((status) => lightOf(status, true) === 'red')).toEqual([
      ...LATE_AND_OWED,
      'behind_pace',
    ]);
  });
  it('leave open everything but what has ended', () => {
    expect(OBLIGATION_STATUSES.filter((status) => !isOpen(status))).toEqual([
      'superseded',
      'waived',
      'discharged',
      'terminated',
      'frozen_unlawful',
      'fulfilled_on_time',
      'fulfilled_late',
    ]);
  });
});

import fc from 'fast-check';
import { assess } from '../assessment/assess';
import { DEFAULT_ASSESSMENT_RULES } from '../assessment/assessment-rules';
import { latestCalendar } from '../calendar/statutory-calendar';
import { foldContract } from '../contract/contract.evolve';
import type { ContractState } from '../contract/contract.state';
import { isLateAndOwed } from '../obligation/obligation-status';
import { commitment, contractRecorded, performed, promise, type Fact } from '../testing/facts.fixtures';
import { given } from '../testing/given.fixtures';
import { mirrored } from '../testing/mirror.fixtures';
import {
  acknowledged,
  acknowledgementRevoked,
  breachNoticeServed,
  demandServed,
  frozenByLaw,
} from '../testing/notices.fixtures';
import { anyDay, randomHistory } from '../testing/random-history.fixtures';
import { fixedOn, NO_DEADLINE } from '../testing/terms.fixtures';
import { civilDate, type CivilDate } from '../time/civil-date';
import { clocksOf, explainClocks, type Clocks } from './limitation';

const calendar = latestCalendar();
const assessed = (state: ContractState, day: CivilDate) => assess(state, day, calendar, DEFAULT_ASSESSMENT_RULES);
const clocks = (day: string, ...facts: readonly Fact[]): ReadonlyMap<string, Clocks> => {
  const { state } = given(contractRecorded(), promise(), commitment(), ...facts);
  return clocksOf(state, assessed(state, civilDate(day)), calendar);
};
const clockOf = (day: string, ...facts: readonly Fact[]) => clocks(day, ...facts).get('G-01');

describe('limitation', () => {
  it('runs for three years from the day after the due date, for duties of either side', () => {
    const ends = { runsFrom: '2025-07-01', endsOn: '2028-06-30', provisional: true, lapsed: false, restartedBy: null };
    const found = clocks('2025-08-01');
    expect(found.get('G-01')?.limitation).toEqual(ends);
    expect(found.get('E-01')?.limitation).toEqual(ends);
  });
  it('does not run before the duty is late, nor once it is performed or ended', () => {
    expect([...clocks('2025-06-30').keys()]).toEqual([]);
    expect([...clocks('2025-08-01', performed('G-01', '2025-07-20')).keys()]).toEqual(['E-01']);
    expect([...clocks('2025-08-01', frozenByLaw('G-01', '2025-07-20')).keys()]).toEqual(['E-01']);
  });
  it('lapses after its last day', () => {
    expect(clockOf('2028-06-30')?.limitation.lapsed).toBe(false);
    expect(clockOf('2028-07-01')?.limitation.lapsed).toBe(true);
  });
  it.each([
    ['demand', demandServed('G-01', '2026-03-02', null), 'G-01-d1'],
    ['breach_notice', breachNoticeServed('G-01', '2026-03-02'), 'G-01-b1'],
    ['acknowledgement', acknowledged('G-01', '2026-03-02'), 'G-01-a1'],
  ] as const)('starts anew with a %s, from its day on', (kind, notice, id) => {
    expect(clockOf('2026-03-01', notice)?.limitation).toMatchObject({ endsOn: '2028-06-30', restartedBy: null });
    expect(clockOf('2026-03-02', notice)?.limitation).toMatchObject({
      runsFrom: '2026-03-03',
      endsOn: '2029-03-02',
      restartedBy: { kind, no: 'G-01', id, on: '2026-03-02' },
    });
  });
  it('is not started anew by what came before it ran, nor by what was taken back', () => {
    expect(clockOf('2026-05-01', demandServed('G-01', '2025-06-30', null))?.limitation.endsOn).toBe('2028-06-30');
    const revoked = [acknowledged('G-01', '2026-03-02'), acknowledgementRevoked('G-01')];
    expect(clockOf('2026-05-01', ...revoked)?.limitation.endsOn).toBe('2028-06-30');
  });
  it('that has ended is started anew by an acknowledgement only', () => {
    const day = '2028-07-10';
    expect(clockOf(day, demandServed('G-01', '2028-07-03', null))?.limitation).toMatchObject({ lapsed: true });
    expect(clockOf(day, acknowledged('G-01', '2028-07-03'))?.limitation).toMatchObject({
      endsOn: '2031-07-03',
      lapsed: false,
    });
  });
  it('explains itself', () => {
    const { state } = given(contractRecorded(), promise(), acknowledged('G-01', '2026-03-02'));
    const assessment = assessed(state, civilDate('2026-05-01'));
    const { limitation, rescission } = explainClocks(state, assessment, assessment.obligations[0]!, calendar);
    expect(limitation.map(({ code }) => code)).toEqual([
      'limitation_starts',
      'limitation_restarted',
      'term',
      'start_excluded',
      'years_added',
      'provisional',
    ]);
    expect(rescission).toEqual([]);
  });
});

describe('limitation of a debt in instalments', () => {
  const first = promise({ no: 'G-11', instalmentOf: 'debt' });
  const last = (due = fixedOn('2026-06-30')) => promise({ no: 'G-12', instalmentOf: 'debt', due });
  const ofFirst = (day: string, ...facts: readonly Fact[]) => clocks(day, first, ...facts).get('G-11')?.limitation;

  it('runs from the last due date, whether that one is performed or not', () => {
    const ends = { runsFrom: '2026-07-01', endsOn: '2029-07-02' }; // 30 June 2029 is a Saturday
    expect(ofFirst('2025-08-01', last())).toMatchObject(ends);
    expect(ofFirst('2026-08-01', last(), performed('G-12', '2026-06-01'))).toMatchObject(ends);
  });
  it('does not run while an instalment has no date', () =>
    expect(ofFirst('2025-08-01', last(NO_DEADLINE))).toMatchObject({ runsFrom: null, endsOn: null, lapsed: false }));
  it('starts anew for all with a demand for one', () =>
    expect(ofFirst('2026-08-01', last(), demandServed('G-12', '2026-07-10', null))).toMatchObject({
      endsOn: '2029-07-10',
      restartedBy: { no: 'G-12' },
    }));
  it('leaves out what nobody owes any more, and what another side owes', () => {
    expect(ofFirst('2026-08-01', last(), frozenByLaw('G-12', '2026-01-01'))?.endsOn).toBe('2028-06-30');
    const others = commitment({ no: 'E-12', instalmentOf: 'debt', due: fixedOn('2026-06-30') });
    expect(ofFirst('2026-08-01', others)?.endsOn).toBe('2028-06-30');
  });
});

describe('the right to rescind', () => {
  const notice = breachNoticeServed('G-01', '2025-07-10');

  it('is there once the cure period has ended, and lapses a year later', () => {
    expect(clockOf('2025-09-08', notice)?.rescission).toBeNull();
    expect(clockOf('2025-09-09', notice)?.rescission).toEqual({
      runsFrom: '2025-09-09',
      endsOn: '2026-09-08',
      provisional: false,
      lapsed: false,
    });
    expect(clockOf('2026-09-09', notice)?.rescission?.lapsed).toBe(true);
  });
  it('is not kept up by demands or acknowledgements', () => {
    const kept = [notice, demandServed('G-01', '2026-02-02', null), acknowledged('G-01', '2026-02-03')];
    expect(clockOf('2026-03-01', ...kept)?.rescission?.endsOn).toBe('2026-09-08');
  });
});

describe('the clocks of any contract', () => {
  it('are those of its late duties, and the same when the sides are swapped', () => {
    fc.assert(
      fc.property(randomHistory, anyDay, (history, day) => {
        const here = foldContract(history)!;
        const there = foldContract(history.map((each) => ({ ...each, event: mirrored(each.event) })))!;
        const assessment = assessed(here, day);
        const found = clocksOf(here, assessment, calendar);
        expect(clocksOf(there, assessed(there, day), calendar)).toEqual(found);
        const late = assessment.obligations.filter(({ status }) => isLateAndOwed(status)).map(({ no }) => no);
        expect([...found.keys()]).toEqual(late);
      }),
      { numRuns: 200 },
    );
  });
});

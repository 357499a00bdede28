import fc from 'fast-check';
import { DEFAULT_ASSESSMENT_RULES as rules } from '../assessment/assessment-rules';
import { latestCalendar } from '../calendar/statutory-calendar';
import { foldContract } from '../contract/contract.evolve';
import type { ContractState } from '../contract/contract.state';
import { addDays, civilDate, type CivilDate } from '../time/civil-date';
import type { Fact } from '../testing/facts.fixtures';
import {
  claimed,
  commitment,
  contractRecorded,
  movedBySupplement,
  performed,
  promise,
  rejected,
  retracted,
  terminated,
} from '../testing/facts.fixtures';
import { given } from '../testing/given.fixtures';
import { climbedTo, factOf, newEnterprise, succeed } from '../testing/procedures.fixtures';
import { anyDay, randomHistory } from '../testing/random-history.fixtures';
import { fixedOn, persons, plan } from '../testing/terms.fixtures';
import type { Side } from '../contract/contract';
import { reviewContract } from './alert-policy';
import { evolveAlerts, isNews, NO_ALERTS, type AlertState } from './alert-state';
import type { AlertEvent } from './alert.events';

const context = { calendar: latestCalendar(), rules };

/** A contract's alerts, looked at on one day after another. */
class Watch {
  private alerts: AlertState = NO_ALERTS;
  private position = 0;

  /** What this review adds, as `rule level`, `rule from→to` or `rule resolution`. */
  on(day: string, ...facts: readonly Fact[]): string[] {
    return this.events(day, given(contractRecorded(), ...facts).state).map(inShort);
  }

  events(day: string, state: ContractState): readonly AlertEvent[] {
    const input = { position: `${++this.position}`, day: civilDate(day) };
    const events = reviewContract(state, this.alerts, input, context);
    this.alerts = events.reduce(evolveAlerts, this.alerts);
    return events;
  }

  get state(): AlertState {
    return this.alerts;
  }
}

function inShort({ type, data }: AlertEvent): string {
  const name = `${data.rule}#${data.occurrence}`;
  switch (type) {
    case 'AlertRaised':
      return `${name} ${data.level}`;
    case 'AlertLevelChanged':
      return `${name} ${data.from}→${data.to}`;
    case 'AlertCleared':
      return `${name} ${data.resolution}`;
    default:
      throw new Error(`unhandled ${String(type satisfies never)}`);
  }
}

const SIDES: readonly (readonly [Side, (terms?: object) => Fact])[] = [
  ['government', (terms) => promise({ no: 'D-01', ...terms })],
  ['enterprise', (terms) => commitment({ no: 'D-01', ...terms })],
];

describe('an alert in the course of a procedure', () => {
  it('names the successor where a party was succeeded: it is their duty by then', () => {
    const { state } = given(contractRecorded(), commitment(), factOf(succeed()));
    const raised = new Watch().events('2025-07-01', state);
    expect(raised).toMatchObject([{ type: 'AlertRaised', data: { no: 'E-01', obligorId: newEnterprise.id } }]);
  });

  it('is moot when the notice of termination was served', () => {
    const watch = new Watch();
    expect(watch.on('2025-06-15', promise(), commitment())).toEqual(['due_soon#1 yellow', 'due_soon#1 yellow']);
    const ended = [promise(), commitment(), climbedTo('ServeTerminationNotice')];
    expect(watch.on('2025-06-16', ...ended)).toEqual(['due_soon#1 moot', 'due_soon#1 moot']);
  });
});

describe.each(SIDES)('an alert about a duty of the %s’s side', (side, duty) => {
  it('is raised once when the duty becomes due soon, and gives way to the one about its lateness', () => {
    const watch = new Watch();
    expect(watch.on('2025-06-14', duty())).toEqual([]);
    expect(watch.on('2025-06-15', duty())).toEqual(['due_soon#1 yellow']);
    expect(watch.on('2025-06-30', duty())).toEqual([]);
    expect(watch.on('2025-07-01', duty())).toEqual(['due_soon#1 superseded', 'overdue#1 red']);
    expect(watch.on('2025-09-01', duty())).toEqual([]);
  });

  it('carries what it takes to check it', () => {
    const { state } = given(contractRecorded(), duty(), movedBySupplement('D-01', '2025-07-31', '2025-06-20'));
    const [event] = new Watch().events('2025-08-05', state);
    expect(event).toMatchObject({
      type: 'AlertRaised',
      data: {
        ...{ contractId: 'contract-1', no: 'D-01', rule: 'overdue', occurrence: 1, side, level: 'red' },
        ...{ dueOn: '2025-07-31', originalDueOn: '2025-06-30', daysLate: 5, provisional: false },
        review: { position: '1', day: '2025-08-05' },
        rulesVersion: rules.version,
        calendarVersion: context.calendar.version,
        becauseOf: [expect.stringMatching(/^event-/), expect.stringMatching(/^event-/)],
      },
    });
    expect(event!.type === 'AlertRaised' && event!.data.arithmetic.map(({ code }) => code)).toEqual([
      'fixed_date',
      'moved_by_supplement',
    ]);
  });

  it('about pace changes its level as the duty falls back and catches up', () => {
    const jobs = plan(['2025-01-01', persons(0)], ['2025-04-11', persons(100)]);
    const planned = duty({ measure: jobs, due: fixedOn('2025-12-31') });
    const watch = new Watch();
    expect(watch.on('2025-01-11', planned)).toEqual(['behind_pace#1 yellow']);
    expect(watch.on('2025-01-31', planned)).toEqual(['behind_pace#1 yellow→red']);
    const some = [planned, performed('D-01', '2025-02-10', persons(20))];
    expect(watch.on('2025-02-10', ...some)).toEqual(['behind_pace#1 red→yellow']);
    const more = [...some, performed('D-01', '2025-02-15', persons(45), 'c2')];
    expect(watch.on('2025-02-15', ...more)).toEqual(['behind_pace#1 resolved']);
    expect(watch.on('2025-03-01', ...more)).toEqual(['behind_pace#2 yellow']);
  });

  it('is resolved by performance, superseded by another date, moot at the end of the contract', () => {
    const cleared = (...facts: readonly Fact[]) => {
      const watch = new Watch();
      watch.on('2025-07-01', duty());
      return watch.on('2025-07-20', duty(), ...facts);
    };
    expect(cleared(performed('D-01', '2025-07-10'))).toEqual(['overdue#1 resolved']);
    expect(cleared(movedBySupplement('D-01', '2025-12-31', '2025-07-10'))).toEqual(['overdue#1 superseded']);
    expect(cleared(terminated('2025-07-10'))).toEqual(['overdue#1 moot']);
  });

  it('is retracted where what is known now shows that it should never have been raised', () => {
    const cleared = (...facts: readonly Fact[]) => {
      const watch = new Watch();
      watch.on('2025-07-01', duty());
      return watch.on('2025-07-20', duty(), ...facts);
    };
    expect(cleared(performed('D-01', '2025-06-28'))).toEqual(['overdue#1 retracted']);
    expect(cleared(claimed('D-01', '2025-06-28'))).toEqual(['overdue#1 retracted']);
    expect(cleared(movedBySupplement('D-01', '2025-12-31', '2025-06-10'))).toEqual(['overdue#1 retracted']);
    expect(cleared(terminated('2025-06-10'))).toEqual(['overdue#1 retracted']);
    expect(cleared(retracted('D-01'))).toEqual(['overdue#1 retracted']);
  });

  it('that comes back is a new occurrence', () => {
    const watch = new Watch();
    expect(watch.on('2025-07-01', duty())).toEqual(['overdue#1 red']);
    const claim = [duty(), claimed('D-01', '2025-06-28')];
    expect(watch.on('2025-07-05', ...claim)).toEqual(['overdue#1 retracted']);
    expect(watch.on('2025-07-12', ...claim, rejected('D-01'))).toEqual(['overdue#2 red']);
    expect(watch.state.occurrences).toEqual({ 'D-01/overdue': 2 });
  });

  it('about a date coming near is resolved by a claim in time that is under verification', () => {
    const watch = new Watch();
    expect(watch.on('2025-06-20', duty())).toEqual(['due_soon#1 yellow']);
    expect(watch.on('2025-06-26', duty(), claimed('D-01', '2025-06-25'))).toEqual(['due_soon#1 resolved']);
  });
});

describe('an alert that a duty is held up', () => {
  const deal = [promise({ due: fixedOn('2025-03-03') }), commitment({ tolledBy: ['G-01'] })];

  it('names what holds it up, instead of calling it late, and is resolved when that has ended', () => {
    const watch = new Watch();
    expect(watch.on('2025-03-03', ...deal)).toContain('due_soon#1 yellow');
    const raised = watch.events('2025-03-04', given(contractRecorded(), ...deal).state);
    expect(raised.map(inShort)).toContain('blocked#1 yellow');
    expect(raised.find(({ data }) => data.rule === 'blocked')!.data).toMatchObject({ no: 'E-01', blockedBy: 'G-01' });
    expect(watch.on('2025-08-01', ...deal)).toEqual([]);
    expect(watch.on('2025-08-02', ...deal, performed('G-01', '2025-08-01'))).toContain('blocked#1 resolved');
  });
});

describe('a review', () => {
  it('of a deal of old raises what holds on the day it was recorded, not years of alerts', () => {
    const old = promise({ due: fixedOn('2020-06-30') });
    expect(new Watch().on('2025-01-10', old)).toEqual(['overdue#1 red']);
  });

  it('repeated on the same input gives nothing new, on every day of every history', () => {
    fc.assert(
      fc.property(randomHistory, fc.array(anyDay, { minLength: 1, maxLength: 5 }), (history, days) => {
        const contract = foldContract(history)!;
        let alerts = NO_ALERTS;
        for (const day of days.toSorted()) {
          const input = { position: '9', day };
          alerts = reviewContract(contract, alerts, input, context).reduce(evolveAlerts, alerts);
          expect(reviewContract(contract, alerts, input, context)).toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('leaves standing what fires and nothing else, however many days were skipped before it', () => {
    const standing = ({ standing: all }: AlertState) =>
      all.map(({ no, rule, level }) => `${no} ${rule} ${level}`).toSorted();
    fc.assert(
      fc.property(randomHistory, anyDay, fc.integer({ min: 1, max: 400 }), (history, day, later) => {
        const contract = foldContract(history)!;
        const reviewed = (...days: readonly CivilDate[]) =>
          days.reduce(
            (alerts, each) =>
              reviewContract(contract, alerts, { position: '9', day: each }, context).reduce(evolveAlerts, alerts),
            NO_ALERTS,
          );
        const last = addDays(day, later);
        expect(standing(reviewed(day, last))).toEqual(standing(reviewed(last)));
      }),
      { numRuns: 200 },
    );
  });

  it('is news by a later position or a later day than the last one answered', () => {
    const watch = new Watch();
    expect(isNews(watch.state, { position: '0', day: civilDate('2025-01-01') })).toBe(true);
    watch.on('2025-07-01', promise());
    const isNewsAt = (position: string, day: string) => isNews(watch.state, { position, day: civilDate(day) });
    expect(isNewsAt('1', '2025-07-01')).toBe(false);
    expect(isNewsAt('0', '2025-06-01')).toBe(false);
    expect(isNewsAt('1', '2025-07-02')).toBe(true);
    expect(isNewsAt('10', '2025-07-01')).toBe(true);
  });
});

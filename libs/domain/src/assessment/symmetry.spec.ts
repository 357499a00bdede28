import fc from 'fast-check';
import { NO_ALERTS, evolveAlerts, type AlertState } from '../alert/alert-state';
import { reviewContract } from '../alert/alert-policy';
import { latestCalendar } from '../calendar/statutory-calendar';
import type { ContractEvent } from '../contract/contract.events';
import { foldContract } from '../contract/contract.evolve';
import type { Recorded } from '../recorded';
import { addDays, type CivilDate } from '../time/civil-date';
import { mirrored, mirroredAlert, mirroredAssessment } from '../testing/mirror.fixtures';
import { anyDay, randomHistory } from '../testing/random-history.fixtures';
import { assess } from './assess';
import { DEFAULT_ASSESSMENT_RULES as rules } from './assessment-rules';
import { timelineOf } from './timeline';

const calendar = latestCalendar();
const inTheMirror = (history: readonly Recorded<ContractEvent>[]) =>
  history.map((each) => ({ ...each, event: mirrored(each.event) }));

describe('swapping the sides of a history', () => {
  it('swaps sides and quadrant of every assessment and nothing else', () => {
    fc.assert(
      fc.property(randomHistory, anyDay, (history, day) => {
        const here = assess(foldContract(history)!, day, calendar, rules);
        const there = assess(foldContract(inTheMirror(history))!, day, calendar, rules);
        expect(there).toEqual(mirroredAssessment(here));
      }),
      { numRuns: 400 },
    );
  });

  it('swaps the sides of every alert and nothing else', () => {
    fc.assert(
      fc.property(randomHistory, anyDay, (history, first) => {
        const here = alertsFrom(history, first);
        expect(alertsFrom(inTheMirror(history), first)).toEqual(here.map(mirroredAlert));
      }),
      { numRuns: 100 },
    );
  });

  it('swaps the lights counted for each side', () => {
    fc.assert(
      fc.property(randomHistory, (history) => {
        const here = timelineOf(foldContract(history)!, calendar, rules).contract;
        const there = timelineOf(foldContract(inTheMirror(history))!, calendar, rules).contract;
        const lights = here.map(({ from, government, enterprise }) => ({
          from,
          government: enterprise,
          enterprise: government,
        }));
        expect(there.map(({ from, government, enterprise }) => ({ from, government, enterprise }))).toEqual(lights);
      }),
      { numRuns: 100 },
    );
  });
});

/** What is raised and cleared on some days over three years, everything known. */
function alertsFrom(history: readonly Recorded<ContractEvent>[], first: CivilDate) {
  const contract = foldContract(history)!;
  let alerts: AlertState = NO_ALERTS;
  return [0, 20, 45, 200, 500, 900].flatMap((days) => {
    const events = reviewContract(contract, alerts, { position: '9', day: addDays(first, days) }, { calendar, rules });
    alerts = events.reduce(evolveAlerts, alerts);
    return events;
  });
}

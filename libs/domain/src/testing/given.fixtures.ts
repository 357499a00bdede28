import type { Actor } from '../actor';
import { assess, type ContractAssessment, type ObligationAssessment } from '../assessment/assess';
import { DEFAULT_ASSESSMENT_RULES } from '../assessment/assessment-rules';
import { latestCalendar } from '../calendar/statutory-calendar';
import type { ContractCommand } from '../contract/contract.commands';
import { contractDecider } from '../contract/contract.decider';
import type { ContractEvent } from '../contract/contract.events';
import { foldContract } from '../contract/contract.evolve';
import type { ContractState } from '../contract/contract.state';
import type { Recorded } from '../recorded';
import { Refusal, type RefusalCode } from '../refusal';
import { civilDate, type CivilDate } from '../time/civil-date';
import { epochMilliseconds, instantOf, startOfDayIn } from '../time/instant';
import type { Fact } from './facts.fixtures';
import { clerk } from './people.fixtures';

/** The day on which commands are given, unless said otherwise. */
export const TODAY = '2025-08-14';

/** A contract to which this has happened. Recorded by the clerk on 10 January 2025, one second apart, unless said otherwise. */
export function given(...facts: readonly Fact[]): Given {
  return new Given(historyOf(facts));
}

class Given {
  constructor(readonly history: readonly Recorded<ContractEvent>[]) {}

  get state(): ContractState {
    const state = foldContract(this.history);
    if (!state) throw new Error('nothing is given');
    return state;
  }

  when(command: ContractCommand, actor: Actor = clerk, today = TODAY): Outcome {
    return new Outcome(() =>
      contractDecider.decide(command, foldContract(this.history), {
        actor,
        today: civilDate(today),
        calendar: latestCalendar(),
      }),
    );
  }

  asOf(day: string): ContractAssessment {
    return assess(this.state, civilDate(day), latestCalendar(), DEFAULT_ASSESSMENT_RULES);
  }

  /** What is said of one duty as of a day. */
  duty(no: string, day: string): ObligationAssessment {
    const found = this.asOf(day).obligations.find((each) => each.no === no);
    if (!found) throw new Error(`${no} is not assessed`);
    return found;
  }
}

class Outcome {
  constructor(private readonly decide: () => readonly ContractEvent[]) {}

  thenEvents(...events: readonly ContractEvent[]): void {
    expect(events.length).toBeGreaterThan(0);
    expect(this.decide()).toEqual(events);
  }

  thenNothing(): void {
    expect(this.decide()).toEqual([]);
  }

  /** With `saying`, a part of the message: the thing it names. */
  thenRefused(code: RefusalCode, saying?: string): void {
    let refusal: unknown;
    try {
      this.decide();
    } catch (error) {
      refusal = error;
    }
    if (!(refusal instanceof Refusal)) throw refusal ?? new Error(`not refused; expected ${code}`);
    expect(refusal.code).toBe(code);
    if (saying !== undefined) expect(refusal.message).toContain(saying);
  }
}

/** The facts as the log would hold them. */
export function historyOf(facts: readonly Fact[]): readonly Recorded<ContractEvent>[] {
  const history: Recorded<ContractEvent>[] = [];
  let at = epochMilliseconds(startOfDayIn('Asia/Shanghai', civilDate('2025-01-10')));
  add(facts, clerk);
  return history;

  function add(some: readonly Fact[], actor: Actor): void {
    for (const fact of some) {
      if (Array.isArray(fact)) add(fact as readonly ContractEvent[], actor);
      else if ('facts' in fact) addStamped(fact.facts, fact.actor ?? actor, fact.recordedOn);
      else record(fact as ContractEvent, actor);
    }
  }
  function addStamped(some: readonly Fact[], actor: Actor, day: string | undefined): void {
    if (day !== undefined) at = Math.max(at, epochMilliseconds(startOfDayIn('Asia/Shanghai', civilDate(day))));
    add(some, actor);
  }
  function record(event: ContractEvent, actor: Actor): void {
    at += 1000;
    const revision = history.length;
    const place = { id: `event-${revision}`, revision, position: `${revision}`, commandId: `command-${revision}` };
    history.push({ event, actor, recordedAt: instantOf(at), ...place });
  }
}

export function days(...dates: readonly string[]): readonly CivilDate[] {
  return dates.map(civilDate);
}

import {
  calendarKnownAt,
  contractDecider,
  type Actor,
  type CivilDate,
  type ContractCommand,
  type ContractEvent,
  type ContractState,
  type Instant,
} from '@heqi/domain';
import { v5 } from 'uuid';
import type { Random } from './random';
import type { Story } from './story/deal-story';
import { momentOn } from './timeline/agenda';
import { workdayFrom } from './timeline/workdays';

/** One command as it was recorded. */
export interface SampleStep {
  /** Grows strictly over the whole district. */
  readonly recordedAt: Instant;
  readonly actor: Actor;
  readonly contractId: string;
  /** UUIDv5 of the contract and the command's place in it. */
  readonly commandId: string;
  readonly command: ContractCommand;
  readonly events: readonly ContractEvent[];
}

/** A step before its command is named: most rehearsals are thrown away, and names cost a hash each. */
export type Rehearsal = Omit<SampleStep, 'commandId'>;

export interface Rehearsed {
  readonly steps: readonly Rehearsal[];
  readonly state: ContractState;
}

/** Puts a story's entries through the decider, one by one, in office hours, up to `lastDay`. A refusal is a fault of the
 *  story and is thrown. */
export function rehearse({ contractId, entries }: Story, lastDay: CivilDate, random: Random): Rehearsed | undefined {
  const steps: Rehearsal[] = [];
  let state: ContractState | undefined;
  let revision = 0;
  let before: Instant | undefined;
  for (const { on, actor, command } of entries) {
    const today = workdayFrom(on);
    if (today > lastDay) break;
    const recordedAt: Instant = momentOn(today, before, random);
    const context = { actor, today, calendar: calendarKnownAt(recordedAt) };
    const events = contractDecider.decide(command, state, context);
    const commandId = `rehearsed ${steps.length}`;
    steps.push({ recordedAt, actor, contractId, command, events });
    for (const event of events) {
      const place = { id: String(revision), revision: revision++, position: '0' };
      state = contractDecider.evolve(state, { event, ...place, recordedAt, actor, commandId });
    }
    before = recordedAt;
  }
  return state && { steps, state };
}

const COMMAND_NAMESPACE = '0c2f8f6d-5a52-5b9e-8d53-7d1f5a0a6c4e';

/** Gives each step of a contract the id of its command, which follows from its place alone. */
export function named(steps: readonly Rehearsal[]): SampleStep[] {
  return steps.map((step, place) => ({ ...step, commandId: v5(`${step.contractId} ${place}`, COMMAND_NAMESPACE) }));
}

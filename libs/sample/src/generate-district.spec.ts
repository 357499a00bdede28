import { createHash } from 'node:crypto';
import {
  assess,
  calendarKnownAt,
  civilDate,
  civilDateIn,
  contractDecider,
  DEFAULT_ASSESSMENT_RULES,
  latestCalendar,
  type ContractAssessment,
  type ContractState,
  type Side,
} from '@heqi/domain';
import { CONTRACT_EVENT_TYPES, encodeEvent } from '@heqi/messages';
import { generateDistrict, sampleEvidence, samplePeople, SAMPLE_UNTIL, type SampleStep } from './index';
import { contractIdFor, foldDistrict } from './testing.fixtures';

const SEED = 20_260_630;
const ZONE = 'Asia/Shanghai';

let steps: readonly SampleStep[];
let states: ReadonlyMap<string, ContractState>;
let assessments: readonly ContractAssessment[];

beforeAll(() => {
  steps = [...generateDistrict({ seed: SEED, contractIdFor })];
  states = foldDistrict(steps);
  assessments = [...states.values()].map((state) => assessed(state));
});

const assessed = (state: ContractState) => assess(state, SAMPLE_UNTIL, latestCalendar(), DEFAULT_ASSESSMENT_RULES);
const digestOf = (seed: number, deals: number) =>
  createHash('sha256')
    .update(JSON.stringify([...generateDistrict({ seed, deals, contractIdFor })]))
    .digest('hex');
const countBy = <Item>(items: Iterable<Item>, keyOf: (item: Item) => string) => {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
};

describe('a seed', () => {
  it('gives the same steps, byte by byte', () => expect(digestOf(7, 40)).toBe(digestOf(7, 40)));
  it('gives other steps than another seed', () => expect(digestOf(7, 40)).not.toBe(digestOf(8, 40)));
  it.each([1, 12_345])('%i can be drawn in full', (seed) => {
    const drawn = foldDistrict(generateDistrict({ seed, contractIdFor }));
    expect(countBy(drawn.values(), (state) => assessed(state).quadrant)).toEqual({
      both_keep: 233,
      government_behind: 21,
      enterprise_behind: 33,
      both_behind: 14,
    });
  });
});

describe('the number of deals', () => {
  it('is 301 unless told, with about fifty events each', () => {
    expect(states.size).toBe(301);
    const events = steps.flatMap((step) => step.events);
    expect(events.length).toBeGreaterThan(13_000);
    expect(events.length).toBeLessThan(17_000);
  });
  it.each([1, 2, 10, 50])('can be %i', (deals) => {
    const drawn = foldDistrict(generateDistrict({ seed: SEED, deals, contractIdFor }));
    expect(drawn.size).toBe(deals);
  });
  it.each([0, -1, 1.5, Number.NaN, 10_000])('is refused when it is %d', (deals) => {
    expect(() => [...generateDistrict({ seed: SEED, deals, contractIdFor })]).toThrow(
      `A district of ${deals} deals cannot be drawn: give a whole number from 1 to 9999.`,
    );
  });
  it('holds each deal number once', () =>
    expect(new Set([...states.values()].map((state) => state.dealNumber)).size).toBe(301));
});

describe('the commands', () => {
  it('are those whose events a fresh decider gives, on the day of their record', () => {
    const differing: SampleStep[] = [];
    foldDistrict(steps, (step, before) => {
      const today = civilDateIn(ZONE, step.recordedAt);
      const context = { actor: step.actor, today, calendar: calendarKnownAt(step.recordedAt) };
      const events = contractDecider.decide(step.command, before, context);
      if (JSON.stringify(events) !== JSON.stringify(step.events)) differing.push(step);
    });
    expect(differing).toEqual([]);
  });
  it('each do something', () => expect(steps.filter(({ events }) => events.length === 0)).toEqual([]));
  it('have ids of their own', () => expect(new Set(steps.map(({ commandId }) => commandId)).size).toBe(steps.length));
  it('are recorded one after the other, in office hours of working days, before the last day', () => {
    const calendar = latestCalendar();
    const clockTime = ({ recordedAt }: SampleStep) => recordedAt.slice(11, 16);
    const outOfHours = steps.filter(
      (step) =>
        !calendar.isWorkday(civilDateIn(ZONE, step.recordedAt)) ||
        clockTime(step) < '01:00' ||
        clockTime(step) >= '11:00',
    );
    expect(outOfHours).toEqual([]);
    const notAfter = steps.filter((step, index) => index > 0 && step.recordedAt <= steps[index - 1]!.recordedAt);
    expect(notAfter).toEqual([]);
    expect(civilDateIn(ZONE, steps.at(-1)!.recordedAt) < SAMPLE_UNTIL).toBe(true);
  });
  it('are given by people of the sample', () => {
    const known = new Set(samplePeople.map(({ actor }) => JSON.stringify(actor)));
    expect(steps.filter(({ actor }) => !known.has(JSON.stringify(actor)))).toEqual([]);
  });
  it('name evidence that the sample has', () => {
    const known = new Set([...sampleEvidence()].map(({ sha256 }) => sha256));
    const named = JSON.stringify(steps).match(/(?<="sha256":")[0-9a-f]{64}/g) ?? [];
    expect(named.length).toBeGreaterThan(1000);
    expect(named.filter((sha256) => !known.has(sha256))).toEqual([]);
  });
});

describe('the events', () => {
  it('are of every type the domain has', () => {
    const types = countBy(
      steps.flatMap((step) => step.events),
      ({ type }) => type,
    );
    expect(Object.keys(types).toSorted()).toEqual([...CONTRACT_EVENT_TYPES].toSorted());
  });
  it('can all be written to the log', () => {
    for (const { events, actor, recordedAt, commandId } of steps) {
      for (const [commandIndex, event] of events.entries()) {
        const metadata = {
          ...{ actor, recordedAt, commandId, commandIndex, commandSize: events.length },
          ...{ $correlationId: commandId, $causationId: commandId },
        };
        expect(() => encodeEvent(event, metadata)).not.toThrow();
      }
    }
  });
});

describe('the district on its last day', () => {
  const kept = ['fulfilled_on_time', 'fulfilled_late'];
  const allKept = ({ obligations }: ContractAssessment) => obligations.every(({ status }) => kept.includes(status));
  const count = (side: Side, ...statuses: string[]) =>
    assessments
      .flatMap(({ obligations }) => obligations)
      .filter((each) => each.side === side && statuses.includes(each.status)).length;

  it('has honoured 97 deals in full, and 204 not yet', () => expect(assessments.filter(allKept).length).toBe(97));
  it('shows every quadrant', () =>
    expect(countBy(assessments, ({ quadrant }) => quadrant)).toEqual({
      both_keep: 233,
      government_behind: 21,
      enterprise_behind: 33,
      both_behind: 14,
    }));
  it.each(['government', 'enterprise'] as const)('has the %s late, kept late, and waiting', (side) => {
    expect(count(side, 'overdue')).toBeGreaterThan(20);
    expect(count(side, 'behind_pace')).toBeGreaterThan(10);
    expect(count(side, 'fulfilled_late')).toBeGreaterThan(40);
    expect(count(side, 'fulfilled_on_time')).toBeGreaterThan(400);
    expect(count(side, 'conditional', 'awaiting_anchor', 'not_yet_due')).toBeGreaterThan(60);
  });
  it('has terminated some deals, and taken back the termination of others', () => {
    expect([...states.values()].filter(({ termination }) => termination !== null).length).toBe(10);
  });
  it('has deals of both sides, with 6 to 12 duties', () => {
    for (const { obligations } of assessments) {
      expect(obligations.length).toBeGreaterThanOrEqual(6);
      expect(obligations.length).toBeLessThanOrEqual(12);
      expect(new Set(obligations.map(({ side }) => side)).size).toBe(2);
    }
  });
  it('knows the enterprises of its users', () => {
    const users = samplePeople.filter(({ actor }) => actor.role === 'enterprise');
    expect(users.length).toBe(2);
    for (const { actor } of users) {
      const deal = [...states.values()].find(({ parties }) => parties.some(({ id }) => id === actor.partyId));
      expect(deal).toBeDefined();
      expect(steps.some((step) => step.actor.id === actor.id && step.contractId === deal?.contractId)).toBe(true);
    }
  });
  it('moves with the last day', () => {
    const until = civilDate('2024-10-08');
    const drawn = [...generateDistrict({ seed: SEED, deals: 20, until, contractIdFor })];
    expect(civilDateIn(ZONE, drawn.at(-1)!.recordedAt) <= '2024-09-30').toBe(true);
  });
});

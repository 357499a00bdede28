import fc from 'fast-check';
import type { GroupPort } from './group';
import { Step, World } from './group-world.fixtures';
import type { GroupSettings } from './settings';

const RUNS = process.env['HEQI_LONG'] ? 20_000 : 400;

const small = fc.nat({ max: 12 });
const picks = fc.array(small, { minLength: 1, maxLength: 6 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('append'), count: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('feed'), count: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('connect'), bufferSize: fc.nat({ max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('disconnect'), pick: small }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('block'), pick: small }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('ack'), picks }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('nack'),
      picks,
      action: fc.constantFrom('unknown', 'park', 'retry', 'skip', 'stop'),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait'), ms: fc.nat({ max: 150 }) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('write'), ok: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('replay'), count: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('kill'), written: fc.nat({ max: 3 }) }) },
) as fc.Arbitrary<Step>;

const settings: fc.Arbitrary<GroupSettings> = fc.record({
  startFrom: fc.constant('start'),
  resolveLinkTos: fc.constant(false),
  extraStatistics: fc.boolean(),
  messageTimeoutMs: fc.constantFrom(0, 50, 100),
  maxRetryCount: fc.nat({ max: 3 }),
  liveBufferSize: fc.constant(500),
  historyBufferSize: fc.constant(500),
  readBatchSize: fc.constant(20),
  checkpointAfterMs: fc.constantFrom(0, 40),
  minCheckpointCount: fc.nat({ max: 4 }),
  maxCheckpointCount: fc.nat({ max: 8 }),
  maxSubscriberCount: fc.constant(0),
  strategy: fc.constantFrom('RoundRobin', 'DispatchToSingle', 'Pinned', 'PinnedByCorrelation'),
}) as fc.Arbitrary<GroupSettings>;

const steps = fc.array(step, { maxLength: 80, size: 'max' });

function losesNothing(faults?: (port: GroupPort) => GroupPort) {
  return fc.property(settings, steps, (chosen, happened) => {
    const world = new World(chosen, faults);
    for (const one of happened) world.step(one); // checks the rules after each
    world.settle();
    expect(world.left()).toEqual({ undelivered: [], undone: [], parked: [] });
  });
}

describe('a group, whatever its settings and whatever happens to it,', () => {
  it('delivers every event until it is done, over any kill, and never more to a consumer than it has room for', () => {
    fc.assert(losesNothing(), { numRuns: RUNS });
  }, 1_800_000);
});

describe('the model would notice a group that', () => {
  it.each<[string, (port: GroupPort) => GroupPort]>([
    ['writes checkpoints too far', (port) => ({ ...port, saveCheckpoint: (place) => port.saveCheckpoint(place + 1) })],
    [
      'cuts parked messages that are not done',
      (port) => ({ ...port, truncateParked: (revision) => port.truncateParked(revision + 1) }),
    ],
    ['forgets to park', (port) => ({ ...port, park: () => undefined })],
  ])('%s', (_, faults) => {
    expect(fc.check(losesNothing(faults), { numRuns: RUNS, endOnFailure: true }).failed).toBe(true);
  });
});

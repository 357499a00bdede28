import { EventStoreDBClient, StreamDeletedError, WrongExpectedVersionError } from '@eventstore/db-client';
import { ReadReq } from '@eventstore/db-client/generated/streams_pb';
import fc from 'fast-check';
import { randomUUID } from 'node:crypto';
import { Answer, APPEND_WAYS, AppendWayName, Expected } from './append-ways.fixtures';
import { expectSameEvents, expectSameRead, readAllOf, readOf } from './model-reads.fixtures';
import { ModelAnswer, ModelStore } from './model-store.fixtures';
import { RawStreams } from './raw-streams.fixtures';

/** The store under test, in the form it is left by its last restart, and the names of one run. */
export interface StoreUnderTest {
  readonly client: EventStoreDBClient;
  readonly raw: RawStreams;
  /** Ends the node and starts it again on the same data. */
  restart(): Promise<void>;
}

export interface Run {
  readonly store: StoreUnderTest;
  /** Every stream of the run begins so, and no other stream. */
  readonly prefix: string;
  /** Position before the first event of the run. */
  readonly from: bigint;
  /** How often what happened, so that a test can tell that it looked at something. */
  readonly tally: Map<string, number>;
  /** What was appended so far, for repeats. */
  readonly batches: { readonly stream: string; readonly expected: Expected; readonly ids: readonly string[] }[];
}

type StoreCommand = fc.AsyncCommand<ModelStore, Run>;

const STREAMS = 3;
const WAYS = Object.keys(APPEND_WAYS) as AppendWayName[];

/** An expected revision as a command is made, before it is known where its stream will stand. */
type ExpectedSpec = 'any' | 'no_stream' | 'stream_exists' | { readonly fromCurrent: number };
/** New ids, or those of an earlier append: from one of them to another, and new ones behind. */
type IdsSpec =
  | { readonly fresh: number }
  | {
      readonly repeat: number;
      readonly skip: number;
      readonly drop: number;
      readonly extend: number;
      readonly as: 'before' | 'anew';
    };

const expectedSpec: fc.Arbitrary<ExpectedSpec> = fc.oneof(
  fc.constantFrom('any' as const, 'no_stream' as const, 'stream_exists' as const),
  fc.record({ fromCurrent: fc.constantFrom(0, 0, 0, -1, -2, -3, 1) }),
);
const stream = fc.nat({ max: STREAMS - 1 });
const appending = fc.record({
  way: fc.constantFrom(...WAYS),
  stream,
  expected: expectedSpec,
  ids: fc.oneof<fc.MaybeWeightedArbitrary<IdsSpec>[]>(
    { weight: 4, arbitrary: fc.record({ fresh: fc.nat({ max: 3 }) }) },
    {
      weight: 5,
      arbitrary: fc.record({
        repeat: fc.nat({ max: 20 }),
        skip: fc.constantFrom(0, 0, 0, 1),
        drop: fc.constantFrom(0, 0, 0, 1),
        extend: fc.constantFrom(0, 0, 0, 1, 2),
        as: fc.constantFrom('before' as const, 'before' as const, 'anew' as const),
      }),
    },
  ),
});
const metadata = fc.record(
  {
    $maxCount: fc.integer({ min: 1, max: 3 }),
    $tb: fc.nat({ max: 4 }),
    $cacheControl: fc.constant(7),
  },
  { requiredKeys: [] },
);

/** Sequences of commands, each with the chance that makes a run of some ten of them worth its time. */
export function storeCommands(maxCommands: number): fc.Arbitrary<Iterable<StoreCommand>> {
  const command = fc.oneof<fc.MaybeWeightedArbitrary<StoreCommand>[]>(
    { weight: 50, arbitrary: appending.map((spec) => new Append(spec)) },
    { weight: 12, arbitrary: fc.tuple(stream, expectedSpec).map((spec) => new Delete(...spec)) },
    { weight: 3, arbitrary: fc.tuple(stream, expectedSpec).map((spec) => new Tombstone(...spec)) },
    { weight: 12, arbitrary: fc.tuple(stream, metadata).map((spec) => new SetMetadata(...spec)) },
    {
      weight: 14,
      arbitrary: fc
        .tuple(stream, fc.nat({ max: 6 }), fc.nat({ max: 4 }), fc.boolean())
        .map((spec) => new ReadStream(...spec)),
    },
    { weight: 5, arbitrary: stream.map((spec) => new ReadMetadata(spec)) },
    { weight: 6, arbitrary: fc.tuple(fc.nat({ max: 5 }), fc.boolean()).map((spec) => new ReadAll(...spec)) },
    { weight: 1, arbitrary: fc.constant(new Restart()) },
  );
  return fc.commands([command], { maxCommands, size: 'max' });
}

abstract class Command implements StoreCommand {
  check = () => true;
  abstract run(model: ModelStore, run: Run): Promise<void>;
  abstract toString(): string;
}

class Append extends Command {
  constructor(private readonly spec: { way: AppendWayName; stream: number; expected: ExpectedSpec; ids: IdsSpec }) {
    super();
  }

  async run(model: ModelStore, run: Run): Promise<void> {
    const { stream: name, expected, ids } = this.resolve(model, run);
    // The client cannot tell the answer to an append without events.
    const way = ids.length === 0 ? WAYS[2 + (this.spec.stream % 2)]! : this.spec.way;
    const answer = await APPEND_WAYS[way](run.store, name, expected, ids);
    count(run, `${way}: ${answer.kind}`);
    expectAnswer(answer, model.append(name, expected, ids), ids.length > 0);
    if (ids.length > 0) run.batches.push({ stream: name, expected, ids });
  }

  private resolve(model: ModelStore, { prefix, batches }: Run) {
    const { ids, stream: index, expected } = this.spec;
    const own = streamName(prefix, index);
    if ('fresh' in ids || batches.length === 0) {
      return { stream: own, expected: revisionOf(expected, model, own), ids: newIds('fresh' in ids ? ids.fresh : 1) };
    }
    const batch = batches[ids.repeat % batches.length]!;
    const kept = batch.ids.slice(ids.skip, batch.ids.length - ids.drop);
    const repeated = [...kept, ...newIds(ids.extend)];
    return ids.as === 'before'
      ? { stream: batch.stream, expected: batch.expected, ids: repeated }
      : { stream: own, expected: revisionOf(expected, model, own), ids: repeated };
  }

  toString = () => `append ${JSON.stringify(this.spec)}`;
}

class Delete extends Command {
  constructor(
    private readonly stream: number,
    private readonly expected: ExpectedSpec,
  ) {
    super();
  }

  async run(model: ModelStore, { store, prefix }: Run): Promise<void> {
    const name = streamName(prefix, this.stream);
    const expectedRevision = removableAt(this.expected, model, name);
    const answer = await removalAnswer(() => store.client.deleteStream(name, { expectedRevision }));
    expectRemoval(answer, model.softDelete(name, expectedRevision));
  }

  toString = () => `delete ${this.stream} expecting ${JSON.stringify(this.expected)}`;
}

class Tombstone extends Command {
  constructor(
    private readonly stream: number,
    private readonly expected: ExpectedSpec,
  ) {
    super();
  }

  async run(model: ModelStore, { store, prefix }: Run): Promise<void> {
    const name = streamName(prefix, this.stream);
    const expectedRevision = removableAt(this.expected, model, name);
    const answer = await removalAnswer(() => store.client.tombstoneStream(name, { expectedRevision }));
    expectRemoval(answer, model.tombstone(name, expectedRevision));
  }

  toString = () => `tombstone ${this.stream} expecting ${JSON.stringify(this.expected)}`;
}

class SetMetadata extends Command {
  constructor(
    private readonly stream: number,
    private readonly metadata: { $maxCount?: number; $tb?: number; $cacheControl?: number },
  ) {
    super();
  }

  async run(model: ModelStore, { store, prefix }: Run): Promise<void> {
    const name = streamName(prefix, this.stream);
    const { $maxCount: maxCount, $tb: truncateBefore, $cacheControl: cacheControl } = this.metadata;
    const given = Object.entries({ maxCount, truncateBefore, cacheControl }).filter(([, value]) => value !== undefined);
    const answer = await removalAnswer(async () => {
      const { nextExpectedRevision, position } = await store.client.setStreamMetadata(name, Object.fromEntries(given));
      return { position, revision: nextExpectedRevision };
    });
    expectRemoval(answer, model.setMetadata(name, this.metadata));
  }

  toString = () => `set metadata of ${this.stream} to ${JSON.stringify(this.metadata)}`;
}

class ReadStream extends Command {
  constructor(
    private readonly stream: number,
    private readonly from: number,
    private readonly count: number,
    private readonly backwards: boolean,
  ) {
    super();
  }

  async run(model: ModelStore, { store, prefix }: Run): Promise<void> {
    const name = streamName(prefix, this.stream);
    const count = this.count + 1;
    const read = await readOf(store.client, name, { from: BigInt(this.from), count, backwards: this.backwards });
    expectSameRead(read, inPart(model.read(name), BigInt(this.from), count, this.backwards));
  }

  toString = () =>
    `read ${this.stream} ${this.backwards ? 'backwards' : 'forwards'} from ${this.from}, ${this.count + 1}`;
}

class ReadMetadata extends Command {
  constructor(private readonly stream: number) {
    super();
  }

  async run(model: ModelStore, { store, prefix }: Run): Promise<void> {
    const name = `$$${streamName(prefix, this.stream)}`;
    expectSameRead(await readOf(store.client, name), model.read(name));
  }

  toString = () => `read the metadata of ${this.stream}`;
}

class ReadAll extends Command {
  constructor(
    private readonly count: number,
    private readonly backwards: boolean,
  ) {
    super();
  }

  async run(model: ModelStore, { store, prefix, from }: Run): Promise<void> {
    const { FORWARDS, BACKWARDS } = ReadReq.Options.ReadDirection;
    const direction = this.backwards ? BACKWARDS : FORWARDS;
    const read = await readAllOf(store.raw, { prefix, from, direction, count: this.count + 1 });
    const log = this.backwards ? model.log.toReversed() : model.log;
    expectSameEvents(read, log.slice(0, this.count + 1));
  }

  toString = () => `read $all ${this.backwards ? 'backwards' : 'forwards'}, ${this.count + 1}`;
}

class Restart extends Command {
  run = (_: ModelStore, run: Run) => {
    count(run, 'restart');
    return run.store.restart();
  };
  toString = () => 'restart';
}

/** Compares all there is to read with the model, at the end of a run. */
export async function expectSameStore(model: ModelStore, { store, prefix, from }: Run): Promise<void> {
  expectSameEvents(await readAllOf(store.raw, { prefix, from, count: 100_000 }), model.log);
  for (let index = 0; index < STREAMS; index++) {
    for (const name of [streamName(prefix, index), `$$${streamName(prefix, index)}`]) {
      expectSameRead(await readOf(store.client, name), model.read(name));
    }
  }
}

export function streamName(prefix: string, index: number): string {
  return `${prefix}-${index}`;
}

function count({ tally }: Run, what: string): void {
  tally.set(what, (tally.get(what) ?? 0) + 1);
}

function newIds(count: number): string[] {
  return Array.from({ length: count }, () => randomUUID());
}

function revisionOf(spec: ExpectedSpec, model: ModelStore, name: string): Expected {
  if (typeof spec === 'string') return spec;
  const revision = model.last(name) + BigInt(spec.fromCurrent);
  return revision < 0n ? 'no_stream' : revision;
}

/** The client's deletes have no stream_exists. */
function removableAt(spec: ExpectedSpec, model: ModelStore, name: string): Exclude<Expected, 'stream_exists'> {
  const expected = revisionOf(spec, model, name);
  return expected === 'stream_exists' ? 'any' : expected;
}

function inPart(read: ReturnType<ModelStore['read']>, from: bigint, count: number, backwards: boolean) {
  if (typeof read === 'string') return read;
  return backwards
    ? read
        .filter(({ revision }) => revision <= from)
        .toReversed()
        .slice(0, count)
    : read.filter(({ revision }) => revision >= from).slice(0, count);
}

type RemovalAnswer =
  { readonly position: bigint; readonly revision: bigint | undefined } | Exclude<Answer, { kind: 'appended' }>;

/** The answer to a call that is no append; its conflicts name the expected revision as a number. */
async function removalAnswer(
  call: () => Promise<{ position?: { commit: bigint } | undefined; revision?: bigint }>,
): Promise<RemovalAnswer> {
  try {
    const { position, revision } = await call();
    return { position: position!.commit, revision };
  } catch (error) {
    if (error instanceof StreamDeletedError) return { kind: 'deleted' };
    if (!(error instanceof WrongExpectedVersionError)) throw error;
    const { actualVersion, expectedVersion } = error;
    return { kind: 'conflict', current: named(actualVersion), expected: named(expectedVersion) as Expected };
  }
}

function named(version: bigint | string): bigint | 'no_stream' {
  const names: Record<string, Expected> = { '-1': 'no_stream', '-2': 'any', '-4': 'stream_exists' };
  return (names[`${version}`] ?? version) as bigint | 'no_stream';
}

function expectRemoval(actual: RemovalAnswer, expected: ModelAnswer): void {
  if ('kind' in actual || !('at' in expected)) {
    expect(actual).toEqual(expected.answer);
    return;
  }
  if (actual.revision !== undefined) expect(actual.revision).toBe(expected.answer.revision);
  learnPosition(expected.at!, actual.position);
}

/** `told`: whether the position is that of an event of this answer. */
function expectAnswer(actual: Answer, expected: ModelAnswer, told: boolean): void {
  if (actual.kind !== 'appended' || !('at' in expected)) {
    expect(actual).toEqual(expected.answer);
    return;
  }
  expect({ kind: actual.kind, revision: actual.revision }).toEqual(expected.answer);
  if (told) learnPosition(expected.at!, actual.position);
}

/** A position that was told once must be told again. */
function learnPosition(event: { position: bigint | undefined }, position: bigint): void {
  expect(position).toBe(event.position ?? position);
  event.position = position;
}

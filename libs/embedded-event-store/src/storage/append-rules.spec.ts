import { Decision, decideAppend, StoredIds, StreamFacts } from './append-rules';
import { ExpectedRevision } from './model';

/** A stream that holds the given ids at revisions 0, 1, 2, … */
function streamOf(ids: readonly string[], facts: Partial<StreamFacts> = {}): [StreamFacts, StoredIds] {
  return [
    { lastRevision: ids.length - 1, tombstoned: false, softDeleted: false, hasMetadata: false, ...facts },
    {
      revisionOf: (id) => (ids.includes(id) ? ids.lastIndexOf(id) : undefined),
      hasIdAt: (revision, id) => ids[revision] === id,
    },
  ];
}

function decide(expected: ExpectedRevision, ids: string[], stream: [StreamFacts, StoredIds]): Decision {
  return decideAppend(expected, ids, ...stream);
}

const WRITE = { kind: 'write' };
const CONFLICT = { kind: 'wrong_expected_revision' };
const DELETED = { kind: 'stream_deleted' };
const EVERY: readonly ExpectedRevision[] = ['any', 'no_stream', 'stream_exists', 0n, 7n];
const abc = streamOf(['a', 'b', 'c']);
const none = streamOf([]);

describe('a write at an exact revision', () => {
  it('goes in at the current revision', () => expect(decide(2n, ['d'], abc)).toEqual(WRITE));

  it('goes in at the current revision even when its ids are in the stream', () =>
    expect(decide(2n, ['a', 'c'], abc)).toEqual(WRITE));

  it('conflicts above the current revision', () => expect(decide(3n, ['d'], abc)).toEqual(CONFLICT));

  it('conflicts on a stream that was never written', () => expect(decide(0n, ['a'], none)).toEqual(CONFLICT));

  it('succeeds again when all its ids follow the revision', () =>
    expect(decide(0n, ['b', 'c'], abc)).toEqual({ kind: 'already_written', revision: 2 }));

  it('succeeds again in the middle of the stream, at the last event it repeats', () =>
    expect(decide('no_stream', ['a', 'b'], abc)).toEqual({ kind: 'already_written', revision: 1 }));

  it('conflicts when its first id differs', () => expect(decide(0n, ['x', 'c'], abc)).toEqual(CONFLICT));

  it('conflicts when a later id differs', () => expect(decide(0n, ['b', 'x'], abc)).toEqual(CONFLICT));

  it('conflicts when it repeats the end of the stream and goes on', () =>
    expect(decide(1n, ['c', 'd'], abc)).toEqual(CONFLICT));

  it('conflicts below the current revision without events', () => expect(decide(1n, [], abc)).toEqual(CONFLICT));

  it('goes in at the current revision without events', () => expect(decide(2n, [], abc)).toEqual(WRITE));
});

describe('a write to no stream', () => {
  it('goes in where nothing was written', () => expect(decide('no_stream', ['a'], none)).toEqual(WRITE));

  it('re-creates a soft-deleted stream', () =>
    expect(decide('no_stream', ['x'], streamOf(['a'], { softDeleted: true }))).toEqual(WRITE));

  it('does not re-create a stream that is not deleted', () =>
    expect(decide('no_stream', ['x'], streamOf(['a']))).toEqual(CONFLICT));

  it('conflicts with a soft-deleted stream when only a later id differs', () =>
    expect(decide('no_stream', ['a', 'x'], streamOf(['a', 'b'], { softDeleted: true }))).toEqual(CONFLICT));
});

describe.each(['any', 'stream_exists'] as const)('a write expecting %s', (expected) => {
  it('goes in when its first id is unknown', () => expect(decide(expected, ['x', 'b'], abc)).toEqual(WRITE));

  it('succeeds again when all its ids are known', () =>
    expect(decide(expected, ['a', 'b'], abc)).toEqual({ kind: 'already_written', revision: 1 }));

  it('conflicts when its first id is known and a later one is not', () =>
    expect(decide(expected, ['b', 'x'], abc)).toEqual(CONFLICT));

  it('goes in without events', () => expect(decide(expected, [], abc)).toEqual(WRITE));
});

describe('a write to an existing stream', () => {
  it('conflicts where nothing was written', () => expect(decide('stream_exists', ['a'], none)).toEqual(CONFLICT));

  it('goes in where only metadata was written', () =>
    expect(decide('stream_exists', ['a'], streamOf([], { hasMetadata: true }))).toEqual(WRITE));

  it('finds a soft-deleted stream deleted', () =>
    expect(decide('stream_exists', ['x'], streamOf(['a'], { softDeleted: true }))).toEqual(DELETED));
});

it.each(EVERY)('nothing goes into a tombstoned stream, expecting %s', (expected) =>
  expect(decide(expected, ['a'], streamOf(['a'], { tombstoned: true }))).toEqual(DELETED),
);

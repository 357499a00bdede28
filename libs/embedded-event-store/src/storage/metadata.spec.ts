import { firstVisibleRevision, limitsOf, metadataRevivedAt, SOFT_DELETE_METADATA } from './metadata';

describe('the limits of a stream', () => {
  it('are none without metadata', () => expect(limitsOf('s', null)).toEqual({}));

  it.each(['', 'no json', '[1]', 'null', '"text"', '{"$maxCount":"3","$maxAge":-1,"$tb":null}'])(
    'are none for metadata that limits nothing: %s',
    (text) => expect(firstVisibleRevision(limitsOf('s', text), 9)).toBe(0),
  );

  it('take seconds of age as milliseconds', () => expect(limitsOf('s', '{"$maxAge":7}').maxAgeMs).toBe(7_000));

  it('recognise a soft delete by the largest revision', () =>
    expect(limitsOf('s', SOFT_DELETE_METADATA).truncateBefore).toBe(Infinity));

  it('do not take another large revision for a soft delete', () =>
    expect(limitsOf('s', '{"$tb":9007199254740991}').truncateBefore).toBe(9007199254740991));

  it('show of a metadata stream its newest event', () => {
    expect(firstVisibleRevision(limitsOf('$$s', '{"$maxCount":5}'), 9)).toBe(9);
  });
});

describe('the first visible revision', () => {
  it('follows the count', () => expect(firstVisibleRevision({ maxCount: 3 }, 9)).toBe(7));
  it('is not below 0', () => expect(firstVisibleRevision({ maxCount: 30 }, 9)).toBe(0));
  it('follows truncation', () => expect(firstVisibleRevision({ truncateBefore: 4 }, 9)).toBe(4));
  it('is the stricter of both', () => {
    expect(firstVisibleRevision({ maxCount: 3, truncateBefore: 4 }, 9)).toBe(7);
    expect(firstVisibleRevision({ maxCount: 8, truncateBefore: 4 }, 9)).toBe(4);
  });
});

describe('revived metadata', () => {
  it('keeps what it had and starts at the revision', () =>
    expect(metadataRevivedAt('{"$tb":9223372036854775807,"$maxCount":2}', 5)).toBe('{"$tb":5,"$maxCount":2}'));
  it('is not made of what is no object', () => expect(metadataRevivedAt('17', 5)).toBeUndefined());
});

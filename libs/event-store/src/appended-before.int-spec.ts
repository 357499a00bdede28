import { findAppended } from './appended-before';
import type { Appended, ExpectedRevision, NewEvent } from './stored-event';
import { counted, countedFrom, fresh, storeUnderTest, type StoreUnderTest } from './testing/store.fixtures';

describe('an append whose answer was lost', () => {
  const earlier = countedFrom(1, 3);
  const ours = countedFrom(4, 5);
  const stream = fresh('contract');
  let under: StoreUnderTest;
  let stored: Appended;
  beforeAll(async () => {
    under = await storeUnderTest();
    await under.store.append(stream, earlier, 'no_stream');
    stored = await under.store.append(stream, ours, 2);
    await under.store.append(stream, countedFrom(6, 7), 4); // others went on
  });
  afterAll(() => under.stop());
  const find = (events: readonly NewEvent[], expected: ExpectedRevision, streamName = stream) =>
    findAppended(under.store['guarded'], { streamName, events, expected }, 5_000);

  it.each([2, 'any'] as const)('is found by the ids of its events (expected: %s)', async (expected) => {
    expect(await find(ours, expected)).toEqual(stored);
  });

  it('is found at the beginning of its stream, its ids spelled either way', async () => {
    const shouted = earlier.map((event) => ({ ...event, id: event.id.toUpperCase() }));
    expect(await find(shouted, 'no_stream')).toMatchObject({ revision: 2 });
  });

  it.each<[string, readonly NewEvent[], ExpectedRevision]>([
    ['nowhere', [counted(8)], 'any'],
    ['at another revision than it expected', ours, 1],
    ['in part', [ours[0]!, counted(8)], 2],
    ['in part, with the rest missing in front', [counted(8), ours[1]!], 'any'],
    ['where there is nothing yet', [counted(8)], 6],
  ])('is not found %s', async (_, events, expected) => {
    expect(await find(events, expected)).toBeUndefined();
  });

  it('is not found in a stream that is not there', async () => {
    expect(await find(ours, 'no_stream', fresh('missing'))).toBeUndefined();
  });
});

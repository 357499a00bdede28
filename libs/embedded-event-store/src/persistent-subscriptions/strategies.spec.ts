import { Consumer } from './consumer';
import type { GroupMessage } from './message';
import { createStrategy, Strategy } from './strategies';

function consumer(bufferSize = 10, isReady = () => true): Consumer {
  const link = { confirm: () => undefined, send: () => undefined, drop: () => undefined, isReady };
  return new Consumer(link, { bufferSize, userName: '', connectionName: '', extraStatistics: false }, 0);
}

let messages = 0;
function message(pinKey = ''): GroupMessage {
  const id = `m-${messages++}`;
  return { id, pinKey, origin: { kind: 'source', place: messages }, order: messages, resolved: {}, retryCount: 0 };
}

function give(strategy: Strategy, one: GroupMessage): Consumer | 'busy' | 'full' {
  const chosen = strategy.choose(one);
  if (typeof chosen === 'string') return chosen;
  strategy.sent(one, chosen);
  chosen.take(one, 0);
  return chosen;
}

function release(strategy: Strategy, from: Consumer, one: GroupMessage): void {
  from.release(one.id, 0);
  strategy.released(one);
}

describe.each(['RoundRobin', 'DispatchToSingle', 'Pinned', 'PinnedByCorrelation'] as const)('%s', (name) => {
  it('has no one to give to without consumers, or when none has room', () => {
    const strategy = createStrategy(name);
    expect(strategy.choose(message())).toBe('full');
    strategy.add(consumer(0));
    expect(strategy.choose(message())).toBe('full');
    strategy.add(consumer(5, () => false));
    expect(strategy.choose(message())).toBe('full');
  });
});

it('RoundRobin passes over who has no room, and comes back to it', () => {
  const strategy = createStrategy('RoundRobin');
  const [one, two] = [consumer(1), consumer(3)];
  strategy.add(one);
  strategy.add(two);
  const first = message();
  expect([first, message(), message()].map((each) => give(strategy, each))).toEqual([one, two, two]);
  release(strategy, one, first);
  expect(give(strategy, message())).toBe(one);
});

describe('Pinned', () => {
  const keys = Array.from({ length: 300 }, (_, index) => `stream-${index}`);

  function pinned(...consumers: Consumer[]): Strategy {
    const strategy = createStrategy('Pinned');
    for (const each of consumers) strategy.add(each);
    return strategy;
  }

  const owners = (strategy: Strategy) => new Map(keys.map((key) => [key, strategy.choose(message(key))]));

  it('spreads keys over all consumers, and keeps each with its own', () => {
    const consumers = [consumer(), consumer(), consumer()];
    const strategy = pinned(...consumers);
    const before = owners(strategy);
    for (const each of consumers)
      expect([...before.values()].filter((owner) => owner === each).length).toBeGreaterThan(50);
    expect(owners(strategy)).toEqual(before);
  });

  it('moves only the keys of who leaves, and only to who joins', () => {
    const [one, two, three] = [consumer(), consumer(), consumer()];
    const strategy = pinned(one, two);
    const before = owners(strategy);
    strategy.add(three);
    const joined = owners(strategy);
    for (const [key, owner] of joined) expect([before.get(key), three]).toContain(owner);
    expect([...joined.values()]).toContain(three);
    strategy.remove(three);
    expect(owners(strategy)).toEqual(before);
  });

  it('lets a message wait for its consumer while others have room', () => {
    const strategy = pinned(consumer(1), consumer(1));
    const first = message('key');
    const owner = give(strategy, first) as Consumer;
    expect(give(strategy, message('key'))).toBe('busy');
    release(strategy, owner, first);
    expect(give(strategy, message('key'))).toBe(owner);
  });

  it('leaves a key where its messages are until they are answered, though another would own it now', () => {
    const [one, two] = [consumer(), consumer()];
    const strategy = pinned(one);
    const held = keys.map((key) => message(key));
    for (const each of held) strategy.sent(each, one);
    strategy.add(two);
    expect(new Set(owners(strategy).values())).toEqual(new Set([one]));
    for (const each of held) strategy.released(each);
    expect(new Set(owners(strategy).values())).toEqual(new Set([one, two]));
  });

  it('gives no key to a consumer that takes nothing', () => {
    const [idle, busy] = [consumer(0), consumer()];
    expect(new Set(owners(pinned(idle, busy)).values())).toEqual(new Set([busy]));
  });
});

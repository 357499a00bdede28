import { explanations, Observed } from './linearization.fixtures';
import { ModelStore } from './model-store.fixtures';

const append = (id: string, revision: bigint | 'conflict', position = 0n): Observed => ({
  call: 'append',
  way: 'Append, over gRPC',
  stream: 's',
  expected: 'no_stream',
  ids: [id],
  answer:
    revision === 'conflict'
      ? { kind: 'conflict', current: 0n, expected: 'no_stream' }
      : { kind: 'appended', revision, position },
});
const read = (...ids: string[]): Observed => ({
  call: 'read',
  stream: 's',
  answer: ids.map((id, index) => ({
    stream: 's',
    revision: BigInt(index),
    type: 'T',
    id,
    position: BigInt(index + 1),
    data: {},
  })),
});

describe('calls at the same time are explained', () => {
  const explained = (...observed: Observed[]) => explanations([new ModelStore()], observed).length;

  it('by the order in which one of two creations comes first', () => {
    expect(explained(append('a', 'conflict'), append('b', 0n, 1n))).toBe(1);
  });

  it('by an order in which a read comes between', () => {
    expect(explained(append('a', 0n, 1n), read('a'), append('b', 'conflict'))).toBe(2);
  });

  it('by no order when two creations both went in', () => {
    expect(explained(append('a', 0n, 1n), append('b', 0n, 2n))).toBe(0);
  });

  it('by no order when a repeat was written at another place', () => {
    expect(explained(append('a', 0n, 1n), append('a', 0n, 2n))).toBe(0);
  });

  it('by no order when a read shows what nobody wrote', () => {
    expect(explained(append('a', 0n, 1n), read('b'))).toBe(0);
  });
});

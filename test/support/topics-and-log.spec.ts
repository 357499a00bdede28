import { contractEventSamples, metadataSample } from '../../libs/messages/src/event-samples.fixtures';
import { topicMessageOf } from '@heqi/messages';
import { faultsOf, firstAppearances, type PublishedMessage } from './topics-and-log';

const message = (revision: number): PublishedMessage =>
  topicMessageOf({
    event: contractEventSamples.PerformanceVerified,
    id: `00000000-0000-4000-8000-00000000000${revision}`,
    revision,
    position: String(revision),
    recordedAt: metadataSample.recordedAt,
    actor: metadataSample.actor,
    commandId: metadataSample.commandId,
    streamName: 'contract-c-1',
    endsCommand: true,
    version: 1,
    metadata: metadataSample,
  });
const damaged = (damage: (envelope: Record<string, unknown>) => void): PublishedMessage => {
  const envelope = JSON.parse(message(0).value!) as Record<string, unknown>;
  damage(envelope);
  return { ...message(0), value: JSON.stringify(envelope) };
};

describe('what the stories hold the topics to', () => {
  it('finds no fault with a message of ours', () => expect(faultsOf([message(0)])).toEqual([]));

  it.each<[string, PublishedMessage, RegExp]>([
    ['a key that is another contract', { ...message(0), key: 'c-2' }, /key c-2/],
    ['a message that does not say what it is', { ...message(0), headers: {} }, /0000: $/],
    ['a sequence that is not padded', damaged((each) => (each['sequence'] = '7')), /sequence/],
    ['data of another event', damaged((each) => (each['data'] = { no: 'G-01' })), /data/],
    ['a type without a schema', damaged((each) => (each['type'] = 'heqi.NeverHeardOf.v1')), /no schema/],
  ])('finds %s', (_, published, fault) => expect(faultsOf([published])).toEqual([expect.stringMatching(fault)]));

  it('passes over repeats, keeps the order of first appearance, and leaves other contracts out', () => {
    const published = [message(0), message(1), { ...message(2), key: 'c-2' }, message(0), message(1), message(3)];
    expect(firstAppearances(published, 'c-1').map(({ sequence }) => Number(sequence))).toEqual([0, 1, 3]);
  });
});

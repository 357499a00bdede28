import { Empty } from '@eventstore/db-client/generated/shared_pb';
import {
  AppendReq,
  BatchAppendReq,
  BatchAppendResp,
  ReadReq,
  ReadResp,
} from '@eventstore/db-client/generated/streams_pb';
import { status } from '@grpc/grpc-js';
import { Empty as GoogleEmpty } from 'google-protobuf/google/protobuf/empty_pb';
import { fresh, NodeUnderTest, nodeUnderTest } from '../testing/node.fixtures';
import { describeOnOwnNode } from '../testing/own-node.fixtures';
import {
  appendHeader,
  appendOptions,
  identifier,
  proposed,
  RawStreams,
  statusOf,
  subscriptionOptions,
  uuid,
} from '../testing/raw-streams.fixtures';

interface OpenCall {
  /** Resolves when the node has the call in hand. */
  readonly held: Promise<unknown>;
  readonly ended: Promise<unknown>;
}

describeOnOwnNode('a node that is stopped ends with UNAVAILABLE', 'a real server is not ours to stop', () => {
  let node: NodeUnderTest;
  let raw: RawStreams;

  beforeEach(async () => {
    node = await nodeUnderTest();
    raw = new RawStreams(node);
  });

  afterEach(() => raw.close());

  it.each<[string, () => OpenCall]>([
    ['a subscription', openSubscription],
    ['a batch append that answers and waits for more', openBatchAppend],
    ['an append that is half sent', openAppend],
  ])('%s', async (_, open) => {
    const { held, ended } = open();
    await held;
    await node.stop();
    expect(statusOf(await ended)).toEqual({
      code: status.UNAVAILABLE,
      details: 'Server Is Not Ready',
      trailers: {},
    });
  });

  function openSubscription(): OpenCall {
    const call = raw.client.read(new ReadReq().setOptions(subscriptionOptions(fresh('stopping'))));
    return {
      held: new Promise<void>((resolve) =>
        call.on('data', (message: ReadResp) => (message.hasCaughtUp() ? resolve() : undefined)),
      ),
      ended: new Promise((resolve) => call.on('error', resolve)),
    };
  }

  function openBatchAppend(): OpenCall {
    const call = raw.client.batchAppend();
    const options = new BatchAppendReq.Options().setStreamIdentifier(identifier(fresh('stopping')));
    call.write(
      new BatchAppendReq()
        .setCorrelationId(uuid())
        .setOptions(options.setAny(new GoogleEmpty()))
        .setProposedMessagesList([proposed('batch')])
        .setIsFinal(true),
    );
    return {
      held: new Promise<BatchAppendResp>((resolve) => call.once('data', resolve)),
      ended: new Promise((resolve) => call.on('error', resolve)),
    };
  }

  function openAppend(): OpenCall {
    const ended = new Promise((resolve, reject) => {
      const call = raw.client.append((error) => (error ? resolve(error) : reject(new Error('It was answered.'))));
      call.write(appendHeader(appendOptions(fresh('stopping')).setAny(new Empty())));
      call.write(new AppendReq().setProposedMessage(proposed('append')));
    });
    // A call gives no sign before its answer; one that is made after it on the same connection comes after it.
    const { held } = openSubscription();
    return { held, ended };
  }
});

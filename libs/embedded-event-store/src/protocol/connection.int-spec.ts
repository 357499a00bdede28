import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb';
import { GossipClient } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ClusterInfo } from '@eventstore/db-client/generated/gossip_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { setTimeout as delay } from 'node:timers/promises';
import { counted, fresh, NodeUnderTest, nodeUnderTest, numbers } from '../testing/node.fixtures';
import { subscriptionOptions } from '../testing/raw-streams.fixtures';

/** A quiet time is what these tests are about, so they wait for it. With HEQI_LONG it is longer than every keep-alive. */
const QUIET_MS = process.env['HEQI_LONG'] ? 25_000 : 1_000;

let node: NodeUnderTest;

beforeAll(async () => {
  node = await nodeUnderTest();
});

afterAll(() => node.stop());

it('a connection over which nothing is said stays up, and a subscription on it goes on', async () => {
  const stream = fresh('quiet');
  const subscription = node.client.subscribeToStream(stream);
  subscription.once('caughtUp', () => void delay(QUIET_MS).then(() => node.client.appendToStream(stream, counted(1))));
  for await (const resolved of subscription) {
    expect(numbers([resolved])).toEqual([1]);
    break;
  }
  await subscription.unsubscribe();
}, 60_000);

it('a client that pings far more often than it should is put up with', async () => {
  const pinging = { 'grpc.keepalive_time_ms': 20, 'grpc.keepalive_timeout_ms': 5_000 };
  const client = new StreamsClient(node.address, node.channelCredentials, pinging);
  const stream = fresh('pinged');
  const call = client.read(new ReadReq().setOptions(subscriptionOptions(stream)));
  const event = new Promise<ReadResp>((resolve, reject) => {
    call.on('data', (message: ReadResp) => {
      if (message.hasCaughtUp()) void delay(QUIET_MS).then(() => node.client.appendToStream(stream, counted(1)));
      if (message.hasEvent()) resolve(message);
    });
    call.on('error', reject);
  });
  expect((await event).hasEvent()).toBe(true);
  call.on('error', () => undefined); // the cancellation
  call.cancel();
  client.close();
}, 60_000);

it('the node keeps its instance id for as long as it runs', async () => {
  const client = new GossipClient(node.address, node.channelCredentials);
  const instanceId = async () => {
    const cluster = await new Promise<ClusterInfo>((resolve, reject) => {
      client.read(new Empty(), (error, answer) => (error ? reject(error) : resolve(answer!)));
    });
    return cluster.getMembersList()[0]!.getInstanceId()!.toObject();
  };
  const first = await instanceId();
  expect(first.string !== '' || first.structured !== undefined).toBe(true);
  expect(await instanceId()).toEqual(first);
  client.close();
});

import { EventStoreDBClient } from '@eventstore/db-client';
import { GossipClient } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ClusterInfo, MemberInfo } from '@eventstore/db-client/generated/gossip_pb';
import { ServerFeaturesClient } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import { status } from '@grpc/grpc-js';
import { counted, fresh, NodeUnderTest, nodeUnderTest, rejectionOf } from '../testing/node.fixtures';
import { itOnOwnNode } from '../testing/own-node.fixtures';

let node: NodeUnderTest;

beforeAll(async () => {
  node = await nodeUnderTest({ maxAppendSize: 2_000 });
});

afterAll(() => node.stop());

describe('the handshake', () => {
  it('tells the version in three parts and each method in lower case with its features', async () => {
    const client = new ServerFeaturesClient(node.address, node.channelCredentials);
    const supported = await new Promise<SupportedMethods>((resolve, reject) => {
      client.getSupportedMethods(new Empty(), (error, answer) => (error ? reject(error) : resolve(answer!)));
    });
    client.close();
    expect(supported.getEventStoreServerVersion()).toMatch(/^\d+\.\d+\.\d+$/);
    const methods = supported
      .getMethodsList()
      .map((method) => [`${method.getServiceName()}/${method.getMethodName()}`, method.getFeaturesList()]);
    expect(Object.fromEntries(methods)).toMatchObject({
      'event_store.client.streams.streams/read': ['position', 'events'],
      'event_store.client.streams.streams/batchappend': ['deadline_duration'],
      'event_store.client.streams.streams/append': [],
      'event_store.client.streams.streams/delete': [],
      'event_store.client.streams.streams/tombstone': [],
    });
    const persistent = ['create', 'update', 'delete', 'read', 'getinfo', 'replayparked', 'list', 'restartsubsystem'];
    expect(Object.fromEntries(methods)).toMatchObject(
      Object.fromEntries(
        persistent.map((method) => [
          `event_store.client.persistent_subscriptions.persistentsubscriptions/${method}`,
          expect.arrayContaining(['stream', 'all']) as string[],
        ]),
      ),
    );
  });

  it('gossips of one node, alive and leading, at the address that was asked', async () => {
    const client = new GossipClient(node.address, node.channelCredentials);
    const cluster = await new Promise<ClusterInfo>((resolve, reject) => {
      client.read(new Empty(), (error, answer) => (error ? reject(error) : resolve(answer!)));
    });
    client.close();
    const [member, ...others] = cluster.getMembersList();
    expect(others).toEqual([]);
    expect(member!.getState()).toBe(MemberInfo.VNodeState.LEADER);
    expect(member!.getIsAlive()).toBe(true);
    expect(`${member!.getHttpEndPoint()!.getAddress()}:${member!.getHttpEndPoint()!.getPort()}`).toBe(node.address);
    const clock = Number(BigInt(member!.getTimeStamp()) / 10_000n);
    expect(Math.abs(clock - Date.now())).toBeLessThan(60_000);
  });

  it('lets a client discover the node', async () => {
    const client = EventStoreDBClient.connectionString(node.connectionString.replace(/^esdb:/, 'esdb+discover:'));
    expect(await client.appendToStream(fresh('discovered'), counted(1))).toMatchObject({ success: true });
    await client.dispose();
  });
});

describe('what is out of scope answers UNIMPLEMENTED', () => {
  it.each([['projections', (client: EventStoreDBClient) => client.createProjection('p', 'fromAll()')]])(
    '%s',
    async (_, call) => {
      expect(await rejectionOf(call(node.client))).toMatchObject({ code: status.UNIMPLEMENTED });
    },
  );
});

itOnOwnNode('a configured append size is the limit, and is told', 'it has its own settings', async () => {
  const event = { ...counted(1), data: { text: 'x'.repeat(2_100) } };
  expect(await rejectionOf(node.client.appendToStream(fresh('small'), event))).toMatchObject({ maxAppendSize: 2_000 });
});

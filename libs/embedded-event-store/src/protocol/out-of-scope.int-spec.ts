import { EventStoreDBClient } from '@eventstore/db-client';
import { MonitoringService } from '@eventstore/db-client/generated/monitoring_grpc_pb';
import { OperationsService } from '@eventstore/db-client/generated/operations_grpc_pb';
import { ProjectionsService } from '@eventstore/db-client/generated/projections_grpc_pb';
import { UsersService } from '@eventstore/db-client/generated/users_grpc_pb';
import { Client, status } from '@grpc/grpc-js';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { NodeUnderTest, nodeUnderTest, rejectionOf } from '../testing/node.fixtures';
import { describeOnOwnNode } from '../testing/own-node.fixtures';

const SERVICES = { ProjectionsService, UsersService, OperationsService, MonitoringService };

const METHODS = [
  ...Object.values(SERVICES).flatMap((service) =>
    Object.values(service as unknown as Record<string, { path: string }>).map(({ path: name }) => name),
  ),
  '/event_store.cluster.Gossip/Update',
  '/event_store.cluster.Elections/Prepare',
  '/event_store.client.redaction.Redaction/GetEventPositions',
  '/kurrentdb.protocol.v2.streams.StreamsService/AppendSession',
  '/event_store.client.streams.Streams/NoSuchMethod',
  '/no.such.Service/Method',
];

describeOnOwnNode('what is out of scope answers UNIMPLEMENTED', 'a real server implements it', () => {
  let node: NodeUnderTest;
  let bare: Client;

  beforeAll(async () => {
    node = await nodeUnderTest();
    bare = new Client(node.address, node.channelCredentials);
  });

  afterAll(async () => {
    bare.close();
    await node.stop();
  });

  it.each(METHODS)('%s', async (method) => {
    const asBytes = (bytes: Buffer) => bytes;
    const call = new Promise((resolve, reject) => {
      bare.makeUnaryRequest(method, asBytes, asBytes, Buffer.alloc(0), (error, answer) =>
        error ? reject(error) : resolve(answer),
      );
    });
    expect(await rejectionOf(call)).toMatchObject({ code: status.UNIMPLEMENTED });
  });

  it.each<[string, (client: EventStoreDBClient) => Promise<unknown>]>([
    ['createProjection', (client) => client.createProjection('p', 'fromAll()')],
    ['getProjectionState', (client) => client.getProjectionState('p')],
    ['listProjections', (client) => client.listProjections()],
    ['restartSubsystem of projections', (client) => client.restartSubsystem()],
  ])('%s of the client', async (_, call) => {
    expect(await rejectionOf(call(node.client))).toMatchObject({ code: status.UNIMPLEMENTED });
  });
});

it('the README names every service that is out of scope', () => {
  const readme = readFileSync(path.resolve(__dirname, '..', '..', 'README.md'), 'utf8');
  for (const service of Object.values(SERVICES)) {
    const [, name] = Object.values(service as unknown as Record<string, { path: string }>)[0]!.path.split('/');
    expect(readme).toContain(name!.split('.').at(-1));
  }
});

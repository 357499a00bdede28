import { AccessDeniedError, EventStoreDBClient } from '@eventstore/db-client';
import { EmbeddedNode, startEmbeddedNode } from '../hosting/embedded-node';
import { allSettings, consume, consumeAll, streamSettings } from '../testing/consumers.fixtures';
import { counted, numbers, rejectionOf, temporaryDirectory } from '../testing/node.fixtures';

const CLERK = { name: 'clerk', password: 'c', admins: false };

let directory: ReturnType<typeof temporaryDirectory>;
let node: EmbeddedNode;
let admin: EventStoreDBClient;
let clerk: EventStoreDBClient;

beforeAll(async () => {
  directory = temporaryDirectory();
  node = await startEmbeddedNode({ dataDir: directory.path, users: [CLERK] });
  admin = EventStoreDBClient.connectionString(node.connectionString);
  const bearer = `${CLERK.name}:${CLERK.password}`;
  clerk = EventStoreDBClient.connectionString(node.connectionString.replace(/(?<=esdb:\/\/)[^@]*@/, `${bearer}@`));
  await admin.appendToStream('s', counted(0));
  await admin.createPersistentSubscriptionToStream('s', 'g', streamSettings());
  await admin.createPersistentSubscriptionToStream('$settings', 'g', streamSettings());
  await admin.createPersistentSubscriptionToAll('g', allSettings());
});

afterAll(async () => {
  await Promise.all([admin.dispose(), clerk.dispose()]);
  await node.stop();
  directory.remove();
});

it('a user consumes a group of a stream that it may read, and is named in what the group tells', async () => {
  const consumer = await consume(clerk, 's', 'g');
  expect(numbers(await consumer.received(1))).toEqual([0]);
  const { connections } = await clerk.getPersistentSubscriptionToStreamInfo('s', 'g');
  expect(connections).toMatchObject([{ username: 'clerk' }]);
  await consumer.stop();
});

describe('a user who is no admin is denied', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['to consume a group of $all', () => consumeAll(clerk, 'g')],
    ['to consume a group of a stream of the system', () => consume(clerk, '$settings', 'g')],
    ['to create a group', () => clerk.createPersistentSubscriptionToStream('s', 'h', streamSettings())],
    ['to update one', () => clerk.updatePersistentSubscriptionToStream('s', 'g', streamSettings())],
    ['to delete one', () => clerk.deletePersistentSubscriptionToStream('s', 'g')],
    ['to have messages replayed', () => clerk.replayParkedMessagesToStream('s', 'g')],
    ['to restart the subsystem', () => clerk.restartPersistentSubscriptionSubsystem()],
  ])('%s', async (_, call) => {
    expect(await rejectionOf(call())).toBeInstanceOf(AccessDeniedError);
  });
});

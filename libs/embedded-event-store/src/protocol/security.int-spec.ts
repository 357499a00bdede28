import { AccessDeniedError, EventStoreDBClient, streamNameFilter } from '@eventstore/db-client';
import { GossipClient } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ServerFeaturesClient } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { AccessDenied, Empty } from '@eventstore/db-client/generated/shared_pb';
import { BatchAppendReq, DeleteReq, ReadReq, TombstoneReq } from '@eventstore/db-client/generated/streams_pb';
import { ChannelCredentials, credentials, ServiceError, status } from '@grpc/grpc-js';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { connect as connectTcp } from 'node:net';
import { EmbeddedNode, startEmbeddedNode } from '../hosting/embedded-node';
import {
  basicCredentials,
  collect,
  counted,
  countedFrom,
  fresh,
  numbers,
  rejectionOf,
  temporaryDirectory,
} from '../testing/node.fixtures';
import {
  appendFrame,
  appendHeader,
  appendOptions,
  identifier,
  proposed,
  RawStreams,
  readOptions,
  statusOf,
  subscriptionOptions,
  uuid,
} from '../testing/raw-streams.fixtures';

const CLERK = { name: 'clerk', password: 'p:ä@ss/1?&%', admins: false };
const CHIEF = { name: 'chief', password: 'changeit', admins: true };

let directory: ReturnType<typeof temporaryDirectory>;
let node: EmbeddedNode;
let owner: EventStoreDBClient;
let clerk: EventStoreDBClient;
const opened: EventStoreDBClient[] = [];

beforeAll(async () => {
  directory = temporaryDirectory();
  node = await startEmbeddedNode({ dataDir: directory.path, users: [CLERK, CHIEF] });
  owner = open(node.connectionString);
  clerk = open(as(`${CLERK.name}:${encodeURIComponent(CLERK.password)}`));
});

afterAll(async () => {
  await Promise.all(opened.map((client) => client.dispose()));
  await node.stop();
  directory.remove();
});

function open(connectionString: string): EventStoreDBClient {
  const client = EventStoreDBClient.connectionString(connectionString);
  opened.push(client);
  return client;
}

/** The node's connection string with other credentials, or with none. */
function as(bearer: string | undefined): string {
  return node.connectionString.replace(/(?<=esdb:\/\/)[^@]*@/, bearer === undefined ? '' : `${bearer}@`);
}

function own(): string {
  return decodeURIComponent(/esdb:\/\/([^@]*)@/.exec(node.connectionString)![1]!);
}

/** TLS to the node, and on each call `bearer` (name:password), or nothing. */
function bringing(bearer: string | undefined): ChannelCredentials {
  const channel = credentials.createSsl(readFileSync(path.join(directory.path, 'security', 'node.crt')));
  return bearer === undefined ? channel : credentials.combineChannelCredentials(channel, basicCredentials(bearer));
}

const DENIED = { code: status.PERMISSION_DENIED, details: 'Access Denied', trailers: { exception: 'access-denied' } };
const UNKNOWN_BEARER = { code: status.UNAUTHENTICATED, details: 'Unauthenticated', trailers: {} };

const appendTo = (stream: string) => [
  appendHeader(appendOptions(stream).setAny(new Empty())),
  appendFrame(proposed('append')),
];
const deleteOf = (stream: string) =>
  new DeleteReq().setOptions(new DeleteReq.Options().setStreamIdentifier(identifier(stream)).setAny(new Empty()));
const tombstoneOf = (stream: string) =>
  new TombstoneReq().setOptions(new TombstoneReq.Options().setStreamIdentifier(identifier(stream)).setAny(new Empty()));
const batchTo = (stream: string) =>
  new BatchAppendReq()
    .setCorrelationId(uuid())
    .setOptions(new BatchAppendReq.Options().setStreamIdentifier(identifier(stream)).setAny(new Empty()))
    .setProposedMessagesList([proposed('batch')])
    .setIsFinal(true);

/** Every kind of call that touches events. */
const CALLS: [string, (raw: RawStreams, stream: string) => Promise<unknown>][] = [
  ['a read of a stream', (raw, stream) => raw.read(readOptions(stream))],
  ['a read of $all', (raw) => raw.read(readOptions())],
  ['a subscription to a stream', (raw, stream) => raw.readUntil(subscriptionOptions(stream), () => true)],
  ['a subscription to $all', (raw) => raw.readUntil(subscriptionOptions(), () => true)],
  ['an append', (raw, stream) => raw.append(...appendTo(stream))],
  ['a delete', (raw, stream) => raw.delete(deleteOf(stream))],
  ['a tombstone', (raw, stream) => raw.tombstone(tombstoneOf(stream))],
];

async function withRaw<T>(bearer: string | undefined, use: (raw: RawStreams) => Promise<T>): Promise<T> {
  const raw = new RawStreams({ address: `127.0.0.1:${node.port}`, channelCredentials: bringing(bearer) });
  try {
    return await use(raw);
  } finally {
    raw.close();
  }
}

describe('without TLS', () => {
  it('nobody is let in, with the client or over bare gRPC', async () => {
    const plain = open(`esdb://127.0.0.1:${node.port}?tls=false`);
    expect(await rejectionOf(plain.appendToStream(fresh('plain'), counted(1)))).toMatchObject({
      code: status.UNAVAILABLE,
    });
    expect(await rejectionOf(collect(plain.readAll()))).toMatchObject({ code: status.UNAVAILABLE });
    const raw = new RawStreams({
      address: `127.0.0.1:${node.port}`,
      channelCredentials: credentials.createInsecure(),
    });
    expect(await rejectionOf(raw.read(readOptions()))).toMatchObject({ code: status.UNAVAILABLE });
    raw.close();
  });

  it('not a word of the node can be read on the port', async () => {
    const socket = connectTcp(node.port, '127.0.0.1');
    const heard: Buffer[] = [];
    socket.on('data', (bytes) => heard.push(bytes));
    socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0'); // how HTTP/2 begins
    await new Promise((resolve) => socket.once('close', resolve).on('error', () => undefined));
    const alert = 21; // all that TLS answers to what is no TLS: why it hangs up
    expect(Buffer.concat(heard)[0] ?? alert).toBe(alert);
    expect(Buffer.concat(heard).length).toBeLessThan(16);
  });
});

describe('a client', () => {
  it('does not speak to a node that has not the certificate it knows', async () => {
    const elsewhere = temporaryDirectory();
    const other = await startEmbeddedNode({ dataDir: elsewhere.path });
    const mistaken = open(node.connectionString.replace(`:${node.port}`, `:${other.port}`));
    const attempt = mistaken.appendToStream(fresh('mistaken'), counted(1));
    expect(await rejectionOf(attempt)).toMatchObject({
      code: status.UNAVAILABLE,
      message: expect.stringMatching(/certificate/) as string,
    });
    await other.stop();
    elsewhere.remove();
  });

  it('that trusts the public authorities only does not speak to the node either', async () => {
    const trusting = open(node.connectionString.replace(/&tlsCAFile=.*/, ''));
    const attempt = trusting.appendToStream(fresh('trusting'), counted(1));
    expect(await rejectionOf(attempt)).toMatchObject({ message: expect.stringMatching(/certificate/) as string });
  });

  it('with the node’s own credentials may do everything', async () => {
    const stream = fresh('own');
    await owner.appendToStream(stream, countedFrom(1, 3));
    expect(numbers(await collect(owner.readStream(stream)))).toEqual([1, 2, 3]);
    await owner.appendToStream(`$${stream}`, counted(1));
    await owner.setStreamMetadata(`$${stream}`, { maxCount: 5 });
    expect((await collect(owner.readAll({ maxCount: 2 }))).length).toBe(2);
    await owner.tombstoneStream(stream);
  });

  it('keeps to BatchAppend with the credentials of its connection string', async () => {
    const reached: string[] = [];
    const spied = open(node.connectionString);
    const create = (spied as unknown as { GRPCStreamCreator: (...all: unknown[]) => unknown }).GRPCStreamCreator;
    Object.assign(spied, {
      GRPCStreamCreator: (...all: unknown[]) => {
        reached.push(String(all[1]));
        return create(...all);
      },
    });
    await spied.appendToStream(fresh('batched'), counted(1));
    expect(reached).toEqual(['appendToStream']); // a stream of its own: Append has none
    const chief = { username: CHIEF.name, password: CHIEF.password };
    await spied.appendToStream(fresh('single'), counted(1), { credentials: chief });
    expect(reached).toEqual(['appendToStream']);
  });

  it.each([
    ['a wrong password', () => 'node:wrong'],
    ['a password cut short', () => own().slice(0, -1)],
    ['a password drawn out', () => `${own()}x`],
    ['another user’s password', () => `clerk:${CHIEF.password}`],
    ['a user that is not there', () => `nobody:${own().split(':')[1]}`],
    ['the password every EventStoreDB begins with', () => 'admin:changeit'],
  ])('with %s is refused', async (_, bearer) => {
    const refused = open(as(bearer().split(':').map(encodeURIComponent).join(':')));
    for (const attempt of [
      () => refused.appendToStream(fresh('refused'), counted(1)),
      () => refused.deleteStream(fresh('refused')),
      () => collect(refused.readStream(fresh('refused'))),
      () => collect(refused.readAll()),
      () => collect(refused.subscribeToAll()),
      () => collect(refused.subscribeToStream(fresh('refused'))),
    ]) {
      expect(await rejectionOf(attempt())).toBeInstanceOf(AccessDeniedError);
    }
  });

  it('without credentials is refused', async () => {
    const anonymous = open(as(undefined));
    for (const attempt of [
      () => anonymous.appendToStream(fresh('refused'), counted(1)),
      () => anonymous.tombstoneStream(fresh('refused')),
      () => collect(anonymous.readStream(fresh('refused'))),
      () => collect(anonymous.subscribeToAll()),
    ]) {
      expect(await rejectionOf(attempt())).toBeInstanceOf(AccessDeniedError);
    }
  });
});

describe('over bare gRPC', () => {
  it.each(CALLS)('%s is let in with the right credentials', async (_, call) => {
    const stream = fresh('right');
    await owner.appendToStream(stream, counted(1));
    await withRaw(own(), (raw) => call(raw, stream));
  });

  it.each(CALLS)('%s is unauthenticated with wrong ones, in the words of EventStoreDB', async (_, call) => {
    const stream = fresh('wrong');
    for (const bearer of ['node:wrong', 'admin:changeit', 'node', ':']) {
      const refusal = await withRaw(bearer, (raw) => rejectionOf(call(raw, stream)));
      expect(statusOf(refusal)).toEqual(UNKNOWN_BEARER);
    }
  });

  it.each(CALLS)('%s is denied without any, in the words of EventStoreDB', async (_, call) => {
    const refusal = await withRaw(undefined, (raw) => rejectionOf(call(raw, fresh('none'))));
    expect(statusOf(refusal)).toEqual(DENIED);
  });

  it('a batch append is unauthenticated with wrong credentials', async () => {
    const refusal = await withRaw('node:wrong', (raw) => rejectionOf(raw.batchAppend(batchTo(fresh('wrong')))));
    expect(statusOf(refusal)).toEqual(UNKNOWN_BEARER);
  });

  it('a batch append without credentials is denied append by append', async () => {
    const answers = await withRaw(undefined, (raw) => raw.batchAppend(batchTo('one'), batchTo('two')));
    expect(answers.map((answer) => answer.getError()!.getCode())).toEqual([
      status.PERMISSION_DENIED,
      status.PERMISSION_DENIED,
    ]);
  });

  it('the handshake and the gossip need no credentials, but take no wrong ones', async () => {
    const ask = (bearer: string | undefined) => {
      const [features, gossip] = [ServerFeaturesClient, GossipClient].map(
        (Client) => new Client(`127.0.0.1:${node.port}`, bringing(bearer)),
      ) as [ServerFeaturesClient, GossipClient];
      const answers = [
        new Promise((resolve) => features.getSupportedMethods(new Empty(), (error) => resolve(error))),
        new Promise((resolve) => gossip.read(new Empty(), (error) => resolve(error))),
      ] as Promise<ServiceError | null>[];
      return Promise.all(answers).finally(() => [features, gossip].forEach((client) => client.close()));
    };
    expect(await ask(undefined)).toEqual([null, null]);
    expect((await ask('node:wrong')).map(statusOf)).toEqual([UNKNOWN_BEARER, UNKNOWN_BEARER]);
  });

  it('credentials of another scheme, or none after its name, are wrong ones', async () => {
    const right = Buffer.from(own()).toString('base64');
    const raw = new RawStreams({ address: `127.0.0.1:${node.port}`, channelCredentials: bringing(undefined) });
    for (const headers of [[`Bearer ${right}`], ['Basic'], ['Basic ====']]) {
      const refusal = await rejectionOf(raw.read(readOptions(), headers));
      expect([headers, statusOf(refusal)]).toEqual([headers, UNKNOWN_BEARER]);
    }
    expect(await raw.read(readOptions(), [`basic ${right}`])).not.toEqual([]);
    raw.close();
  });
});

describe('a user who is no admin', () => {
  const denied = async (attempt: Promise<unknown>) =>
    expect(await rejectionOf(attempt)).toBeInstanceOf(AccessDeniedError);

  it('reads, writes, follows and deletes streams, and sets what they keep', async () => {
    const stream = fresh('clerks');
    await clerk.appendToStream(stream, countedFrom(1, 3));
    await clerk.appendToStream(stream, counted(4), { credentials: { username: CLERK.name, password: CLERK.password } });
    await clerk.setStreamMetadata(stream, { maxCount: 2 });
    expect((await clerk.getStreamMetadata(stream)).metadata).toEqual({ maxCount: 2 });
    expect(numbers(await collect(clerk.readStream(stream)))).toEqual([3, 4]);
    for await (const { event } of clerk.subscribeToStream(stream)) if ((event!.data as { n: number }).n === 4) break;
    await clerk.deleteStream(stream);
  });

  it('does not read $all, whole, filtered or followed', async () => {
    await denied(collect(clerk.readAll()));
    await denied(collect(clerk.subscribeToAll()));
    await denied(collect(clerk.subscribeToAll({ filter: streamNameFilter({ prefixes: ['clerks'] }) })));
    const bearer = `${CLERK.name}:${CLERK.password}`;
    expect(statusOf(await withRaw(bearer, (raw) => rejectionOf(raw.read(readOptions()))))).toEqual(DENIED);
  });

  it('does not learn from a refusal how long the log is', async () => {
    const position = new ReadReq.Options.Position().setCommitPosition('999999').setPreparePosition('999999');
    const beyond = readOptions().setAll(new ReadReq.Options.AllOptions().setPosition(position));
    const bearer = `${CLERK.name}:${CLERK.password}`;
    expect(statusOf(await withRaw(bearer, (raw) => rejectionOf(raw.read(beyond))))).toEqual(DENIED);
    expect(await withRaw(own(), (raw) => rejectionOf(raw.read(beyond)))).toMatchObject({
      code: status.INVALID_ARGUMENT,
    });
  });

  it('has no part in the system’s streams and their settings', async () => {
    const system = `$${fresh('system')}`;
    await owner.appendToStream(system, counted(1));
    const asClerk = { credentials: { username: CLERK.name, password: CLERK.password } };
    await denied(collect(clerk.readStream(system)));
    await denied(collect(clerk.subscribeToStream(system)));
    await denied(clerk.appendToStream(system, counted(2)));
    await denied(clerk.appendToStream(system, counted(2), asClerk));
    await denied(clerk.deleteStream(system));
    await denied(clerk.tombstoneStream(system));
    await denied(clerk.setStreamMetadata(system, { maxCount: 1 }));
    await denied(clerk.getStreamMetadata(system));
    expect(numbers(await collect(owner.readStream(system)))).toEqual([1]);
  });

  it('is told so about the one append, and the others of its call go on', async () => {
    const [first, second] = [fresh('first'), fresh('second')];
    const bearer = `${CLERK.name}:${CLERK.password}`;
    const answers = await withRaw(bearer, (raw) =>
      raw.batchAppend(batchTo(first), batchTo('$not-yours'), batchTo(second)),
    );
    const to = (stream: string) =>
      answers.find((answer) => Buffer.from(answer.getStreamIdentifier()!.getStreamName_asU8()).toString() === stream)!;
    expect(to(first).hasSuccess()).toBe(true);
    expect(to(second).hasSuccess()).toBe(true);
    const error = to('$not-yours').getError()!;
    expect(error.getCode()).toBe(status.PERMISSION_DENIED);
    const detail = error
      .getDetails()!
      .unpack((bytes) => AccessDenied.deserializeBinary(bytes), 'event_store.client.AccessDenied');
    expect(detail).toBeInstanceOf(AccessDenied);
    expect(await rejectionOf(collect(owner.readStream('$not-yours')))).toMatchObject({ type: 'stream-not-found' });
  });
});

describe('nobody, not even an admin,', () => {
  it.each(['owner', 'chief'])('writes to $all or deletes settings (%s)', async (who) => {
    const admin = who === 'owner' ? owner : open(as(`${CHIEF.name}:${CHIEF.password}`));
    const stream = fresh('settings');
    await admin.setStreamMetadata(stream, { maxCount: 1 });
    for (const attempt of [
      admin.appendToStream('$all', counted(1)),
      admin.deleteStream('$all'),
      admin.deleteStream(`$$${stream}`),
      admin.tombstoneStream(`$$${stream}`),
    ]) {
      expect(await rejectionOf(attempt)).toBeInstanceOf(AccessDeniedError);
    }
    expect((await admin.getStreamMetadata(stream)).metadata).toEqual({ maxCount: 1 });
  });
});

describe('users', () => {
  it('that could not log in are refused when the node starts, and the directory is free', async () => {
    const elsewhere = temporaryDirectory();
    const likeTheOwn = [{ ...CLERK, name: 'node' }];
    const { message } = await rejectionOf(startEmbeddedNode({ dataDir: elsewhere.path, users: likeTheOwn }));
    expect(message).toMatch(/'node' already/);
    await (await startEmbeddedNode({ dataDir: elsewhere.path })).stop();
    elsewhere.remove();
  });

  it('of an earlier start are forgotten', async () => {
    const elsewhere = temporaryDirectory();
    const first = await startEmbeddedNode({ dataDir: elsewhere.path, users: [CHIEF] });
    const { port } = first;
    const chief = first.connectionString.replace(/(?<=esdb:\/\/)[^@]*@/, `${CHIEF.name}:${CHIEF.password}@`);
    await open(chief).appendToStream(fresh('now'), counted(1));
    await first.stop();
    const again = await startEmbeddedNode({ dataDir: elsewhere.path, port });
    expect(await rejectionOf(open(chief).appendToStream(fresh('later'), counted(1)))).toBeInstanceOf(AccessDeniedError);
    await again.stop();
    elsewhere.remove();
  });
});

it('a node without security, which only code can start, lets everybody do everything', async () => {
  const elsewhere = temporaryDirectory();
  const open_ = await startEmbeddedNode({ dataDir: elsewhere.path, security: 'none' });
  expect(open_).toMatchObject({
    connectionString: `esdb://127.0.0.1:${open_.port}?tls=false`,
    connectionStringFile: undefined,
  });
  const anyone = open(open_.connectionString);
  await anyone.appendToStream('$system', counted(1));
  expect(numbers(await collect(anyone.readStream('$system')))).toEqual([1]);
  await open_.stop();
  elsewhere.remove();
});

it('what is out of scope answers UNIMPLEMENTED to those who may ask', async () => {
  const attempt = owner.createProjection('p', 'fromAll()');
  expect(await rejectionOf(attempt)).toMatchObject({ code: status.UNIMPLEMENTED });
});

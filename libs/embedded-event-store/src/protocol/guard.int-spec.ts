import {
  Client,
  makeGenericClientConstructor,
  Metadata,
  MethodDefinition,
  sendUnaryData,
  Server,
  ServerCredentials,
  ServerDuplexStream,
  credentials,
  ServiceError,
  status,
} from '@grpc/grpc-js';
import { Users } from '../security/users';
import { accessOf, Guard } from './guard';

type Service = Record<string, MethodDefinition<string, string>>;
type Answer = { readonly code: status; readonly text?: string };

const USERS = new Users([
  { name: 'chief', password: 'c', admins: true },
  { name: 'clerk', password: 'c', admins: false },
]);

/** A service that came later, and that the guard's table does not know. */
const LATER: Service = {
  ask: method('/later.Service/Ask', false),
  talk: method('/later.Service/Talk', true),
};

function method(path: string, streams: boolean): MethodDefinition<string, string> {
  const [toBytes, toText] = [(text: string) => Buffer.from(text), (bytes: Buffer) => bytes.toString()];
  return {
    path,
    requestStream: streams,
    responseStream: streams,
    requestSerialize: toBytes,
    requestDeserialize: toText,
    responseSerialize: toBytes,
    responseDeserialize: toText,
  };
}

const HANDLERS = {
  ask: (_call: unknown, callback: sendUnaryData<string>) => callback(null, 'answered'),
  talk: (call: ServerDuplexStream<string, string>) => {
    call.write('talked');
    call.end();
  },
};

let server: Server;
let client: Client;

async function serve(add: (server: Server) => void): Promise<void> {
  server = new Server();
  add(server);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  client = new (makeGenericClientConstructor(LATER, 'later'))(`127.0.0.1:${port}`, credentials.createInsecure());
}

afterEach(() => {
  client.close();
  server.forceShutdown();
});

function bearing(bearer: string | undefined): Metadata {
  const metadata = new Metadata();
  if (bearer !== undefined) metadata.set('authorization', `Basic ${Buffer.from(`${bearer}:c`).toString('base64')}`);
  return metadata;
}

function ask(bearer: string | undefined): Promise<Answer> {
  const { path, requestSerialize, responseDeserialize } = LATER['ask']!;
  return new Promise((resolve) => {
    client.makeUnaryRequest(path, requestSerialize, responseDeserialize, '?', bearing(bearer), (error, text) =>
      resolve(error ? { code: error.code } : { code: status.OK, text: text! }),
    );
  });
}

function talk(bearer: string | undefined): Promise<Answer> {
  const { path, requestSerialize, responseDeserialize } = LATER['talk']!;
  return new Promise((resolve) => {
    const call = client.makeBidiStreamRequest(path, requestSerialize, responseDeserialize, bearing(bearer));
    call.on('data', (text: string) => resolve({ code: status.OK, text }));
    call.on('error', (error: ServiceError) => resolve({ code: error.code }));
  });
}

describe('a service that is added through the guard', () => {
  it('is for admins while the table of methods does not name it', async () => {
    await serve((each) => new Guard(each, USERS).addService(LATER, HANDLERS));
    expect([await ask('chief'), await talk('chief')]).toEqual([
      { code: status.OK, text: 'answered' },
      { code: status.OK, text: 'talked' },
    ]);
    for (const bearer of ['clerk', undefined]) {
      expect([await ask(bearer), await talk(bearer)]).toEqual([
        { code: status.PERMISSION_DENIED },
        { code: status.PERMISSION_DENIED },
      ]);
    }
    expect([await ask('nobody'), await talk('nobody')]).toEqual([
      { code: status.UNAUTHENTICATED },
      { code: status.UNAUTHENTICATED },
    ]);
  });

  it('is for everybody on a node without security', async () => {
    await serve((each) => new Guard(each, undefined).addService(LATER, HANDLERS));
    expect(await ask(undefined)).toEqual({ code: status.OK, text: 'answered' });
  });
});

it('a call that came past the guard has no access to any stream', async () => {
  let thrown: unknown;
  const unguarded = {
    ...HANDLERS,
    ask: (call: object, callback: sendUnaryData<string>) => {
      try {
        accessOf(call).require('contract-7', 'read');
      } catch (error) {
        thrown = error;
      }
      callback(null, 'answered');
    },
  };
  await serve((each) => each.addService(LATER, unguarded));
  await ask('chief');
  expect(thrown).toMatchObject({ message: expect.stringMatching(/not added through the guard/) as string });
});

import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { eventually } from './eventually';
import { FaultProxy } from './fault-proxy';

describe('the fault proxy', () => {
  let server: Server;
  let proxy: FaultProxy;
  const peers: Peer[] = [];

  beforeAll(async () => {
    server = createServer({ allowHalfOpen: true }, (socket) => void peers.push(new Peer(socket)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(async () => {
    peers.length = 0;
    proxy = await FaultProxy.before((server.address() as AddressInfo).port);
  });
  afterEach(async () => {
    await proxy.close();
    for (const { socket } of peers) socket.destroy(); // one that heard an end does not notice a reset
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  /** A client, and what the server has of it. */
  async function connected(): Promise<[client: Peer, server: Peer]> {
    const client = new Peer(connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true }));
    const count = peers.length;
    const atServer = await eventually(() => peers[count], { what: 'the connection' });
    return [client, atServer];
  }

  it('without faults passes everything on, both ways and to the end', async () => {
    const [client, atServer] = await connected();
    client.socket.end('to the server');
    await atServer.closed();
    expect(atServer.text).toBe('to the server');
    atServer.socket.end('to the client');
    await client.closed();
    expect(client.text).toBe('to the client');
    await eventually(() => proxy.open.length === 0, { what: 'the link to be gone' });
  });

  it('delays by its latency, and by its jitter without changing the order', async () => {
    const [client, atServer] = await connected();
    proxy.taint({ latencyMs: 80, jitterMs: 40 }, ['toServer']);
    const begun = performance.now();
    for (let n = 0; n < 10; n++) {
      client.socket.write(`${n}`);
      await new Promise(setImmediate); // pieces of their own
    }
    await atServer.has('0123456789');
    expect(performance.now() - begun).toBeGreaterThanOrEqual(40); // the least that the jitter leaves
    expect(atServer.text).toBe('0123456789');
  });

  it('delays one way only, where only one is tainted', async () => {
    const [client, atServer] = await connected();
    proxy.taint({ latencyMs: 60_000 }, ['toServer']);
    client.socket.write('late');
    atServer.socket.write('at once');
    await client.has('at once');
    expect(proxy.open[0]!.waiting('toServer')).toBe(4);
    expect(atServer.text).toBe('');
    proxy.heal(); // on the connection that is open, and for what is on its way
    await atServer.has('late');
  });

  it('lets no more through than its bandwidth', async () => {
    const [client, atServer] = await connected();
    proxy.taint({ bytesPerSecond: 100_000, sliceBytes: 1_000 }, ['toServer']);
    const begun = performance.now();
    client.socket.write('x'.repeat(20_000));
    await atServer.has('x'.repeat(20_000));
    expect(performance.now() - begun).toBeGreaterThanOrEqual(190);
  });

  it('slices what was said at once into many pieces', async () => {
    const [client, atServer] = await connected();
    const text = '0123456789'.repeat(4);
    client.socket.write(text);
    await atServer.has(text);
    expect(atServer.pieces).toHaveLength(1); // the control: untainted, it is one
    proxy.taint({ sliceBytes: 8, sliceDelayMs: 5 }, ['toServer']);
    client.socket.write(text);
    await atServer.has(text + text);
    expect(atServer.pieces.length).toBeGreaterThanOrEqual(4); // two may arrive together
  });

  it('holds back, and lets pass in order', async () => {
    const [client, atServer] = await connected();
    proxy.hold('toServer');
    client.socket.write('held, ');
    await eventually(() => proxy.open[0]!.waiting('toServer') === 6, { what: 'bytes held' });
    atServer.socket.write('the other way is open');
    await client.has('the other way is open');
    expect(atServer.text).toBe('');
    proxy.heal();
    client.socket.write('not lost');
    await atServer.has('held, not lost');
  });

  it('swallows for good what an open connection says; a new one is sound', async () => {
    const [client, atServer] = await connected();
    proxy.swallow();
    client.socket.end('lost');
    atServer.socket.write('lost too');
    const [link] = proxy.open;
    await eventually(() => link!.swallowed('toServer') === 4 && link!.swallowed('toClient') === 8, {
      what: 'both to be swallowed',
    });
    proxy.heal();
    const [another, itsServer] = await connected();
    another.socket.write('sound');
    await itsServer.has('sound');
    expect([client.ended, atServer.ended, client.error, atServer.error]).toEqual([false, false, undefined, undefined]);
  });

  it('swallows what new connections say, while told to', async () => {
    proxy.swallowsNew = true;
    const [client, atServer] = await connected();
    client.socket.write('lost');
    await eventually(() => proxy.open[0]!.swallowed('toServer') === 4, { what: 'the bytes to be swallowed' });
    expect([client.text, atServer.text]).toEqual(['', '']);
    proxy.heal();
    const [another, itsServer] = await connected();
    another.socket.write('sound');
    await itsServer.has('sound');
  });

  it('resets both ends of every connection', async () => {
    const [client, atServer] = await connected();
    proxy.cut();
    await Promise.all([client.closed(), atServer.closed()]);
    expect([client.error, atServer.error]).toEqual(['ECONNRESET', 'ECONNRESET']);
  });

  it('resets new connections while it is down', async () => {
    proxy.down = true;
    const client = new Peer(connect(proxy.port, '127.0.0.1'));
    await client.closed();
    expect(client.error).toBe('ECONNRESET');
    expect(peers).toEqual([]);
  });

  it('resets after so many bytes, which still arrive', async () => {
    const [client, atServer] = await connected();
    client.socket.write('before the limit was set ');
    await atServer.has('before the limit was set ');
    proxy.taint({ cutAfterBytes: 7 }, ['toServer']);
    client.socket.write('7 bytes and more');
    await Promise.all([client.closed(), atServer.closed()]);
    expect([client.error, atServer.error]).toEqual(['ECONNRESET', 'ECONNRESET']);
    expect(atServer.text).toBe('before the limit was set 7 bytes');
  });

  it('closes one way, while the other stays open', async () => {
    const [client, atServer] = await connected();
    proxy.open[0]!.halfClose('toClient');
    await eventually(() => client.ended, { what: 'the end' });
    client.socket.write('still heard');
    await atServer.has('still heard');
    expect([atServer.ended, client.error]).toEqual([false, undefined]);
  });

  it('tells an end late', async () => {
    const [client, atServer] = await connected();
    proxy.taint({ slowCloseMs: 80 }, ['toServer']);
    const begun = performance.now();
    client.socket.end('last words');
    await atServer.has('last words');
    await eventually(() => atServer.ended, { what: 'the end' });
    expect(performance.now() - begun).toBeGreaterThanOrEqual(79);
  });

  it('stands in an address for the server, whose other parts stay', () => {
    const { target, port } = proxy;
    for (const rest of ['', '?tls=true&tlsCAFile=/tmp/a:b/ca.crt', '/heqi?sslmode=disable']) {
      expect(proxy.through(`esdb://user:p${target}@127.0.0.1:${target}${rest}`)).toBe(
        `esdb://user:p${target}@127.0.0.1:${port}${rest}`,
      );
    }
    expect(() => proxy.through('esdb://127.0.0.1:1')).toThrow(`${target}`);
  });
});

/** One end of a connection, and what it has heard. */
class Peer {
  readonly pieces: string[] = [];
  ended = false;
  error: string | undefined;
  private gone = false;

  constructor(readonly socket: Socket) {
    socket.on('data', (bytes) => this.pieces.push(bytes.toString('latin1')));
    socket.on('end', () => (this.ended = true));
    socket.on('error', ({ code }: NodeJS.ErrnoException) => (this.error = code));
    socket.on('close', () => (this.gone = true));
  }
  get text(): string {
    return this.pieces.join('');
  }
  async has(text: string): Promise<void> {
    await eventually(() => this.text.length >= text.length, { what: `"${text.slice(0, 40)}"` });
    expect(this.text).toBe(text);
  }
  /** That the other end has closed, or both. */
  async closed(): Promise<void> {
    await eventually(() => this.ended || this.gone, { what: 'the end of the connection' });
  }
}

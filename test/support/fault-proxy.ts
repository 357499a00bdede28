import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { FaultyDirection, type Toxics } from './faulty-direction';
import { Random } from './seeded-random';

/** Which way bytes go: what the client says, what the server says. */
export type Way = 'toServer' | 'toClient';
export const WAYS: readonly Way[] = ['toServer', 'toClient'];

/** A TCP link between a client and a server that does what networks do. Its faults can be changed while connections are
 *  open. The same for every protocol: it knows bytes only. */
export class FaultProxy {
  /** Set while new connections are reset. */
  down = false;
  /** Set while new connections are accepted and whatever is said over them is lost, for good. */
  swallowsNew = false;
  private readonly links = new Set<Link>();
  private readonly toxics: Record<Way, Toxics> = { toServer: {}, toClient: {} };
  private readonly server: Server;

  private constructor(
    /** Port that new connections lead to. */
    public target: number,
    private readonly random: Random,
  ) {
    this.server = createServer({ allowHalfOpen: true }, (client) => this.accept(client));
  }

  /** `random` decides jitter and slices. */
  static async before(targetPort: number, random = new Random(1, 'fault proxy')): Promise<FaultProxy> {
    const proxy = new FaultProxy(targetPort, random);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }
  /** The address of the server, with the proxy's port in place of the server's: everything else of it stays. */
  through(url: string): string {
    const port = new RegExp(`:${this.target}(?=[/?]|$)`);
    if (!port.test(url))
      throw new Error(`The address does not lead to port ${this.target}, which the proxy stands before.`);
    return url.replace(port, `:${this.port}`);
  }
  get open(): readonly Link[] {
    return [...this.links];
  }

  /** Sets toxics beside those that are set, on connections that are open and on those to come. */
  taint(toxics: Toxics, ways: readonly Way[] = WAYS): void {
    for (const way of ways) Object.assign(this.toxics[way], toxics); // links share the object
  }
  /** Ends every fault that can end: toxics, holding, refusing. A connection that swallowed something stays lost. */
  heal(): void {
    this.down = this.swallowsNew = false;
    for (const way of WAYS) {
      for (const toxic of Object.keys(this.toxics[way])) delete this.toxics[way][toxic as keyof Toxics];
    }
    for (const link of this.links) link.letPass();
  }
  /** Holds back what is said from now on, until heal() lets it pass in order. */
  hold(...ways: Way[]): void {
    for (const link of this.links) link.hold(...ways);
  }
  /** Loses what is said over the open connections from now on, without a sign. Without a way named: both. */
  swallow(...ways: Way[]): void {
    for (const link of this.links) link.swallow(...ways);
  }
  /** Resets every connection; what was on its way is lost. */
  cut(): void {
    for (const link of this.links) link.cut();
  }
  async close(): Promise<void> {
    this.down = true;
    this.cut();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private accept(client: Socket): void {
    if (this.down) {
      reset(client);
      return;
    }
    const link = new Link(client, this.target, this.toxics, this.random);
    this.links.add(link);
    link.onEnd(() => this.links.delete(link));
    if (this.swallowsNew) link.swallow();
  }
}

/** One connection through the proxy. */
export class Link {
  private readonly ends: readonly Socket[];
  private readonly directions: Record<Way, FaultyDirection>;

  constructor(client: Socket, port: number, toxics: Readonly<Record<Way, Toxics>>, random: Random) {
    const server = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    this.ends = [client, server];
    const cut = () => this.cut();
    this.directions = {
      toServer: new FaultyDirection(client, server, toxics.toServer, random, cut),
      toClient: new FaultyDirection(server, client, toxics.toClient, random, cut),
    };
    for (const end of this.ends) {
      end.setNoDelay(true);
      end.on('error', cut);
    }
  }
  /** Bytes that were said and have not arrived, and still may. */
  waiting(way: Way): number {
    return this.directions[way].waitingBytes;
  }
  /** Bytes that were lost without a sign. */
  swallowed(way: Way): number {
    return this.directions[way].swallowedBytes;
  }
  hold(...ways: Way[]): void {
    for (const way of allUnless(ways)) this.directions[way].hold();
  }
  letPass(): void {
    for (const way of WAYS) this.directions[way].letPass();
  }
  swallow(...ways: Way[]): void {
    for (const way of allUnless(ways)) this.directions[way].swallow();
  }
  /** Tells the receiver that no more will come, while the other way stays open. */
  halfClose(way: Way): void {
    this.directions[way].end();
  }
  /** Resets both ends. */
  cut(): void {
    for (const way of WAYS) this.directions[way].stop();
    for (const end of this.ends) reset(end);
  }
  onEnd(listener: () => void): void {
    let open = this.ends.length;
    for (const end of this.ends) end.once('close', () => --open === 0 && listener());
  }
}

/** A RST and nothing else. Node's own resetAndDestroy() says goodbye first, if it can: the other end would see a FIN. */
function reset(socket: Socket): void {
  Object.assign(socket, { resetAndClosing: true }).destroy();
}

function allUnless(ways: readonly Way[]): readonly Way[] {
  return ways.length === 0 ? WAYS : ways;
}

import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP link between client and node that can be cut or held up, as networks do. */
export class FaultProxy {
  private readonly links = new Set<Link>();
  private readonly server: Server;
  /** Set while new connections are refused. */
  down = false;

  private constructor(
    /** Port that new connections lead to. */
    public target: number,
    private readonly nodeConnectionString: string,
  ) {
    this.server = createServer((client) => {
      if (this.down) {
        client.destroy();
        return;
      }
      const link = new Link(client, this.target, () => this.links.delete(link));
      this.links.add(link);
    });
  }

  static async before(node: { readonly port: number; readonly connectionString: string }): Promise<FaultProxy> {
    const proxy = new FaultProxy(node.port, node.connectionString);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }
  /** The node's own, through this link: what is encrypted goes through as it is. */
  get connectionString(): string {
    const { port } = this.server.address() as AddressInfo;
    return this.nodeConnectionString.replace(/(?<=127\.0\.0\.1:)\d+/, String(port));
  }
  get open(): readonly Link[] {
    return [...this.links];
  }
  /** Holds back what the node says; it goes on hearing the client. */
  holdAnswers(): void {
    for (const link of this.links) link.holdAnswers();
  }
  letAnswersPass(): void {
    for (const link of this.links) link.letAnswersPass();
  }
  /** Holds back what the client says, from its next word on. */
  holdRequests(): void {
    for (const link of this.links) link.holdRequests();
  }
  /** Resets every connection; what was held back is lost. */
  cut(): void {
    for (const link of this.links) link.cut();
  }
  async close(): Promise<void> {
    this.down = true;
    this.cut();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}

export class Link {
  private readonly node: Socket;
  private answers: Direction;
  private requests: Direction;

  constructor(
    private readonly client: Socket,
    port: number,
    onEnd: () => void,
  ) {
    this.node = connect(port, '127.0.0.1');
    this.answers = new Direction(this.node, client);
    this.requests = new Direction(client, this.node);
    for (const end of [this.client, this.node]) {
      end.setNoDelay(true);
      end.on('error', () => this.cut());
      end.on('close', () => {
        this.cut();
        onEnd();
      });
    }
  }
  /** Bytes that the node said and the client has not got. */
  get heldAnswerBytes(): number {
    return this.answers.heldBytes;
  }
  get heldRequestBytes(): number {
    return this.requests.heldBytes;
  }
  holdAnswers(): void {
    this.answers.hold();
  }
  letAnswersPass(): void {
    this.answers.letPass();
  }
  holdRequests(): void {
    this.requests.hold();
  }
  cut(): void {
    this.client.resetAndDestroy();
    this.node.resetAndDestroy();
  }
}

class Direction {
  private held: Buffer[] | undefined;
  constructor(
    from: Socket,
    private readonly to: Socket,
  ) {
    from.on('data', (bytes) => {
      if (this.held) this.held.push(bytes);
      else if (to.writable) to.write(bytes);
    });
  }
  get heldBytes(): number {
    return (this.held ?? []).reduce((total, { length }) => total + length, 0);
  }
  hold(): void {
    this.held ??= [];
  }
  letPass(): void {
    for (const bytes of this.held ?? []) if (this.to.writable) this.to.write(bytes);
    this.held = undefined;
  }
}

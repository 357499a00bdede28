import { startNode } from '../hosting/node';
import { FailingDisk } from './failing-disk.fixtures';
import { temporaryDirectory } from './node.fixtures';

/** A node on the thread of the test, which holds its clock and its disk. */
export class NodeHere {
  readonly disk = new FailingDisk();
  /** Milliseconds that its clock is ahead of the system's. */
  clockAheadMs = 0;
  private constructor(
    private readonly directory: ReturnType<typeof temporaryDirectory>,
    private node: Awaited<ReturnType<typeof startNode>> | undefined,
  ) {}

  static async start(): Promise<NodeHere> {
    const here = new NodeHere(temporaryDirectory(), undefined);
    await here.startAgain();
    return here;
  }

  get dataDir(): string {
    return this.directory.path;
  }
  get address(): string {
    return `127.0.0.1:${this.node!.port}`;
  }
  get connectionString(): string {
    return this.node!.connectionString;
  }

  /** Stops it, where it runs, and starts it on the same folder and port; `meanwhile` has the folder to itself. */
  async startAgain(meanwhile: () => void = () => undefined): Promise<void> {
    const port = this.node?.port ?? 0;
    await this.node?.stop();
    meanwhile();
    const surroundings = { openToWrite: this.disk.open, now: () => Date.now() + this.clockAheadMs };
    this.node = await startNode({ dataDir: this.dataDir, port }, surroundings);
  }

  async remove(): Promise<void> {
    this.disk.heal();
    await this.node?.stop();
    this.directory.remove();
  }
}

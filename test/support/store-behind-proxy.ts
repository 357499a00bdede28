import { resolveConnectionString } from '../../libs/event-store/src/connection-string';
import { FaultProxy } from './fault-proxy';

/** An event store with a proxy on the way to it. */
export class StoreBehindProxy {
  private constructor(
    readonly proxy: FaultProxy,
    private readonly address: string,
  ) {}

  /** `address` is what EVENTSTORE_URL would say. */
  static async at(address: string): Promise<StoreBehindProxy> {
    const connectionString = resolveConnectionString(address);
    const port = /127\.0\.0\.1:(\d+)/.exec(connectionString)?.[1];
    if (port === undefined) throw new Error('The event store is not on a port of 127.0.0.1.');
    return new StoreBehindProxy(await FaultProxy.before(Number(port)), connectionString);
  }

  /** The store's own, with the proxy's port. */
  get connectionString(): string {
    return this.proxy.through(this.address);
  }

  /** Lets clients and store talk until something has happened in the store, and from then on holds back what the store
   *  says: no client hears of it. Not by luck: what passes was said before `happened` looked into the store, past the proxy,
   *  and found that it had not. */
  async holdAnswersAfter(happened: () => Promise<boolean>): Promise<void> {
    this.proxy.hold('toClient');
    for (;;) {
      const before = this.heldBytes;
      if (await happened()) return;
      if (this.heldBytes > before) continue; // that may be said of what has happened since
      this.proxy.heal();
      this.proxy.hold('toClient');
    }
  }

  private get heldBytes(): number {
    return this.proxy.open.reduce((total, link) => total + link.waiting('toClient'), 0);
  }
}

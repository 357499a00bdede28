import { FaultProxy } from '../../libs/event-store/src/testing/fault-proxy.fixtures';

const PORT = /:(\d+)(?=[/?]|$)/;

/** An event store, and a proxy on the way to it. */
export class StoreBehindProxy {
  private constructor(
    readonly proxy: FaultProxy,
    /** The store's address, with the proxy's port in place of its own: everything else of it stays. */
    readonly connectionString: string,
  ) {}

  static async at(connectionString: string): Promise<StoreBehindProxy> {
    const proxy = await FaultProxy.before(portOf(connectionString));
    return new StoreBehindProxy(proxy, connectionString.replace(PORT, `:${portOf(proxy.connectionString)}`));
  }

  /** Lets clients and store talk until something has happened in the store, and from then on holds back what the store
   *  says: no client hears of it. Not by luck: what passes was said before `happened` looked into the store, past the proxy,
   *  and found that it had not. */
  async holdAnswersAfter(happened: () => Promise<boolean>): Promise<void> {
    this.proxy.holdAnswers();
    for (;;) {
      const before = this.heldBytes;
      if (await happened()) return;
      if (this.heldBytes > before) continue; // that may be said of what has happened since
      this.proxy.letAnswersPass();
      this.proxy.holdAnswers();
    }
  }

  private get heldBytes(): number {
    return this.proxy.open.reduce((total, link) => total + link.heldAnswerBytes, 0);
  }
}

function portOf(connectionString: string): number {
  const port = PORT.exec(connectionString)?.[1];
  if (port === undefined) throw new Error('The address of the event store names no port.');
  return Number(port);
}

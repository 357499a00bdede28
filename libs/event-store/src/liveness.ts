import { UnavailableError } from '@eventstore/db-client';
import { ServerFeaturesClient } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { Empty } from '@eventstore/db-client/generated/shared_pb';
import type { ChannelInterface } from '@grpc/grpc-js';
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { ClientInternals } from './guarded-client';
import { within } from './patience';

/** An answer that has not come after this long, in milliseconds, makes us ask whether the node is there at all. */
export const ANSWER_SILENCE_MS = 500;
/** As long may a subscription be silent, in milliseconds: quiet logs are common. */
export const SUBSCRIPTION_SILENCE_MS = 2_500;
/** A connection over which the node says nothing for this long, in milliseconds, though it was asked, is dead. */
export const SIGN_OF_LIFE_MS = 2_000;

/** Watches over something that is expected from the node. */
export interface Watch {
  /** Something came: the silence begins anew. */
  heard(): void;
  /** Nothing more is expected. */
  end(): void;
}

/** Tells a dead connection from a slow node. A connection that swallows everything (a lost NAT entry, a pulled cable) gives
 *  no error, and the client's own keepalive needs 20 s to find out. So whoever waits longer than usual has the node asked,
 *  over the same connection, the smallest question there is. When that is not answered either, the connection is given up:
 *  the next call opens a new one, and the calls on the old one end as unavailable, to be made again by those who wait. */
export class Liveness {
  private asking: Promise<void> | undefined;

  constructor(
    private readonly internals: ClientInternals,
    private readonly endCalls: (channel: ChannelInterface) => void,
  ) {}

  /** Watches over what is about to be called, until told to end. */
  watch(silenceMs: number): Watch {
    let ended = false;
    const channel = this.channel();
    const examine = () => void this.examine(channel).then(() => ended || timer.refresh());
    const timer = setTimeout(examine, silenceMs).unref();
    return {
      heard: () => void timer.refresh(),
      end: () => {
        ended = true;
        clearTimeout(timer);
      },
    };
  }

  private async examine(channel: Promise<ChannelInterface | undefined>): Promise<void> {
    const ours = await channel;
    const current = await this.channel();
    if (!ours || ours === current) await this.ask();
    else this.endCalls(ours); // was left meanwhile, and can be asked no more
  }

  private channel(): Promise<ChannelInterface | undefined> {
    return this.internals.getChannel().catch(() => undefined);
  }

  /** One question serves all who wait. */
  private ask(): Promise<void> {
    this.asking ??= this.askNode()
      .catch(() => undefined)
      .finally(() => (this.asking = undefined));
    return this.asking;
  }

  private askNode(): Promise<void> {
    return this.internals.execute(ServerFeaturesClient, 'sign of life', async (stub) => {
      let alive = false;
      // Left waiting when it is not answered: while a call waits, the keepalive goes on and destroys the dead socket.
      const answer = new Promise<void>((resolve) => {
        stub.getSupportedMethods(new Empty(), () => {
          alive = true; // an error too: it is told to the calls that it concerns
          resolve();
        });
      });
      await within(SIGN_OF_LIFE_MS, answer).catch(() => turnOfTheLoop()); // read first what came while we were busy
      if (alive) return;
      const channel = stub.getChannel();
      setImmediate(() => this.endCalls(channel)); // after the client has put a new channel in its place
      throw new UnavailableError(); // makes it do so
    });
  }
}

import { rmSync } from 'node:fs';
import path from 'node:path';
import { acceptLostTail } from '../../embedded-event-store/src/hosting/accept-lost-tail';
import { NodeHere } from '../../embedded-event-store/src/testing/node-here.fixtures';
import { CheckpointStream } from './checkpoint-stream';
import { EventStore } from './event-store';
import { countedFrom, fresh, isCaughtUp, numbersIn, upTo } from './testing/store.fixtures';

let node: NodeHere;
let store: EventStore;
let stream: string;

beforeEach(async () => {
  node = await NodeHere.start();
  store = EventStore.connect(node.connectionString);
  stream = fresh('cut');
});

afterEach(async () => {
  await store.close();
  await node.remove();
});

/** Loses the whole log and goes on with an empty one, as somebody may decide who has no backup. */
async function loseLog(): Promise<void> {
  await node.startAgain(() => {
    rmSync(path.join(node.dataDir, 'events.db'));
    acceptLostTail(node.dataDir);
  });
}

it('a consumer of a log that lost its end is told so, while it runs and when it comes again', async () => {
  const { position } = await store.append(stream, countedFrom(1, 5), 'no_stream');
  const messages = store.subscribe({ streamPrefixes: [stream] });
  let count = 0;
  const following = (async () => {
    for await (const message of messages) {
      if (isCaughtUp(message) && count++ === 0) await loseLog();
    }
  })();
  const told = { name: 'LogEndsBefore', position };
  await expect(following).rejects.toMatchObject(told);
  await expect(upTo(store.subscribe({ streamPrefixes: [stream], after: position }), isCaughtUp)).rejects.toMatchObject(
    told,
  );
  await store.append(stream, countedFrom(7, 8), 'no_stream');
  expect(numbersIn(await upTo(store.subscribe({ streamPrefixes: [stream] }), isCaughtUp))).toEqual([7, 8]);
});

it('a checkpoint that is kept in the log is lost with its end, so it is never beyond it', async () => {
  const options = { actorId: 'test', now: () => new Date(0).toISOString() };
  const before = new CheckpointStream<{ position: string }>(store, 'one', options);
  await before.load();
  before.save({ position: '5' });
  await before.flush();
  await loseLog();
  expect(await new CheckpointStream(store, 'one', options).load()).toBeUndefined();
});

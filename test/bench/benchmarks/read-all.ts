import { EventStoreDBClient } from '@eventstore/db-client';
import path from 'node:path';
import { openForReading } from '../../../libs/embedded-event-store/src/storage/database';
import { DATABASE_FILE } from '../../../libs/embedded-event-store/src/storage/event-log';
import { Benchmark } from '../harness/benchmark';
import { compare, perSecond } from '../harness/compare';
import { filledLog } from '../support/logs';
import { nodeWithClient } from '../support/node';
import { stubWithClient } from '../support/stub';

const PAGE = 1_000;
const sizes = {
  full: { events: 200_000, pairs: 5 },
  quick: { events: 20_000, pairs: 3 },
  smoke: { events: 200, pairs: 1 },
};

export const readAll: Benchmark = {
  name: 'read-all',
  question: 'How fast is the whole log read, against a server of ready bytes and against a bare scan of its table?',
  sizes,
  async run(context) {
    const { events, pairs } = sizes[context.size];
    const dataDir = await filledLog(context, events);
    const node = await nodeWithClient(dataDir);
    const stub = await stubWithClient({ seed: context.seed, events });
    const fromNode = {
      what: 'readAll, for await',
      run: () => perSecond(events, () => readEvents(node.client, events)),
    };
    const fromStub = await compare(
      fromNode,
      {
        what: 'readAll, for await, from a stub of ready-made bytes',
        run: () => perSecond(events, () => readEvents(stub.client, events)),
      },
      pairs,
    );
    await stub.stop();
    const scan = await compare(
      fromNode,
      {
        what: `bare scan of the records, ${PAGE} a page`,
        run: () => perSecond(events, () => bareScan(dataDir, events)),
      },
      pairs,
    );
    await node.stop();
    return [
      { name: 'readAll ÷ stub', unit: 'events/s', ...fromStub },
      { name: 'readAll ÷ bare scan', unit: 'events/s', ...scan },
    ];
  },
};

async function readEvents(client: EventStoreDBClient, events: number): Promise<void> {
  let seen = 0;
  for await (const { event } of client.readAll()) if (event) seen++;
  if (seen !== events) throw new Error(`readAll gave ${seen} events of ${events}.`);
}

function bareScan(dataDir: string, events: number): void {
  const database = openForReading(path.join(dataDir, DATABASE_FILE));
  const page = database.prepare('select position, bytes from record where position > ? order by position limit ?');
  let after = 0;
  while (after < events) after = (page.all(after, PAGE).at(-1) as { position: number }).position;
  database.close();
}

import { nodeWithClient } from './node';

/** Program: `peak-memory <folder of a log> <events>`. Reads so many events and prints the most memory it held, in KiB. */
async function main(dataDir: string, events: number): Promise<void> {
  const { client, stop } = await nodeWithClient(dataDir);
  let seen = 0;
  for await (const { event } of client.readAll({ maxCount: events })) if (event) seen++;
  if (seen !== events) throw new Error(`readAll gave ${seen} events of ${events}.`);
  await stop();
  process.stdout.write(`${process.resourceUsage().maxRSS}\n`);
  process.exit(0);
}

const [dataDir, events] = process.argv.slice(2);
void main(dataDir!, Number(events));

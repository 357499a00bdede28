import { randomUUID } from 'node:crypto';
import { FAILURES, Failure, FailingDisk } from '../testing/failing-disk.fixtures';
import { temporaryDirectory } from '../testing/node.fixtures';
import { EventLog } from './event-log';
import { ProposedEvent } from './model';
import { dataOf } from './record';

let directory: ReturnType<typeof temporaryDirectory>;
let disk: FailingDisk;
let log: EventLog;

beforeEach(async () => {
  directory = temporaryDirectory();
  disk = new FailingDisk();
  log = EventLog.open({ dataDir: directory.path, openToWrite: disk.open });
  await log.append('before', 'any', [event(0)]);
});

afterEach(() => {
  disk.heal();
  log.close();
  directory.remove();
});

function event(n: number): ProposedEvent {
  return { id: randomUUID(), type: 'T', isJson: true, data: Buffer.from(`${n}`), metadata: Buffer.alloc(0) };
}

const contents = () => log.reader.allForwards(0).map((row) => Number(dataOf(row.record).toString()));

/** Three appends of one group, and what became of them. */
async function appendThree(events = [event(1), event(2), event(3)]) {
  const outcomes = await Promise.allSettled(events.map((each, n) => log.append(`s-${n}`, 'no_stream', [each])));
  return outcomes.map((outcome) =>
    outcome.status === 'fulfilled'
      ? outcome.value
      : { name: (outcome.reason as Error).name, outcome: (outcome.reason as { outcome?: string }).outcome },
  );
}

const notStored = { name: 'WriteFailed', outcome: 'not_stored' };
const unknown = { name: 'WriteFailed', outcome: 'unknown' };

describe.each(Object.keys(FAILURES) as Failure[])('a %s', (failure) => {
  it.each(['insert', 'commit'] as const)('at the %s stores nothing of the group and says so', async (at) => {
    const heard = jest.fn();
    log.onCommit(heard);
    disk.failAt(failure, at);
    const three = appendThree();
    if (at === 'commit') healBeforeRepair();
    expect(await three).toEqual([notStored, notStored, notStored]);
    disk.heal();
    expect(contents()).toEqual([0]);
    expect(log.headPosition).toBe(1);
    expect(heard).not.toHaveBeenCalled();
    expect(log.stream('s-0')).toBeUndefined();
    expect(await appendThree()).toEqual([2, 3, 4].map((position) => ({ kind: 'appended', revision: 0, position })));
  });

  it('after the commit took effect is found out to be stored, and answered so, once', async () => {
    const heard = jest.fn();
    log.onCommit(heard);
    const events = [event(1), event(2), event(3)];
    disk.failAt(failure, 'after commit');
    const three = appendThree(events);
    healBeforeRepair();
    const answers = await three;
    expect(answers).toEqual([2, 3, 4].map((position) => ({ kind: 'appended', revision: 0, position })));
    expect(contents()).toEqual([0, 1, 2, 3]);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(await appendThree(events)).toEqual(answers);
    expect(contents()).toEqual([0, 1, 2, 3]);
  });
});

describe.each(['failed write', 'failed sync'] as const)('a %s that lasts', (failure) => {
  it.each(['commit', 'after commit'] as const)(
    'at "%s" leaves the outcome unknown; no write is taken till it is known, readers go on, and a repeat tells',
    async (at) => {
      const events = [event(1), event(2), event(3)];
      disk.failAt(failure, at, 'checkpoint');
      expect(await appendThree(events)).toEqual([unknown, unknown, unknown]);
      await expect(log.append('other', 'any', [event(9)])).rejects.toMatchObject(notStored);
      expect(contents()[0]).toBe(0);
      disk.heal();
      expect(await appendThree(events)).toEqual(
        [2, 3, 4].map((position) => ({ kind: 'appended', revision: 0, position })),
      );
      expect(contents()).toEqual([0, 1, 2, 3]);
    },
  );

  it.each(['commit', 'after commit'] as const)(
    'at "%s" and a restart before it is known: a repeat tells, and nothing is there twice',
    async (at) => {
      const events = [event(1), event(2), event(3)];
      disk.failAt(failure, at, 'checkpoint');
      expect(await appendThree(events)).toEqual([unknown, unknown, unknown]);
      log.close();
      disk.heal();
      log = EventLog.open({ dataDir: directory.path, openToWrite: disk.open });
      expect(await appendThree(events)).toMatchObject([1, 2, 3].map(() => ({ kind: 'appended', revision: 0 })));
      expect(contents().toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3]);
    },
  );
});

it('a full disk that lasts refuses every append as not stored, and the log goes on when there is room', async () => {
  disk.failAt('full disk', 'commit', 'checkpoint');
  for (let n = 0; n < 3; n++) expect(await appendThree()).toEqual([notStored, notStored, notStored]);
  disk.heal();
  expect(await appendThree()).toMatchObject([{ position: 2 }, { position: 3 }, { position: 4 }]);
});

/** The failure was of the moment: the disk works again when the node looks what became of the commit. */
function healBeforeRepair(): void {
  const writing = log['writing'];
  const exec = writing.exec.bind(writing);
  writing.exec = (sql) => {
    try {
      exec(sql);
    } catch (error) {
      disk.heal();
      throw error;
    }
  };
}

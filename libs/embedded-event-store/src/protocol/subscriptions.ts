import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { EventLog } from '../storage/event-log';
import { linkResolver } from '../storage/links';
import { NO_EVENTS } from '../storage/model';
import { conditionOf, visibleForwards } from '../storage/visibility';
import { wantedForwards } from '../storage/wanted';
import { streamDeleted } from './errors';
import { defaultFilter, FilterOptions } from './filters';
import { Outgoing } from './outgoing';
import { AllSource, ReadRequest } from './read-request';
import { readCaughtUp, readCheckpoint, readConfirmation, readEvent } from './wire';

/**
 * A subscription reads pages behind its position until there is none, says once that it has caught up, and then reads
 * again after every commit. There is one path for old and new events, so none can fall between two.
 */
export async function subscribeToAll(
  log: EventLog,
  outgoing: Outgoing,
  { from, filter }: AllSource,
  request: ReadRequest,
): Promise<void> {
  let position = from === 'start' ? 0 : from === 'end' ? log.headPosition : from;
  const send = eventSender(log, outgoing, request);
  const pump = filter ? filteredPump(log, outgoing, filter, position, send) : unfilteredPump(log, outgoing, send);
  await follow(log, outgoing, async () => {
    const next = await pump(position);
    const moved = next !== position;
    position = next;
    return moved;
  });
}

export async function subscribeToStream(
  log: EventLog,
  outgoing: Outgoing,
  { name, from }: Extract<ReadRequest['source'], { kind: 'stream' }>,
  request: ReadRequest,
): Promise<void> {
  const send = eventSender(log, outgoing, request);
  const lastRevision = log.stream(name)?.lastRevision ?? NO_EVENTS;
  let next = from === 'start' ? 0 : from === 'end' ? lastRevision + 1 : from + 1;
  await follow(log, outgoing, async () => {
    const stream = log.stream(name);
    const condition = conditionOf(stream);
    if (condition === 'tombstoned') throw streamDeleted(name);
    if (stream === undefined || condition === 'missing') return false;
    const { lastRevision: last } = stream; // as of this page: it may grow while the page is sent
    if (next > last) return false;
    const page = visibleForwards(log.reader, stream, next, log.now());
    for (const row of page.rows) await send(row);
    next = page.next ?? last + 1;
    return true;
  });
}

/** Runs `step` until it moves no more, then once per commit. `step` says whether it moved. */
async function follow(log: EventLog, outgoing: Outgoing, step: () => Promise<boolean>): Promise<void> {
  const commits = commitSignal(log, outgoing);
  await outgoing.write(readConfirmation(randomUUID()));
  let caughtUp = false;
  while (!outgoing.isClosed) {
    commits.clear();
    if (await step()) {
      await nextTurn();
      continue;
    }
    if (!caughtUp) await outgoing.write(readCaughtUp());
    caughtUp = true;
    await commits.wait();
  }
}

/** Remembers whether anything was committed since it was last cleared, and lets one waiter know. */
function commitSignal(log: EventLog, outgoing: Outgoing) {
  let raised = false;
  let wake: (() => void) | undefined;
  const raise = () => {
    raised = true;
    wake?.();
  };
  const stop = log.onCommit(raise);
  outgoing.onClose(() => {
    stop();
    raise();
  });
  return {
    clear: () => {
      raised = outgoing.isClosed;
    },
    wait: () => (raised ? Promise.resolve() : new Promise<void>((resolve) => (wake = resolve))),
  };
}

type Send = (row: Parameters<ReturnType<typeof linkResolver>>[0]) => Promise<void> | undefined;
/** Sends what lies behind a position and gives the position it came to. */
type Pump = (position: number) => Promise<number>;

function eventSender(log: EventLog, outgoing: Outgoing, request: ReadRequest): Send {
  const resolve = linkResolver(log, request.resolveLinks);
  return (row) => outgoing.write(readEvent(resolve(row), request.uuids));
}

function unfilteredPump(log: EventLog, outgoing: Outgoing, send: Send): Pump {
  const wanted = defaultFilter(log.reader);
  return async (position) => {
    for (const row of log.reader.allForwards(position)) {
      if (outgoing.isClosed) break;
      position = row.position;
      const full = wanted(row) ? send(row) : undefined;
      if (full) await full;
    }
    return position;
  };
}

/**
 * A filtered subscription also tells how far it has looked: after every `checkpointInterval` events, wanted or not, and
 * when it has caught up. Without that a reader whose events are rare would start over from its last one. Positions have
 * no gaps, so they count the events between them.
 */
function filteredPump(log: EventLog, outgoing: Outgoing, filter: FilterOptions, start: number, send: Send): Pump {
  const { matches, checkpointInterval } = filter;
  let reported = start;
  let due = start + checkpointInterval;
  let caughtUp = false;
  const report = (position: number) => {
    reported = position;
    return outgoing.write(readCheckpoint(position));
  };
  const reportDue = async (upTo: number) => {
    for (; due <= upTo && !outgoing.isClosed; due += checkpointInterval) await report(due);
  };
  return async (position) => {
    const { rows, reached } = wantedForwards(log.reader, matches, position);
    for (const row of rows) {
      if (outgoing.isClosed) return position;
      if (due < row.position) await reportDue(row.position - 1); // one that is due at an event comes after it
      const full = send(row);
      if (full) await full;
    }
    await reportDue(reached);
    if (reached === position && !caughtUp) {
      caughtUp = true;
      if (reached > reported) await report(reached);
    }
    return reached;
  };
}

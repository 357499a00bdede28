import { STORE_PATH } from '@heqi/backup';
import type { InspectionStep, StoreFinding, StoreTotals } from '@heqi/embedded-event-store';
import { ALERT_STREAM_PREFIX, CONTRACT_STREAM_PREFIX } from '@heqi/messages';
import { checkFor, type StreamCheck, type StreamWatcher } from './stream-check';

/** What a log turned out to hold. */
export interface VerifiedLog {
  totals: StoreTotals | null;
  contracts: number;
  contractEvents: number;
  alertEvents: number;
  foreignStreams: number;
}

/** Reads a log stream by stream: what its store finds wrong, and whether each event says something that can be, beside those
 *  before it. Holds one contract in memory. */
export async function verifyLog(
  steps: Iterable<InspectionStep> | AsyncIterable<InspectionStep>,
  watcher: StreamWatcher,
): Promise<VerifiedLog> {
  const log: VerifiedLog = { totals: null, contracts: 0, contractEvents: 0, alertEvents: 0, foreignStreams: 0 };
  let stream = '';
  let check: StreamCheck | undefined;
  for await (const step of steps) {
    switch (step.kind) {
      case 'stream':
        check?.end();
        stream = step.name;
        check = checkFor(stream, watcher);
        if (!check) log.foreignStreams++;
        if (stream.startsWith(CONTRACT_STREAM_PREFIX)) log.contracts++;
        break;
      case 'event':
        if (stream.startsWith(CONTRACT_STREAM_PREFIX)) log.contractEvents++;
        if (stream.startsWith(ALERT_STREAM_PREFIX)) log.alertEvents++;
        await check?.take(step.event);
        break;
      case 'finding':
        if (step.finding.stream === stream) check?.missed();
        add(step.finding, watcher);
        break;
      case 'totals':
        log.totals = step.totals;
        break;
      default:
        step satisfies never;
    }
  }
  check?.end();
  return log;
}

function add({ code, position, stream, revision, details = {} }: StoreFinding, { findings }: StreamWatcher): void {
  const isOfTheFile = position === undefined && stream === undefined;
  const at = isOfTheFile ? { path: STORE_PATH } : { position, stream, revision, to: details['to'] };
  findings.add(code, at, details);
}

import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { EvidenceStore } from '@heqi/evidence';
import { OwnTokens } from '@heqi/identity';
import { openSecrets } from '../../../embedded-event-store/src/security/node-secrets';
import { EventLog } from '../../../embedded-event-store/src/storage/event-log';
import { eventfulDeal, LogOfTest } from '../../../views/src/testing/log.fixtures';

export const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

/** An event to be written as it is, whatever it says. */
export interface RawEvent {
  readonly streamName: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: unknown;
  readonly id?: string;
}

/** Data folders of one sound kind, to be damaged one by one: every type of contract and alert event, a file that one names, a
 *  checkpoint, a clock, a key. */
export class DataFolders {
  private copies = 0;

  private constructor(
    private readonly root: string,
    /** SHA-256 of the one file that an event names. */
    readonly sha256: string,
  ) {}

  static async prepare(): Promise<DataFolders> {
    const root = mkdtempSync(path.join(tmpdir(), 'heqi-verify-'));
    const dataDir = path.join(root, 'sound');
    const evidence = new EvidenceStore(path.join(dataDir, 'evidence'), 1_000);
    const { sha256, mediaType, sizeBytes } = await evidence.put(Readable.from([PDF]), '交地确认书.pdf', 'gov-land');
    await OwnTokens.open(dataDir, 'heqi');
    await openSecrets(path.join(dataDir, 'event-store'));
    const named = { sha256, mediaType, sizeBytes, fileName: '交地确认书.pdf' };
    const facts = eventfulDeal(new LogOfTest(), 'c-1').events.map((event) => naming(event, named));
    await write(dataDir, [
      {
        streamName: 'clock-simulated',
        type: 'SimulatedClockMoved',
        data: { to: '2026-01-01T00:00:00.000Z' },
        metadata: {},
      },
      ...facts,
      checkpoint(null), // before there was any event
      checkpoint('10'),
    ]);
    return new DataFolders(root, sha256);
  }

  get sound(): string {
    return path.join(this.root, 'sound');
  }
  /** Where the file lies that an event names. */
  get evidenceFile(): string {
    return `evidence/${this.sha256.slice(0, 2)}/${this.sha256.slice(2)}`;
  }
  /** A name nothing has. */
  fresh(): string {
    return path.join(this.root, `folder-${this.copies++}`);
  }
  copy(of = this.sound): string {
    const folder = this.fresh();
    cpSync(of, folder, { recursive: true, preserveTimestamps: true });
    return folder;
  }
  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Appends events to the store of a data folder that nobody has open. */
export async function write(dataDir: string, events: readonly RawEvent[]): Promise<void> {
  const log = EventLog.open({ dataDir: path.join(dataDir, 'event-store') });
  for (const { streamName, type, data, metadata, id = randomUUID() } of events) {
    const [json, beside] = [data, metadata].map((each) => Buffer.from(JSON.stringify(each)));
    await log.append(streamName, 'any', [{ id, type, isJson: true, data: json!, metadata: beside! }]);
  }
  log.close();
}

export function checkpoint(position: unknown): RawEvent {
  return { streamName: 'checkpoint-relay', type: 'CheckpointStored', data: { position, parked: [] }, metadata: {} };
}

/** The event with the one file there is, where it attaches a file; papers named besides are left out. */
function naming<Event extends { readonly type: string; readonly data: unknown }>(event: Event, file: object): Event {
  const data = event.data as { readonly evidence?: unknown };
  if (event.type === 'EvidenceAttached') return { ...event, data: { ...data, evidence: file } };
  return Array.isArray(data.evidence) ? { ...event, data: { ...data, evidence: [] } } : event;
}

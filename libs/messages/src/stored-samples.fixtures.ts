import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { LogRecord } from './event-codec';

const FOLDER = path.resolve(__dirname, '..', 'fixtures');

/** The committed samples of one version of one type, as the log holds them. */
export interface StoredSamples {
  readonly type: string;
  readonly version: number;
  /** Of the repository. */
  readonly file: string;
  readonly records: readonly LogRecord[];
}

export function sampleFile(type: string, version: number): string {
  return `libs/messages/fixtures/${type}.v${version}.json`;
}

/** Every `<EventType>.v<n>.json` of the fixtures. */
export function storedSamples(): readonly StoredSamples[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  return files.toSorted().map((name) => {
    const parts = /^(\w+)\.v(\d+)\.json$/.exec(name);
    if (!parts) throw new Error(`libs/messages/fixtures/${name} is not called <EventType>.v<version>.json.`);
    const [, type, version] = parts as unknown as [string, string, string];
    const records = (JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as StoredRecord[]).map(logRecord);
    return { type, version: Number(version), file: sampleFile(type, Number(version)), records };
  });
}

/** The records of a JSONL file of the archive, in the order of the log. */
export function archivedRecords(name: string): readonly LogRecord[] {
  const lines = readFileSync(path.join(FOLDER, 'archive', name), 'utf8')
    .trimEnd()
    .split('\n');
  return lines.map((line) => logRecord(JSON.parse(line) as StoredRecord));
}

type StoredRecord = Omit<LogRecord, 'position'> & { readonly position: string };

function logRecord(stored: StoredRecord): LogRecord {
  return { ...stored, position: BigInt(stored.position) };
}

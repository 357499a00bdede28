import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { AlertEvent, ContractEvent } from '@heqi/domain';
import { frozen } from '../../domain/src/testing/frozen.fixtures';
import { ALERT_EVENT_TYPES, isAlertEventType } from './alert-event-schemas';
import { messageType } from './cloud-event';
import { decodeAlertEvent, decodeContractEvent, encodeEvent } from './codec';
import { CONTRACT_EVENT_TYPES } from './contract-event-schemas';
import type { EncodedEvent, LogRecord } from './event-codec';
import { eventSamples, metadataSample } from './event-samples.fixtures';
import { sampleFile, storedSamples, type StoredSamples } from './stored-samples.fixtures';
import { currentVersionOf } from './upcasters';

/** What was recorded once is in people's logs for ever. These samples stand for it: they are added to, never changed. */
const samples = storedSamples();
const EVERY_TYPE: readonly string[] = [...CONTRACT_EVENT_TYPES, ...ALERT_EVENT_TYPES];
const eachRecord = samples.flatMap((of) =>
  of.records.map((record, index) => [`${of.type} v${of.version} #${index}`, record, of] as const),
);
const eachOfToday = eachRecord.filter(([, , { type, version }]) => version === currentVersionOf(type));

const decode = (record: LogRecord) =>
  isAlertEventType(record.type) ? decodeAlertEvent(record) : decodeContractEvent(record);
const recordedAgain = (record: LogRecord): EncodedEvent => {
  const { event, metadata } = decode(record);
  return encodeEvent(event, metadata);
};

describe('the stored samples', () => {
  it.each(EVERY_TYPE)('show every version of %s that was ever recorded', (type) => {
    for (let version = 1; version <= currentVersionOf(type); version++) {
      expect(recordsOf(type, version).length).toBeGreaterThan(0);
    }
  });

  it('are of types and versions that there are: a type that was recorded is never taken away', () => {
    const known = ({ type, version }: StoredSamples) => EVERY_TYPE.includes(type) && version <= currentVersionOf(type);
    expect(samples.filter((each) => !known(each)).map(({ file }) => file)).toEqual([]);
  });

  it.each(eachRecord)('hold what their file says: %s', (_, record, { type, version }) => {
    expect(record).toMatchObject({ type, metadata: { schemaVersion: version } });
  });
});

describe('an event as the log holds it', () => {
  it.each(eachRecord)('can be read, and the same each time: %s', (_, record) => {
    const read = decode(frozen(record));
    expect(read).toMatchObject({ id: record.id, revision: record.revision, event: { type: record.type } });
    expect(decode(record)).toEqual(read);
  });

  it.each(eachOfToday)('would be recorded today with all that it says: %s', (_, record) => {
    expect(lostFrom(record.data, recordedAgain(record).data)).toEqual([]);
  });

  it.each(eachRecord)('agrees with the published schema of its version: %s', (_, record, { type, version }) => {
    expect(faultsOf(publishedSchema(type, version), record.data)).toEqual([]);
  });
});

describe('what is recorded today', () => {
  it.each(EVERY_TYPE)('looks like the newest stored sample of %s', (type) => {
    const newest = newestOf(type);
    const today = recordedAgain(newest).data;
    if (!isDeepStrictEqual(today, newest.data)) throw new Error(otherShape(newest, today));
  });
});

describe('a careless change', () => {
  const record = samples.find(({ type }) => type === 'PerformanceVerified')!.records[0]!;
  const data = record.data as Record<string, unknown>;

  it('of a field’s name is noticed: what was recorded would be lost', () => {
    const { decidedOn, ...rest } = data;
    expect(lostFrom(data, { ...rest, decidedDay: decidedOn })).toEqual(['decidedOn']);
    expect(lostFrom({ list: [{ a: 1 }, { b: 2 }] }, { list: [{ a: 1, c: null }, { b: 3 }] })).toEqual(['list.1.b']);
  });
  it('of a published schema is noticed: a field that it requires now, a list of values that it narrows', () => {
    const published = publishedSchema(record.type, 1);
    const changed = (change: (schema: JsonSchema) => void) => {
      const copy = structuredClone(published);
      change(copy.properties.data);
      return faultsOf(copy, data);
    };
    expect(changed(() => undefined)).toEqual([]);
    const requireAnother = (schema: JsonSchema) => {
      schema.properties['verifiedBy'] = { type: 'string' };
      schema.required.push('verifiedBy');
    };
    expect(changed(requireAnother)).toEqual([expect.stringContaining('verifiedBy')]);
    expect(changed((schema) => (schema.properties['claimId'] = { enum: ['x'] }))).not.toEqual([]);
  });
});

/** Throws with the way out where there are none. */
function recordsOf(type: string, version: number): readonly LogRecord[] {
  const found = samples.find((each) => each.type === type && each.version === version);
  if (!found) throw new Error(noSample(type, version));
  return found.records;
}

function newestOf(type: string): LogRecord {
  return recordsOf(type, currentVersionOf(type)).at(-1)!;
}

// oxlint-disable-next-line typescript/no-explicit-any -- a JSON Schema, read from its file
type JsonSchema = any;

function publishedSchema(type: string, version: number): JsonSchema {
  const file = path.resolve(__dirname, '../../../docs/schemas', `${messageType(type, version)}.json`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false });
addFormats(ajv);

/** What is wrong with data by the schema of its message. */
function faultsOf({ properties, $defs, $schema }: JsonSchema, data: unknown): string[] {
  const validate = ajv.compile({ $schema, $defs, ...properties.data });
  return validate(data) ? [] : validate.errors!.map((error) => `${error.instancePath} ${error.message}`);
}

/** The paths of what `before` says and `now` does not; what `now` says beside that does not matter. */
function lostFrom(before: unknown, now: unknown, at: readonly string[] = []): string[] {
  if (typeof before !== 'object' || before === null) return Object.is(before, now) ? [] : [at.join('.')];
  if (typeof now !== 'object' || now === null || Array.isArray(before) !== Array.isArray(now)) return [at.join('.')];
  if (Array.isArray(before) && before.length !== (now as unknown[]).length) return [at.join('.')];
  return Object.entries(before).flatMap(([key, value]) =>
    Object.hasOwn(now, key)
      ? lostFrom(value, (now as Record<string, unknown>)[key], [...at, key])
      : [[...at, key].join('.')],
  );
}

function noSample(type: string, version: number): string {
  const event = eventSamples.find((each) => each.type === type);
  const head = `${sampleFile(type, version)} is missing, and nothing would show that version ${version} of ${type} can still be read.`;
  if (version !== currentVersionOf(type) || !event) return `${head} Take it from the history of the repository.`;
  return `${head} Commit this (better: several, as the log of a running Heqi holds them):\n${JSON.stringify([recordOf(event)], null, 2)}`;
}

function otherShape({ type, data }: LogRecord, today: unknown): string {
  const file = sampleFile(type, currentVersionOf(type));
  const lost = lostFrom(data, today);
  const wayOut =
    lost.length > 0
      ? `It loses ${lost.join(', ')}. Logs are full of the old shape: this is a new version, and needs an upcaster (libs/messages/README.md, "A new shape for a recorded event").`
      : `Only fields were added. If the events from before may do without them, mark them addedLater() and put a sample that has them at the end of ${file}; else this is a new version (libs/messages/README.md).`;
  return `${type} is recorded in another shape than the newest of ${file}. ${wayOut} Never change a sample that is there.\nthere:  ${JSON.stringify(data)}\ntoday:  ${JSON.stringify(today)}`;
}

function recordOf(event: ContractEvent | AlertEvent): object {
  const { id, type, data, metadata } = encodeEvent(event, metadataSample);
  const streamName = `${isAlertEventType(type) ? 'alerts' : 'contract'}-5b1d7c0e-2f43-5f0a-9d6b-1f6f0c2a8e11`;
  return { streamName, revision: 4, position: '4711', id, type, data, metadata };
}

import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { ContractEvent } from '@heqi/domain';
import { z } from 'zod';
import { frozen } from '../../domain/src/testing/frozen.fixtures';
import { topicMessageOf } from './cloud-event';
import { EventCodec, UndecodableEvent, type LogRecord, type RecordedInLog } from './event-codec';
import { metadataSample } from './event-samples.fixtures';
import { messageSchema } from './json-schema';
import { addedLater, civilDateSchema, idSchema, orNull, text } from './scalar-schemas';
import type { EventData, Upcasters } from './upcasters';

/** A type in its third version. It was first written with the day as `day` and the place in one line; version 2 said
 *  `visitedOn`; version 3 tells site and gate apart and names the visitor's role, which the metadata knows. */
interface SiteVisited {
  readonly type: 'SiteVisited';
  readonly data: {
    readonly visitedOn: string;
    readonly site: string;
    readonly gate: string | null;
    readonly role: string;
    readonly weather: string | null;
  };
}
const schema = z.strictObject({
  visitedOn: civilDateSchema,
  site: text(100),
  gate: orNull(text(20)),
  role: idSchema,
  weather: addedLater(orNull(text(20))),
});
const upcasters: Upcasters = {
  SiteVisited: [
    ({ day, ...rest }) => ({ ...rest, visitedOn: day }),
    ({ place, ...rest }, { actor }) => {
      const [site, gate] = (place as string).split('/');
      return { ...rest, site, gate: gate ?? null, role: actor.role };
    },
  ],
};
const visits = new EventCodec<SiteVisited>('visit', { SiteVisited: schema }, upcasters);

const RECORDED: Record<number, EventData> = {
  1: { day: '2025-06-30', place: '东区/3号门' },
  2: { visitedOn: '2025-06-30', place: '东区/3号门' },
  3: { visitedOn: '2025-06-30', site: '东区', gate: '3号门', role: 'clerk', weather: null },
};
const TODAY: SiteVisited['data'] = { ...(RECORDED[3] as SiteVisited['data']) };

function record(schemaVersion: number, data: unknown): LogRecord {
  const metadata = { ...metadataSample, schemaVersion };
  const place = { streamName: 'contract-c-1', revision: 7, position: 99n };
  return { ...place, id: '8a5a0e4c-6a0e-5c0f-8a35-2f6f5b7b9d01', type: 'SiteVisited', data, metadata };
}

describe('an event recorded in an older version of its shape', () => {
  it.each([1, 2, 3])('of version %d reads as one of today', (version) => {
    const stored = frozen(record(version, RECORDED[version]));
    const read = visits.decode(stored);
    expect(read.event).toEqual({ type: 'SiteVisited', data: TODAY });
    expect(read).toMatchObject({ version: 3, revision: 7, metadata: { schemaVersion: version } });
    expect(visits.decode(stored)).toEqual(read);
  });

  it('is lifted only by the steps it lacks', () => {
    const alreadyRenamed = record(2, { ...RECORDED[2], day: '2024-01-01' });
    expect(() => visits.decode(alreadyRenamed)).toThrow(/data: .*day/); // version 1's own step would have taken it away
  });

  it('is published as a message of today’s version, and its schema accepts it', () => {
    const read = visits.decode(record(1, RECORDED[1]));
    const message = JSON.parse(topicMessageOf(read as unknown as RecordedInLog<ContractEvent>).value) as EventData;
    expect(message).toMatchObject({
      type: 'heqi.SiteVisited.v3',
      dataschema: 'urn:heqi:schema:heqi.SiteVisited.v3#/properties/data',
      data: TODAY,
    });
    const published = messageSchema('SiteVisited', 3, schema);
    expect(published['$id']).toBe('urn:heqi:schema:heqi.SiteVisited.v3');
    expect(faultsOf(published, message)).toEqual([]);
    expect(faultsOf(messageSchema('SiteVisited', 2, schema), message)).not.toEqual([]);
  });

  it('is written in the newest version only, whatever its writer says', () => {
    const encoded = visits.encode({ type: 'SiteVisited', data: TODAY }, { ...metadataSample });
    expect(metadataSample.schemaVersion).toBe(1);
    expect(encoded).toMatchObject({ data: TODAY, metadata: { schemaVersion: 3 } });
  });
});

describe('an event that cannot be lifted', () => {
  it.each<[string, number, unknown, RegExp]>([
    ['written by a newer program', 4, TODAY, /recorded in version 4 .* up to 3: run a Heqi at least as new/],
    ['whose data is no object', 1, ['2025-06-30'], /its data is no object, so version 1 cannot be lifted/],
    ['whose data its step does not understand', 2, {}, /lifted from version 2 to 3: .*undefined/],
    ['that comes out in no shape of today', 1, { day: '30 June', place: 'x' }, /data\.visitedOn: /],
  ])('%s says so, and where it stands', (_, version, data, message) => {
    const read = () => visits.decode(record(version, data));
    expect(read).toThrow(UndecodableEvent);
    expect(read).toThrow(message);
    expect(read).toThrow(/^Event 7 of stream contract-c-1 \(SiteVisited\) cannot be read: /);
  });
});

describe('a field that was added without a new version', () => {
  const published = messageSchema('SiteVisited', 3, schema);
  const message = (data: unknown) => ({ ...envelope, data });
  const read = visits.decode(record(3, TODAY)) as unknown as RecordedInLog<ContractEvent>;
  const envelope = JSON.parse(topicMessageOf(read).value) as EventData;

  it('reads as its default in the events from before', () => {
    const { weather: _, ...before } = RECORDED[3]!;
    expect(visits.decode(record(3, before)).event.data).toEqual(TODAY);
  });
  it('is not required of the messages from before, while every other field is', () => {
    const { weather: _, ...before } = TODAY;
    expect(faultsOf(published, message(before))).toEqual([]);
    const { gate: __, ...without } = TODAY;
    expect(faultsOf(published, message(without))).toEqual([expect.stringContaining('gate')]);
    expect(JSON.stringify(published)).not.toContain('addedLater');
  });
  it('must say what holds where it is absent', () => {
    expect(() => addedLater(text(20))).toThrow(/needs a default/);
  });
});

function faultsOf(published: EventData, message: unknown): string[] {
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false });
  addFormats(ajv);
  const validate = ajv.compile(published);
  return validate(message) ? [] : validate.errors!.map((error) => `${error.instancePath} ${error.message}`);
}

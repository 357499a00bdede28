import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { CloudEvent, Kafka } from 'cloudevents';
import type { AlertEvent, ContractEvent } from '@heqi/domain';
import { isAlertEventType } from './alert-event-schemas';
import { ALERTS_TOPIC, CONTRACT_EVENTS_TOPIC, messageType, schemaId, topicMessageOf } from './cloud-event';
import type { RecordedInLog } from './event-codec';
import { alertEventSamples, contractEventSamples, eventSamples, metadataSample } from './event-samples.fixtures';
import { currentVersionOf } from './upcasters';
import { generatedFiles, messageSchemas } from './json-schema';

function recorded(
  event: ContractEvent | AlertEvent,
  actor = metadataSample.actor,
): RecordedInLog<ContractEvent | AlertEvent> {
  return {
    event,
    id: '8a5a0e4c-6a0e-5c0f-8a35-2f6f5b7b9d01',
    revision: 17,
    position: '4712',
    recordedAt: metadataSample.recordedAt,
    actor,
    commandId: metadataSample.commandId,
    streamName: `${isAlertEventType(event.type) ? 'alerts' : 'contract'}-c-1`,
    endsCommand: false,
    version: currentVersionOf(event.type),
    metadata: { ...metadataSample, actor },
  };
}

const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false });
addFormats(ajv);
for (const schema of Object.values(messageSchemas())) ajv.addSchema(schema);

function faultsOf(event: ContractEvent | AlertEvent, damage: (message: Message) => void = () => {}): string[] {
  const message = JSON.parse(topicMessageOf(recorded(event)).value) as Message;
  damage(message);
  const validate = ajv.getSchema(schemaId(event.type))!;
  void validate(message);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

type Message = Record<string, unknown> & { data: Record<string, unknown> };

describe('a message on a topic', () => {
  it('is a CloudEvent that says what, when, who and where in the log', () => {
    const message = topicMessageOf(recorded(contractEventSamples.PerformanceVerified));
    expect(message.topic).toBe(CONTRACT_EVENTS_TOPIC);
    expect(message.key).toBe('c-1');
    expect(message.headers).toEqual({ 'content-type': 'application/cloudevents+json; charset=utf-8' });
    expect(JSON.parse(message.value)).toEqual({
      specversion: '1.0',
      id: '8a5a0e4c-6a0e-5c0f-8a35-2f6f5b7b9d01',
      source: '/heqi/contract-c-1',
      type: 'heqi.PerformanceVerified.v1',
      subject: 'c-1',
      time: '2025-08-14T02:15:00.123Z',
      datacontenttype: 'application/json',
      dataschema: 'urn:heqi:schema:heqi.PerformanceVerified.v1#/properties/data',
      sequence: '00000000000000000017',
      position: '4712',
      commandid: metadataSample.commandId,
      commandindex: 0,
      commandsize: 2,
      correlationid: 'request-1',
      causationid: metadataSample.$causationId,
      actorid: 'clerk-7',
      actorrole: 'clerk',
      actorparty: 'gov-park',
      data: contractEventSamples.PerformanceVerified.data,
    });
  });

  it('leaves the party out where nobody is acted for', () => {
    const { value } = topicMessageOf(
      recorded(alertEventSamples.AlertCleared, { id: 'alerter', partyId: null, role: 'service' }),
    );
    expect(JSON.parse(value)).not.toHaveProperty('actorparty');
  });

  it('is read back by the CloudEvents library', () => {
    const { value, headers } = topicMessageOf(recorded(alertEventSamples.AlertRaised));
    const consumed = { value, headers: { ...headers }, body: value };
    const event = Kafka.toEvent(consumed) as CloudEvent<unknown>;
    expect(event.validate()).toBe(true);
    expect(event.data).toEqual(alertEventSamples.AlertRaised.data);
  });

  it('goes to the topic of its stream', () => {
    expect(topicMessageOf(recorded(alertEventSamples.AlertRaised)).topic).toBe(ALERTS_TOPIC);
  });
});

describe('the JSON Schema of a message', () => {
  it.each(eventSamples.map((event) => [event.type, event] as const))('accepts %s', (_, event) => {
    expect(faultsOf(event)).toEqual([]);
  });

  it.each(eventSamples.map((event) => [event.type, event] as const))(
    'refuses %s without one of its fields',
    (_, event) => {
      const field = Object.keys(event.data)[0]!;
      expect(faultsOf(event, ({ data }) => delete data[field])).toContainEqual(expect.stringContaining(field));
    },
  );

  it.each<[string, (message: Message) => void, RegExp]>([
    [
      'a day of no calendar',
      ({ data }) => (data['performedOn'] = '2025-02-30'),
      /performedOn must match format "date"/,
    ],
    ['a number of another form', ({ data }) => (data['no'] = 'promise 1'), /no must match pattern/],
    ['a value that is neither money nor quantity', ({ data }) => (data['value'] = 12), /value must/],
    ['another type', (message) => (message['type'] = 'heqi.Other.v1'), /type must be equal to constant/],
    ['a bare sequence', (message) => (message['sequence'] = '17'), /sequence must match pattern/],
    ['no actor', (message) => delete message['actorid'], /actorid/],
  ])('refuses %s', (_, damage, fault) => {
    expect(faultsOf(contractEventSamples.PerformanceVerified, damage).join('\n')).toMatch(fault);
  });

  it('lets a subscriber of today read a message with a field of tomorrow', () => {
    expect(faultsOf(contractEventSamples.PerformanceVerified, ({ data }) => (data['weather'] = 'fine'))).toEqual([]);
  });

  it('describes the data where dataschema points to', () => {
    const { data } = contractEventSamples.PerformanceVerified;
    const validate = ajv.getSchema('urn:heqi:schema:heqi.PerformanceVerified.v1#/properties/data')!;
    expect(validate(data)).toBe(true);
    expect(validate({ ...data, no: 1 })).toBe(false);
  });

  it('is a file of the repository for every type of both streams, the same each time', () => {
    const files = generatedFiles();
    expect(files.map(({ path }) => path)).toEqual(
      eventSamples.map(({ type }) => `docs/schemas/${messageType(type)}.json`),
    );
    expect(generatedFiles()).toEqual(files);
  });
});

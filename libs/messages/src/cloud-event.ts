import { isContractEventType } from './contract-event-schemas';
import { CloudEvent, Kafka } from 'cloudevents';
import type { AlertEvent, ContractEvent } from '@heqi/domain';
import type { RecordedInLog } from './event-codec';
import { contractIdOfStream } from './stream-names';
import { currentVersionOf } from './upcasters';

export const CONTRACT_EVENTS_TOPIC = 'heqi.contract-events.v1';
export const ALERTS_TOPIC = 'heqi.alerts.v1';

/** A message ready for a producer. The broker stamps its own time: retention must not count from a backdated one. */
export interface TopicMessage {
  readonly topic: string;
  /** The contract's id: everything about one contract stays in order. */
  readonly key: string;
  /** CloudEvents 1.0, structured JSON. */
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The name of a message, of its schema and of the schema's file: today's version of the type's shape, or the one named. */
export function messageType(eventType: string, version = currentVersionOf(eventType)): string {
  return `heqi.${eventType}.v${version}`;
}

/** The identity of a message's JSON Schema. CloudEvents wants an absolute URI, and nothing is to be fetched from it. */
export function schemaId(eventType: string, version?: number): string {
  return `urn:heqi:schema:${messageType(eventType, version)}`;
}

/** Where in the message's schema its `data` is described. */
export function dataSchemaUri(eventType: string, version?: number): string {
  return `${schemaId(eventType, version)}#/properties/data`;
}

/** The attributes of the CloudEvent of a recorded event. `data` is the event's own data and nothing else; who acted and where it
 *  stands in the log are extension attributes, so a subscriber can route on them without opening the data.
 *  `sequence` is the revision in the event's own stream, dense from 0: a gap is a loss. No `sequencetype`: CloudEvents' "Integer"
 *  would have to start at 1 and wrap at 32 bits. `actorparty` is absent where nobody is acted for. */
export function cloudEventOf(recorded: RecordedInLog<ContractEvent | AlertEvent>): CloudEvent<unknown> {
  const { event, metadata, actor } = recorded;
  return new CloudEvent({
    id: recorded.id,
    source: `/heqi/${recorded.streamName}`,
    type: messageType(event.type, recorded.version),
    subject: contractIdOfStream(recorded.streamName),
    time: recorded.recordedAt,
    datacontenttype: 'application/json',
    dataschema: dataSchemaUri(event.type, recorded.version),
    sequence: String(recorded.revision).padStart(20, '0'),
    position: recorded.position,
    commandid: metadata.commandId,
    commandindex: metadata.commandIndex,
    commandsize: metadata.commandSize,
    correlationid: metadata.$correlationId,
    causationid: metadata.$causationId,
    actorid: actor.id,
    actorrole: actor.role,
    ...(actor.partyId !== null && { actorparty: actor.partyId }),
    data: event.data,
  });
}

/** The Kafka message of a recorded event: contract events and alerts each on their topic, keyed by contract. */
export function topicMessageOf(recorded: RecordedInLog<ContractEvent | AlertEvent>): TopicMessage {
  const { value, headers } = Kafka.structured(cloudEventOf(recorded));
  return {
    topic: isContractEventType(recorded.event.type) ? CONTRACT_EVENTS_TOPIC : ALERTS_TOPIC,
    key: contractIdOfStream(recorded.streamName),
    value: value as string,
    headers: headers as Record<string, string>,
  };
}

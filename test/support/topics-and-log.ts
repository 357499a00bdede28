import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import type { EventStore } from '@heqi/event-store';
import {
  alertStream,
  ALERTS_TOPIC,
  CONTRACT_EVENTS_TOPIC,
  contractStream,
  messageSchemas,
  messageType,
} from '@heqi/messages';

export interface PublishedMessage {
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

/** A message as a subscriber reads it. */
export interface Envelope {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly sequence: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test says what it expects
  readonly data: any;
}

export const envelopeOf = (message: PublishedMessage): Envelope => JSON.parse(message.value!) as Envelope;

/** The contract's messages in the order of their first appearance: a repeat, known by its id, is left out. */
export function firstAppearances(messages: readonly PublishedMessage[], contractId: string): Envelope[] {
  const byId = new Map<string, Envelope>();
  for (const message of messages) {
    if (message.key !== contractId) continue;
    const envelope = envelopeOf(message);
    if (!byId.has(envelope.id)) byId.set(envelope.id, envelope);
  }
  return [...byId.values()];
}

/** What the log holds of a contract for a topic: what its messages must be, in this order. */
export async function expectedOn(
  topic: string,
  log: EventStore,
  contractId: string,
): Promise<{ id: string; sequence: string; source: string; type: string }[]> {
  const stream = streamFor(topic, contractId);
  return (await log.readStream(stream)).map(({ id, revision, type }) => ({
    id,
    sequence: String(revision).padStart(20, '0'),
    source: `/heqi/${stream}`,
    type: messageType(type),
  }));
}

/** What is wrong with the messages by their published JSON Schemas, by their key, or by their content type: nothing. */
export function faultsOf(messages: readonly PublishedMessage[]): string[] {
  return messages.flatMap((message) => {
    const envelope = envelopeOf(message);
    const valid = validatorOf(envelope.type);
    if (!valid) return [`no schema for ${envelope.type}`];
    const faults = valid(envelope) ? [] : [`${envelope.id}: ${ajv.errorsText(valid.errors)}`];
    if (message.key !== envelope.subject) faults.push(`${envelope.id}: key ${message.key} is not its contract`);
    const contentType = message.headers['content-type'] ?? '';
    if (!contentType.startsWith('application/cloudevents+json')) faults.push(`${envelope.id}: ${contentType}`);
    return faults;
  });
}

const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false });
addFormats(ajv);
for (const schema of Object.values(messageSchemas())) ajv.addSchema(schema);

function validatorOf(type: string) {
  return ajv.getSchema(`urn:heqi:schema:${type}`);
}

function streamFor(topic: string, contractId: string): string {
  if (topic === CONTRACT_EVENTS_TOPIC) return contractStream(contractId);
  if (topic === ALERTS_TOPIC) return alertStream(contractId);
  throw new RangeError(`${topic} is no topic of the relay.`);
}

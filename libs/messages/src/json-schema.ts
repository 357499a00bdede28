import { ROLES } from '@heqi/domain';
import { z } from 'zod';
import { alertEventDataSchemas } from './alert-event-schemas';
import { ALERTS_TOPIC, CONTRACT_EVENTS_TOPIC, dataSchemaUri, messageType, schemaId } from './cloud-event';
import { contractEventDataSchemas } from './contract-event-schemas';
import { idSchema, instantSchema, isAddedLater, uuidSchema } from './scalar-schemas';
import { currentVersionOf } from './upcasters';

/** JSON Schema, draft 2020-12. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface GeneratedFile {
  readonly path: string;
  readonly content: string;
}

const DATA_SCHEMAS: Readonly<Record<string, z.ZodType>> = { ...contractEventDataSchemas, ...alertEventDataSchemas };

/** The schema of every message of both topics, by file name. Open to fields it does not name: a subscriber skips what it does not
 *  know, so that a field can be added without a new version. */
export function messageSchemas(): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    Object.entries(DATA_SCHEMAS).map(([type, data]) => [
      `${messageType(type)}.json`,
      messageSchema(type, currentVersionOf(type), data),
    ]),
  );
}

/** The same as files of the repository, to be committed and compared. Those of older versions stay as they were committed. */
export function generatedFiles(): readonly GeneratedFile[] {
  return Object.entries(messageSchemas()).map(([fileName, schema]) => ({
    path: `docs/schemas/${fileName}`,
    content: `${JSON.stringify(schema, null, 2)}\n`,
  }));
}

/** The schema of the message of one version of a type. */
export function messageSchema(type: string, version: number, data: z.ZodType): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(envelope(type, version, data), {
    target: 'draft-2020-12',
    io: 'output',
    override,
  });
  return {
    $schema,
    $id: schemaId(type, version),
    title: messageType(type, version),
    description: `CloudEvents 1.0 message of ${Object.hasOwn(contractEventDataSchemas, type) ? CONTRACT_EVENTS_TOPIC : ALERTS_TOPIC}, keyed by contract id.`,
    ...schema,
  };
}

function envelope(type: string, version: number, data: z.ZodType) {
  return z.object({
    specversion: z.literal('1.0'),
    id: uuidSchema.describe('The event’s id; the same when the message is repeated.'),
    source: z.string().describe('/heqi/ and the stream.'),
    type: z.literal(messageType(type, version)),
    subject: idSchema.describe('The contract’s id.'),
    time: instantSchema.describe('When the log learned it.'),
    datacontenttype: z.literal('application/json'),
    dataschema: z.literal(dataSchemaUri(type, version)),
    sequence: z
      .string()
      .regex(/^\d{20}$/)
      .describe('Revision in its own stream, from 0, without gaps.'),
    position: z
      .string()
      .regex(/^\d{1,20}$/)
      .describe('Place in the whole log; grows, with gaps.'),
    commandid: uuidSchema.describe('The command that made the event.'),
    commandindex: z.int().min(0).describe('Place of the event in its command, from 0.'),
    commandsize: z.int().min(1).describe('How many events the command made.'),
    correlationid: z.string(),
    causationid: z.string(),
    actorid: idSchema.describe('Who acted, by id.'),
    actorrole: z.enum(ROLES).describe('The role acted in.'),
    actorparty: idSchema.optional().describe('The office or enterprise acted for; absent where none.'),
    data,
  });
}

/** What is written in a message is never left out, so a default says nothing here; but a field that came later is not in the
 *  messages from before it. */
function override({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: z.core.JSONSchema.BaseSchema }) {
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  delete jsonSchema.default;
  delete jsonSchema['addedLater'];
  if (zodSchema instanceof z.ZodObject && jsonSchema.required) {
    jsonSchema.required = jsonSchema.required.filter((name) => !isAddedLater(zodSchema.shape[name]));
  }
}

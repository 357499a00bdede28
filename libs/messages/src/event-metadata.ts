import { ROLES, type Actor, type Instant } from '@heqi/domain';
import { z } from 'zod';
import { idSchema, instantSchema, sha256Schema, text, uuidSchema } from './scalar-schemas';
import type { AllTrue, Same } from './same-type';

/** What stands beside every event in the log. */
export interface EventMetadata {
  readonly actor: Actor;
  /** Stamped by the service that appends, never before that of the event before it in its stream. */
  readonly recordedAt: Instant;
  /** In which version of its type's shape the event was recorded, from 1; see upcasters.ts. */
  readonly schemaVersion: number;
  /** UUID. The events of one command share it. */
  readonly commandId: string;
  /** Place of the event in its command, from 0. */
  readonly commandIndex: number;
  /** How many events the command made: who acts on the last one only never acts on half a command. */
  readonly commandSize: number;
  readonly idempotencyKey?: string | undefined;
  /** SHA-256 of the canonical JSON of the request. */
  readonly requestHash?: string | undefined;
  readonly $correlationId: string;
  readonly $causationId: string;
}

/** What a writer says; the version is the codec's to say. */
export type NewEventMetadata = Omit<EventMetadata, 'schemaVersion'>;

export const actorSchema = z
  .strictObject({
    id: idSchema.describe('操作人标识 · Person or service, by id.'),
    partyId: idSchema.nullable().describe('代表的主体 · The party acted for.'),
    role: z.enum(ROLES).describe('角色 · The role acted in.'),
  })
  .meta({ id: 'Actor', description: '操作人 · Who did it.' });

/** Fields it does not know are dropped, not refused: metadata may grow while processes of two versions run beside each other. */
export const eventMetadataSchema = z
  .object({
    actor: actorSchema,
    recordedAt: instantSchema,
    schemaVersion: z.int().min(1),
    commandId: uuidSchema,
    commandIndex: z.int().min(0),
    commandSize: z.int().min(1),
    idempotencyKey: text(255).optional(),
    requestHash: sha256Schema.optional(),
    $correlationId: text(255),
    $causationId: text(255),
  })
  .refine(({ commandIndex, commandSize }) => commandIndex < commandSize, {
    path: ['commandIndex'],
    error: 'commandIndex must be below commandSize',
  });

export type EventMetadataSchemaMatches = AllTrue<[Same<z.output<typeof eventMetadataSchema>, EventMetadata>]>;

import { EXCUSE_CAUSES, SIDES, type ContractEvent, type ExcuseClaim, type ReliefTerms } from '@heqi/domain';
import { z } from 'zod';
import { moneySchema } from './amount-schemas';
import { evidenceListSchema } from './obligation-schemas';
import { civilDateSchema, idSchema, obligationNoSchema, orNull, plannedDateSchema, text } from './scalar-schemas';
import type { AllTrue, Same } from './same-type';

const no = obligationNoSchema;
const reason = text(2000).describe('理由 · The reason.');
const decidedOn = civilDateSchema.describe('决定日 · Day of the decision.');
const excuseId = idSchema.describe('免责事由标识 · The excuse.');
const reliefId = idSchema.describe('申请标识 · The request.');

/** What an excuse claims; the last day may lie ahead. */
export const excuseFields = {
  obligations: z.array(no).min(1).max(50).describe('所涉事项 · The duties it excuses.'),
  cause: z.enum(EXCUSE_CAUSES).describe('事由 · The cause.'),
  ground: z.enum([...SIDES, 'neutral']).describe('归于何方 · The side whose conduct or risk it is.'),
  partyId: orNull(idSchema).describe('何人中止或何人行为 · Who suspended, or whose conduct it is.'),
  clause: orNull(text(200)).describe('依据条款 · The clause or article relied on.'),
  description: text(2000).describe('经过 · What happened.'),
  firstDay: civilDateSchema.describe('首日（计入） · First day, counted.'),
  lastDay: orNull(plannedDateSchema).describe('末日（计入），持续中为空 · Last day, counted; null while it goes on.'),
  notifiedOn: orNull(civilDateSchema).describe('通知日 · Day on which the other side was told.'),
  evidence: evidenceListSchema,
};

export const reliefTermsSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('extension'),
      newDueOn: plannedDateSchema.describe('延至 · The new date.'),
    }),
    z.strictObject({ kind: z.literal('waiver') }),
    z.strictObject({ kind: z.literal('discharge') }),
    z.strictObject({
      kind: z.literal('set_off'),
      against: no.describe('与之抵销的事项 · The duty it is set off against.'),
      amount: moneySchema.describe('抵销金额 · The sum.'),
    }),
  ])
  .meta({ id: 'ReliefTerms', description: '延期、豁免、免除、抵销 · What is granted.' });

export const reliefFields = {
  relief: reliefTermsSchema,
  requestedOn: civilDateSchema.describe('申请日 · Day of the request.'),
  reason,
  evidence: evidenceListSchema,
};

/** The data of the events that excuse or relieve a duty, by type. */
export const delayEventDataSchemas = {
  ExcuseClaimed: z.strictObject({ excuseId, ...excuseFields }),
  ExcuseEnded: z.strictObject({
    excuseId,
    lastDay: plannedDateSchema.describe('末日（计入） · Last day, counted.'),
    evidence: evidenceListSchema,
  }),
  ExcuseAccepted: z.strictObject({ excuseId, decidedOn, reason: orNull(text(2000)).describe('理由 · The reason.') }),
  ExcuseRejected: z.strictObject({ excuseId, decidedOn, reason }),
  ExcuseDecisionRevoked: z.strictObject({ excuseId, decidedOn, reason }),
  ExcuseWithdrawn: z.strictObject({ excuseId, reason }),
  ReliefRequested: z.strictObject({ no, reliefId, ...reliefFields }),
  ReliefApproved: z.strictObject({
    no,
    reliefId,
    decidedOn,
    documentNumber: orNull(text(100)).describe('批准文号 · Number of the document.'),
    evidence: evidenceListSchema,
    note: orNull(text(2000)).describe('备注 · A note.'),
  }),
  ReliefRefused: z.strictObject({ no, reliefId, decidedOn, reason }),
  ReliefDecisionRevoked: z.strictObject({ no, reliefId, decidedOn, reason }),
  ReliefServed: z.strictObject({
    no,
    reliefId,
    servedOn: civilDateSchema.describe('送达日 · Day of service: from it the relief works.'),
    evidence: evidenceListSchema,
  }),
  ReliefWithdrawn: z.strictObject({ no, reliefId, reason }),
};

export type DelaySchemasMatchTheDomain = AllTrue<
  [
    Same<z.output<typeof reliefTermsSchema>, ReliefTerms>,
    Same<z.output<(typeof delayEventDataSchemas)['ExcuseClaimed']>, ExcuseClaim>,
    Same<z.output<(typeof delayEventDataSchemas)['ReliefServed']>, DataOf<'ReliefServed'>>,
  ]
>;

type DataOf<Type extends ContractEvent['type']> = Extract<ContractEvent, { type: Type }>['data'];

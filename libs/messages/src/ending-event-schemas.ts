import { z } from 'zod';
import {
  civilDateSchema,
  idSchema,
  obligationNoSchema,
  orNull,
  plannedDateSchema,
  reasonSchema,
  text,
} from './scalar-schemas';

const no = obligationNoSchema;

/** The data of the events that end a duty without performance, by type. */
export const endingEventDataSchemas = {
  ObligationFrozen: z.strictObject({
    no,
    frozenOn: civilDateSchema.describe('停止执行之日 · From this day on nothing is owed.'),
    reviewNumber: text(100).describe('审查文号 · Number of the review.'),
    ground: text(2000).describe('依据 · The rule that forbids it.'),
    substituteNo: orNull(no).describe('替代事项 · The lawful duty in its place.'),
    compensationNo: orNull(no).describe('补偿事项 · The duty to compensate.'),
  }),
  ObligationUnfrozen: z.strictObject({
    no,
    unfrozenOn: civilDateSchema.describe('恢复执行之日 · From this day on it is owed again.'),
    reviewNumber: orNull(text(100)).describe('撤销文号 · Number of the decision that overturned the review.'),
    reason: reasonSchema,
  }),
  ObligationSuperseded: z.strictObject({
    no,
    byNo: no.describe('替代事项 · The duty in its place.'),
    instrumentId: idSchema.describe('补充协议 · The signed supplement.'),
    supersededOn: plannedDateSchema.describe('替代之日 · From this day on the other duty is owed instead.'),
  }),
  SupersessionRevoked: z.strictObject({ no, reason: reasonSchema }),
};

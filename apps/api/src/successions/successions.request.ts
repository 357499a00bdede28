import { procedureEventDataSchemas } from '@heqi/messages';
import { z } from 'zod';
import { evidenceRequestSchema } from '../evidence/evidence-refs';

const { PartySucceeded, PartySuccessionRevoked } = procedureEventDataSchemas;

export const succeedRequestSchema = PartySucceeded.extend({ evidence: evidenceRequestSchema }).meta({
  id: 'SucceedPartyRequest',
});
export type SucceedRequest = z.infer<typeof succeedRequestSchema>;
export const revokeSuccessionRequestSchema = PartySuccessionRevoked.omit({ successionId: true }).meta({
  id: 'RevokePartySuccessionRequest',
});

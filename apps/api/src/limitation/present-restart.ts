import { LIMITATION_RESTARTS, type Restart } from '@heqi/domain';
import { civilDateSchema } from '@heqi/messages';
import { limitationRestartText } from '@heqi/wording';
import { z } from 'zod';
import type { DeepReadonly } from '../deep-readonly';
import { codedSchema, inBoth } from '../questions/question';

export const restartSchema = z
  .object({
    kind: codedSchema.extend({ code: z.enum(LIMITATION_RESTARTS) }),
    no: z.string().describe('The duty that the paper was about: the same, or another instalment of its debt'),
    id: z.string(),
    on: civilDateSchema,
  })
  .meta({ id: 'LimitationRestart' });

/** What limitation was counted anew from. */
export function presentRestart(restart: Restart | null): DeepReadonly<z.output<typeof restartSchema>> | null {
  return restart && { ...restart, kind: { ...inBoth(restart.kind, limitationRestartText), code: restart.kind } };
}

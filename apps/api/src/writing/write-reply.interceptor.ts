import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { ContractOutcome } from '@heqi/commands';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { z } from 'zod';
import type { DeepReadonly } from '../deep-readonly';

/** What a write answers. */
export const writeReplySchema = z
  .object({
    contractId: z.uuid(),
    revision: z.number().int().describe('Revision of the contract now; the same as in ETag'),
    position: z.string().describe('Position in the log; send it as X-Heqi-Min-Position to read what you wrote'),
    replayed: z.boolean().describe('The answer to an earlier request with the same Idempotency-Key'),
    events: z.array(z.object({ id: z.uuid(), type: z.string(), revision: z.number().int() })),
  })
  .meta({ id: 'WriteReply' });
export type WriteReply = DeepReadonly<z.infer<typeof writeReplySchema>>;

/** Puts the outcome of a write into body and headers: ETag, X-Heqi-Position. */
@Injectable()
export class WriteReplyInterceptor implements NestInterceptor<ContractOutcome, WriteReply> {
  intercept(context: ExecutionContext, next: CallHandler<ContractOutcome>): Observable<WriteReply> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      map((outcome) => {
        const position = outcome.position.toString();
        void reply.header('ETag', `"${outcome.revision}"`).header('X-Heqi-Position', position);
        return { ...outcome, position };
      }),
    );
  }
}

import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { ContractOutcome } from '@heqi/commands';
import { mergeMap, type Observable } from 'rxjs';
import { z } from 'zod';
import type { DeepReadonly } from '../deep-readonly';
import { writeReplySchema } from '../writing/write-reply.interceptor';
import { findingSchema, type FindingView } from './present-finding';
import { Warnings } from './warnings';

/** What a change of terms answers. */
export const warnedReplySchema = writeReplySchema
  .extend({
    warnings: z
      .array(findingSchema)
      .nullable()
      .describe(
        'What the terms of the deal leave open now; null where that cannot be told at the moment: ask …/quality',
      ),
  })
  .meta({ id: 'WarnedWriteReply' });
export type WarnedReply = DeepReadonly<z.infer<typeof warnedReplySchema>>;

/** Adds to the outcome of a write what the terms of the deal leave open after it. Runs within the WriteReplyInterceptor. */
@Injectable()
export class WarnedReplyInterceptor implements NestInterceptor<ContractOutcome> {
  constructor(private readonly warnings: Warnings) {}

  intercept(
    _: ExecutionContext,
    next: CallHandler<ContractOutcome>,
  ): Observable<ContractOutcome & { readonly warnings: readonly FindingView[] | null }> {
    return next.handle().pipe(
      mergeMap(async (outcome) => ({
        ...outcome,
        warnings: await this.warnings.after(outcome.contractId, outcome.revision),
      })),
    );
  }
}

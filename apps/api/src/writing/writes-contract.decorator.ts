import { applyDecorators, UseInterceptors } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOperation } from '@nestjs/swagger';
import { WarnedReplyInterceptor, warnedReplySchema } from '../quality/warned-reply.interceptor';
import { writeReplySchema } from './write-reply.interceptor';

/** Documents a write to a contract that is there. */
export function WritesContract(summary: string): MethodDecorator {
  return applyDecorators(...described(summary), ApiCreatedResponse({ standardSchema: writeReplySchema }));
}

/** The same for a change of what is agreed: its answer warns of what the terms leave open. */
export function WritesTerms(summary: string): MethodDecorator {
  return applyDecorators(
    ...described(summary),
    ApiCreatedResponse({ standardSchema: warnedReplySchema }),
    UseInterceptors(WarnedReplyInterceptor),
  );
}

function described(summary: string): MethodDecorator[] {
  return [
    ApiOperation({ summary }),
    ApiHeader({
      name: 'If-Match',
      required: true,
      description: 'The revision you have seen, like "7", or * for whatever is current',
    }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'Same key and body: same answer, recorded once',
    }),
  ];
}

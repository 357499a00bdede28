import { applyDecorators } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOperation } from '@nestjs/swagger';
import { writeReplySchema } from './write-reply.interceptor';

/** Documents a write to a contract that is there. */
export function WritesContract(summary: string): MethodDecorator {
  return applyDecorators(
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
    ApiCreatedResponse({ standardSchema: writeReplySchema }),
  );
}

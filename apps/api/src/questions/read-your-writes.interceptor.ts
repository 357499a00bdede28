import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { ViewPosition } from '@heqi/views';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { Problem } from '../problems/problem';

const HEADER = 'x-heqi-min-position';

/** A question that carries the position of a write waits until the views have it, or fails with `view-behind`. */
@Injectable()
export class ReadYourWritesInterceptor implements NestInterceptor {
  constructor(private readonly views: ViewPosition) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const wanted = request.headers[HEADER];
    if (request.method === 'GET' && wanted !== undefined) await this.views.waitFor(positionIn(wanted));
    return next.handle();
  }
}

function positionIn(header: string | string[]): bigint {
  if (typeof header === 'string' && /^\d{1,19}$/.test(header)) return BigInt(header);
  throw new Problem(
    'bad-request',
    `X-Heqi-Min-Position must be a position as X-Heqi-Position gave it, not ${String(header)}.`,
  );
}

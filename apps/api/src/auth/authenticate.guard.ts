import { createParamDecorator, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Actor } from '@heqi/domain';
import { NotAuthenticated, PUBLIC_ROUTE, TokenVerifier } from '@heqi/identity';
import type { FastifyRequest } from 'fastify';

/** A request whose bearer is known. */
export type AuthenticatedRequest = FastifyRequest & { actor?: Actor };

/** Lets nobody in without a token, but to public routes. */
@Injectable()
export class AuthenticateGuard implements CanActivate {
  constructor(
    private readonly tokens: TokenVerifier,
    private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC_ROUTE, [context.getHandler(), context.getClass()]))
      return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const [scheme, token] = (request.headers.authorization ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !token) {
      throw new NotAuthenticated('This needs a token: send it as "Authorization: Bearer …".');
    }
    request.actor = await this.tokens.verify(token);
    return true;
  }
}

/** The authenticated actor of a request. */
export const Bearer = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!actor) throw new NotAuthenticated('This needs a token.');
  return actor;
});

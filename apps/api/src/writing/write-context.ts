import { createHash, randomUUID } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Expectation, Idempotency } from '@heqi/commands';
import type { Actor } from '@heqi/domain';
import { NotAuthenticated } from '@heqi/identity';
import canonicalize from 'canonicalize';
import { v5, validate } from 'uuid';
import type { AuthenticatedRequest } from '../auth/authenticate.guard';
import { Problem } from '../problems/problem';

const REQUEST_NAMESPACE = '0c9df0b5-0f0b-5b8e-8b1f-6c7b0a9d2c41';

/** What a write says beside its body: who, on which revision, under which key. */
export interface WriteContext {
  readonly actor: Actor;
  /** From `If-Match`; null when the header is absent. */
  readonly expectation: Expectation | null;
  readonly idempotency: Idempotency | null;
  /** Derived from the Idempotency-Key where there is one, so that a repeat makes the same ids. */
  readonly commandId: string;
  readonly correlationId: string;
  /** An id for a part of the command, the same on a repeat. */
  readonly derivedId: (part: string) => string;
}

export const Writing = createParamDecorator((_: unknown, context: ExecutionContext): WriteContext => {
  const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!request.actor) throw new NotAuthenticated('This needs a token.');
  const path = request.url.split('?')[0]!;
  const idempotency = idempotencyOf(request, path);
  const commandId = idempotency
    ? v5(`${request.actor.id}\n${path}\n${idempotency.key}`, REQUEST_NAMESPACE)
    : randomUUID();
  return {
    actor: request.actor,
    expectation: expectationOf(request.headers['if-match']),
    idempotency,
    commandId,
    correlationId: correlationOf(request) ?? commandId,
    derivedId: (part) => v5(part, commandId),
  };
});

function expectationOf(header: string | undefined): Expectation | null {
  if (header === undefined) return null;
  if (header.trim() === '*') return { kind: 'current' };
  const revision = /^(?:W\/)?"(\d{1,15})"$/.exec(header.trim())?.[1];
  if (revision === undefined) {
    throw new Problem(
      'bad-request',
      `If-Match must quote a revision as the ETag gave it, like "7", or be *; it is ${header}.`,
    );
  }
  return { kind: 'revision', revision: Number(revision) };
}

function idempotencyOf(request: AuthenticatedRequest, path: string): Idempotency | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,128}$/.test(key)) {
    throw new Problem('bad-request', 'Idempotency-Key must be one value of 1 to 128 visible ASCII characters.');
  }
  const asked = canonicalize({ method: request.method, path, body: request.body ?? null }) ?? '';
  return { key, requestHash: createHash('sha256').update(asked).digest('hex') };
}

function correlationOf(request: AuthenticatedRequest): string | undefined {
  const given = request.headers['x-correlation-id'];
  return typeof given === 'string' && validate(given) ? given : undefined;
}

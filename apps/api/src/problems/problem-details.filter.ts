import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { ContractBusy, IdempotencyKeyReused, RevisionStale } from '@heqi/commands';
import { Refusal } from '@heqi/domain';
import { AppendOutcomeUnknown, AppendTooLarge, EventStoreUnavailable } from '@heqi/event-store';
import { EvidenceDamaged, EvidenceTooLarge, EvidenceTypeNotAccepted } from '@heqi/evidence';
import { NotAuthenticated } from '@heqi/identity';
import { UnencodableEvent } from '@heqi/messages';
import { ViewBehind } from '@heqi/views';
import { problemTitle, refusalText } from '@heqi/wording';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '../language';
import { Problem } from './problem';
import { HTTP_PROBLEMS, problemCodeOf, STATUS_OF_REFUSAL, type HttpProblemCode } from './problem-codes';

/** RFC 9457 problem details with a stable code. */
export interface ProblemDetails {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly instance: string;
}

interface Told {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Turns whatever was thrown into a problem document. What we did not foresee is logged whole and told in general terms. */
@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  private readonly logger = new Logger('http');

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const told = this.tell(error, request);
    if (told.status === 401) void reply.header('WWW-Authenticate', 'Bearer realm="heqi"');
    if (told.status === 503) void reply.header('Retry-After', '1');
    const body: ProblemDetails & Record<string, unknown> = {
      ...told.details, // first: no detail may pass for a member of the document
      type: `urn:heqi:problem:${told.code}`,
      title: problemTitle(told.code, languageOf(request)),
      status: told.status,
      code: told.code,
      detail: told.detail,
      instance: request.url.split('?')[0]!,
    };
    void reply
      .status(told.status)
      .header('Content-Type', 'application/problem+json; charset=utf-8')
      .send(JSON.stringify(body));
  }

  private tell(error: unknown, request: FastifyRequest): Told {
    if (error instanceof Refusal) {
      return {
        code: problemCodeOf(error.code),
        status: STATUS_OF_REFUSAL[error.code],
        detail: refusalText(error, languageOf(request)),
        details: error.details,
      };
    }
    if (error instanceof Problem) return known(error.code, error.message, error.details);
    for (const [type, code] of KNOWN_ERRORS) if (error instanceof type) return known(code, error.message);
    if (error instanceof HttpException && error.getStatus() < 500)
      return ofHttpStatus(error.getStatus(), error.message);
    const { statusCode } = error as { statusCode?: number };
    if (statusCode !== undefined && statusCode < 500) return ofHttpStatus(statusCode, (error as Error).message);
    this.logger.error(
      `${request.method} ${request.url.split('?')[0]} failed`,
      error instanceof Error ? error.stack : String(error),
    );
    return known('internal', 'Something failed on our side; nothing was half-recorded. The log has the details.');
  }
}

// oxlint-disable-next-line typescript/no-explicit-any -- the constructors differ in their parameters
const KNOWN_ERRORS: readonly (readonly [abstract new (...parameters: any[]) => Error, HttpProblemCode])[] = [
  [NotAuthenticated, 'unauthenticated'],
  [RevisionStale, 'revision-stale'],
  [IdempotencyKeyReused, 'idempotency-key-reused'],
  [ContractBusy, 'contract-busy'],
  [EvidenceTooLarge, 'evidence-too-large'],
  [EvidenceTypeNotAccepted, 'evidence-type-not-accepted'],
  [EvidenceDamaged, 'evidence-damaged'],
  [UnencodableEvent, 'bad-request'],
  [AppendTooLarge, 'too-large'],
  [EventStoreUnavailable, 'event-store-unavailable'],
  [AppendOutcomeUnknown, 'outcome-unknown'],
  [ViewBehind, 'view-behind'],
];

function known(code: HttpProblemCode, detail: string, details?: Readonly<Record<string, unknown>>): Told {
  return { code, status: HTTP_PROBLEMS[code], detail, details };
}

function ofHttpStatus(status: number, detail: string): Told {
  const code =
    status === 404 ? 'not-found' : status === 413 ? 'too-large' : status === 403 ? 'forbidden' : 'bad-request';
  return { code, status, detail };
}

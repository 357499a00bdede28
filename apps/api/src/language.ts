import type { Language } from '@heqi/wording';
import type { FastifyRequest } from 'fastify';

/** The language a reader asked for; Chinese unless English is named first. */
export function languageOf(request: FastifyRequest): Language {
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'zh';
}

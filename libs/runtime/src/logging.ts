import { RequestMethod, type DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { Settings } from './settings';

/** One JSON line an event on standard output. Tokens and bodies are never written; health probes are not worth a line. */
export function loggingModule({ HEQI_LOG_LEVEL }: Settings): DynamicModule {
  return LoggerModule.forRoot({
    // nestjs-pino's own default pattern matches nothing on Fastify under Nest 12
    forRoutes: [{ path: '{*path}', method: RequestMethod.ALL }],
    pinoHttp: {
      level: HEQI_LOG_LEVEL,
      redact: ['req.headers.authorization', 'req.headers.cookie'],
      autoLogging: { ignore: (request) => request.url?.startsWith('/health/') ?? false },
      customLogLevel: (_request, response, error) => (error || response.statusCode >= 500 ? 'error' : 'debug'),
    },
  });
}

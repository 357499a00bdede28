import { RequestMethod, type DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { Settings } from './settings';

/** What Nest says while it puts an application together: of use to nobody who runs one. */
const ASSEMBLY = new Set(['NestFactory', 'InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestApplication']);

/** One JSON line an event on standard output. Tokens and bodies are never written; health probes are not worth a line. */
export function loggingModule({ HEQI_LOG_LEVEL }: Settings): DynamicModule {
  return LoggerModule.forRoot({
    // nestjs-pino's own default pattern matches nothing on Fastify under Nest 12
    forRoutes: [{ path: '{*path}', method: RequestMethod.ALL }],
    pinoHttp: {
      level: HEQI_LOG_LEVEL,
      serializers: {
        req: ({ id, method, url }: { id: string; method: string; url: string }) => ({
          id,
          method,
          url: url.split('?')[0],
        }),
        res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
      },
      hooks: {
        logMethod(line, write) {
          const { context } = line[0] as { context?: string };
          if (context === undefined || !ASSEMBLY.has(context)) write.apply(this, line);
        },
      },
      customLogLevel: levelOf,
    },
  });
}

/** Probes are not worth a line, whatever they are answered; what we could not do is an error, what we cannot do yet is not. */
function levelOf({ url }: { url?: string | undefined }, { statusCode }: { statusCode: number }, error?: Error) {
  if (url?.startsWith('/health/')) return 'silent';
  if (statusCode === 503) return 'warn';
  return error || statusCode >= 500 ? 'error' : 'debug';
}

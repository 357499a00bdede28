import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import { StandardSchemaValidationPipe, type Type, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Settings } from '@heqi/runtime';
import { Logger } from 'nestjs-pino';
import path from 'node:path';
import { serveApiPage } from './openapi';
import { Problem } from './problems/problem';

const BODY_BYTES_MAX = 1_048_576;
const PAGE_FOLDER = path.join('apps', 'api', 'public');

/** A process with the HTTP edge: one application around the given module, not listening yet. */
export async function createHttpApplication(
  module: Type | DynamicModule,
  settings: Settings,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({ bodyLimit: BODY_BYTES_MAX, trustProxy: 'loopback' });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { bufferLogs: true });
  app.useLogger(app.get(Logger));
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        upgradeInsecureRequests: null,
      },
    },
  });
  await app.register(multipart, {
    limits: { fileSize: settings.HEQI_MAX_EVIDENCE_BYTES + 1, files: 1 },
    throwFileSizeLimit: false,
  });
  adapter
    .getInstance()
    .addContentTypeParser('text/csv', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.useStaticAssets({ root: path.resolve(projectRoot(), PAGE_FOLDER), prefix: '/page/', decorateReply: false });
  app.useGlobalPipes(new StandardSchemaValidationPipe({ exceptionFactory: refuseInput }));
  serveApiPage(app);
  return app;
}

/** The folder that holds package.json: four levels up, from the sources and from dist alike. */
function projectRoot(): string {
  const here = __dirname.split(path.sep);
  const inDist = here.lastIndexOf('dist');
  return inDist >= 0 ? here.slice(0, inDist).join(path.sep) : path.resolve(__dirname, '..', '..', '..');
}

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[];
}

function refuseInput(issues: readonly Issue[]): Problem {
  const errors = issues.map(({ message, path: at = [] }) => ({
    field: at.map((step) => String(typeof step === 'object' ? step.key : step)).join('.'),
    message,
  }));
  const first = errors.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('; ');
  return new Problem('bad-request', `The request is not understood: ${first.replace(/\.$/, '')}.`, { errors });
}

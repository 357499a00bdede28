import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { EventStore } from '@heqi/event-store';
import { generatedFiles as messageSchemaFiles } from '@heqi/messages';
import { readSettings, SystemClock } from '@heqi/runtime';
import { ApiProcessModule } from './api-process.module';
import { openApiDocument } from './openapi';

export interface GeneratedFile {
  /** Path below the project's root. */
  readonly path: string;
  readonly content: string;
}

/** Everything that is generated from the code's own definitions and committed: the OpenAPI document and the JSON Schemas of
 *  the messages. `npm run generate` writes them, `npm run check` compares. */
export async function generatedFiles(): Promise<readonly GeneratedFile[]> {
  return [
    { path: 'docs/openapi.json', content: `${JSON.stringify(await openApi(), null, 2)}\n` },
    ...messageSchemaFiles(),
  ];
}

/** Nest's preview puts the modules together and starts nothing: no store is opened, no connection made. */
async function openApi() {
  const eventStore = EventStore.connect('esdb://127.0.0.1:1?tls=false');
  const parts = { settings: readSettings({}), eventStore, clock: new SystemClock() };
  const app = await NestFactory.create<NestFastifyApplication>(ApiProcessModule.forRoot(parts), new FastifyAdapter(), {
    preview: true,
    abortOnError: false,
    logger: ['error'],
  });
  const document = openApiDocument(app);
  await eventStore.close();
  return document;
}

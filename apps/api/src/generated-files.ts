import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { generatedFiles as messageSchemaFiles } from '@heqi/messages';
import { ApiModule } from './api.module';
import { openApiDocument } from './openapi';

export interface GeneratedFile {
  /** Path below the project's root. */
  readonly path: string;
  readonly content: string;
}

/** Everything that is generated from the code's own definitions and committed: the OpenAPI document and the JSON Schemas of
 *  the messages. `npm run generate` writes them, `npm run check` compares. */
export async function generatedFiles(): Promise<readonly GeneratedFile[]> {
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule, new FastifyAdapter(), {
    preview: true,
    logger: false,
  });
  const openApi = `${JSON.stringify(openApiDocument(app), null, 2)}\n`;
  await app.close();
  return [{ path: 'docs/openapi.json', content: openApi }, ...messageSchemaFiles()];
}

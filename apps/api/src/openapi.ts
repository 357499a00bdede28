import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** The OpenAPI document, from the same schemas that check the requests. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const settings = new DocumentBuilder()
    .setTitle('Heqi 合契')
    .setDescription(
      'Both halves of an investment-promotion deal: what the government promised and what the enterprise committed to (双兑现).',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();
  return SwaggerModule.createDocument(app, settings, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
}

/** The document at /openapi.json and a page over it at /api-docs, served from here. */
export function serveApiPage(app: NestFastifyApplication): void {
  SwaggerModule.setup('api-docs', app, () => openApiDocument(app), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Heqi 合契 API',
  });
}

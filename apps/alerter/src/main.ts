import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { runProcess } from '@heqi/runtime';
import { Logger } from 'nestjs-pino';
import { AlerterModule } from './alerter.module';

void runProcess('alerter', async (parts) => {
  const app = await NestFactory.create<NestFastifyApplication>(AlerterModule.forRoot(parts), new FastifyAdapter(), {
    bufferLogs: true,
  });
  app.useLogger(app.get(Logger));
  return app;
});

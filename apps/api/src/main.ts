import 'reflect-metadata';
import { runProcess } from '@heqi/runtime';
import { createHttpApplication } from './http-application';
import { ApiProcessModule } from './api-process.module';

void runProcess('api', ({ settings, eventStore, clock }) =>
  createHttpApplication(ApiProcessModule.forRoot({ settings, eventStore, clock }), settings),
);

import { Module, type DynamicModule, type InjectionToken, type ModuleMetadata } from '@nestjs/common';
import { HEALTH_SOURCES, type HealthSource } from './health';
import { HealthController } from './health.controller';

/** /health/live, /health/ready and /health/lag over the sources that a process names. */
@Module({})
export class HealthModule {
  static forRoot(options: {
    imports?: ModuleMetadata['imports'];
    sources: readonly InjectionToken[];
    providers?: ModuleMetadata['providers'];
  }): DynamicModule {
    return {
      module: HealthModule,
      imports: options.imports ?? [],
      controllers: [HealthController],
      providers: [
        ...(options.providers ?? []),
        { provide: HEALTH_SOURCES, inject: [...options.sources], useFactory: (...sources: HealthSource[]) => sources },
      ],
    };
  }
}

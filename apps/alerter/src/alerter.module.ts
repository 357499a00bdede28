import { Module, type DynamicModule } from '@nestjs/common';
import { AlertsModule } from '@heqi/alerts';
import { HealthModule } from '@heqi/health';
import { loggingModule, ProcessModule, type ProcessParts } from '@heqi/runtime';
import { AlerterHealth, RelayHealth } from './alerter-health';

/** The alerter and the relay to Kafka as a process of their own. They need the log and nothing else: no views. */
@Module({})
export class AlerterModule {
  static forRoot(parts: ProcessParts): DynamicModule {
    const sources = [AlerterHealth, RelayHealth];
    return {
      module: AlerterModule,
      imports: [
        loggingModule(parts.settings),
        ProcessModule.forRoot(parts),
        HealthModule.forRoot({ imports: [AlertsModule], sources, providers: sources }),
      ],
    };
  }
}

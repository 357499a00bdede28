import type { DynamicModule } from '@nestjs/common';
import { AlertsModule } from '@heqi/alerts';
import { CommandsModule } from '@heqi/commands';
import { HealthModule } from '@heqi/health';
import { AlerterHealth, RelayHealth } from '../../alerter/src/alerter-health';
import { CommandsHealth, EventStoreHealth, ViewsHealth } from '../../api/src/health/health-sources';

/** Health of all of Heqi in one process. */
export function standaloneHealth(): DynamicModule {
  const sources = [EventStoreHealth, CommandsHealth, ViewsHealth, AlerterHealth, RelayHealth];
  return HealthModule.forRoot({ imports: [AlertsModule, CommandsModule], sources, providers: sources });
}

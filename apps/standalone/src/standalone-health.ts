import type { DynamicModule } from '@nestjs/common';
import { AlertsModule } from '@heqi/alerts';
import { HealthModule } from '@heqi/health';
import { AlerterHealth, RelayHealth } from '../../alerter/src/alerter-health';
import { EventStoreHealth, ViewsHealth } from '../../api/src/health/health-sources';

/** Health of all of Heqi in one process. */
export function standaloneHealth(): DynamicModule {
  const sources = [EventStoreHealth, ViewsHealth, AlerterHealth, RelayHealth];
  return HealthModule.forRoot({ imports: [AlertsModule], sources, providers: sources });
}

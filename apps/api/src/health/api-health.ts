import type { DynamicModule } from '@nestjs/common';
import { HealthModule } from '@heqi/health';
import { EventStoreHealth, LogConsumersHealth, ViewsHealth } from './health-sources';

/** Health of the api as a process of its own. */
export function apiHealth(): DynamicModule {
  const sources = [EventStoreHealth, ViewsHealth, LogConsumersHealth];
  return HealthModule.forRoot({ sources, providers: sources });
}

import type { DynamicModule } from '@nestjs/common';
import { CommandsModule } from '@heqi/commands';
import { HealthModule } from '@heqi/health';
import { CommandsHealth, EventStoreHealth, LogConsumersHealth, ViewsHealth } from './health-sources';

/** Health of the api as a process of its own. */
export function apiHealth(): DynamicModule {
  const sources = [EventStoreHealth, CommandsHealth, ViewsHealth, LogConsumersHealth];
  return HealthModule.forRoot({ imports: [CommandsModule], sources, providers: sources });
}

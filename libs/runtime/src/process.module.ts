import { Module, type DynamicModule } from '@nestjs/common';
import { EventStore } from '@heqi/event-store';
import { Clock } from './clock';
import type { Settings } from './settings';

/** Token of the settings of a process. */
export const SETTINGS = Symbol('settings');

/** What every process has one of: settings, the clock, the client of the event store. */
@Module({})
export class ProcessModule {
  static forRoot(parts: { settings: Settings; eventStore: EventStore; clock: Clock }): DynamicModule {
    return {
      module: ProcessModule,
      global: true,
      providers: [
        { provide: SETTINGS, useValue: parts.settings },
        { provide: EventStore, useValue: parts.eventStore },
        { provide: Clock, useValue: parts.clock },
      ],
      exports: [SETTINGS, EventStore, Clock],
    };
  }
}

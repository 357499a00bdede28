import { Module, type DynamicModule } from '@nestjs/common';
import { EventStore } from '@heqi/event-store';
import { Clock } from './clock';
import type { Settings } from './settings';

/** Token of the settings of a process. */
export const SETTINGS = Symbol('settings');

/** What every process has one of. */
export interface ProcessParts {
  readonly settings: Settings;
  readonly eventStore: EventStore;
  readonly clock: Clock;
}

/** Makes the parts of a process known to all its modules: settings, the clock, the client of the event store. */
@Module({})
export class ProcessModule {
  static forRoot(parts: ProcessParts): DynamicModule {
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

import {
  type DynamicModule,
  type FactoryProvider,
  Module,
  type ModuleMetadata,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { EventStore, type EventStoreOptions } from './event-store';

export interface EventStoreConnection extends EventStoreOptions {
  readonly connectionString: string;
}

export interface EventStoreAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  readonly inject?: FactoryProvider['inject'];
  readonly useFactory: (...injected: never[]) => EventStoreConnection | Promise<EventStoreConnection>;
}

/** Provides the EventStore to the whole application, and closes it when the application shuts down (after its consumers:
 *  they stop in `beforeApplicationShutdown` at the latest). Import it once, where the application is put together. */
@Module({})
export class EventStoreModule implements OnApplicationShutdown {
  constructor(private readonly store: EventStore) {}

  static forRoot(connectionString: string, options: EventStoreOptions = {}): DynamicModule {
    return this.forRootAsync({ useFactory: () => ({ connectionString, ...options }) });
  }

  static forRootAsync({ imports, inject, useFactory }: EventStoreAsyncOptions): DynamicModule {
    const store: FactoryProvider<EventStore> = {
      provide: EventStore,
      inject,
      useFactory: async (...injected: unknown[]) => {
        const { connectionString, ...options } = await useFactory(...(injected as never[]));
        return EventStore.connect(connectionString, options);
      },
    };
    return { module: EventStoreModule, global: true, imports, providers: [store], exports: [EventStore] };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.store.close();
  }
}

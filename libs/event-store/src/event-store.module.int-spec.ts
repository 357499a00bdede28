import { Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { EventStore } from './event-store';
import { EventStoreModule } from './event-store.module';
import { counted, fresh, NodeOfTest } from './testing/store.fixtures';

describe('the event store’s module', () => {
  @Injectable()
  class Writer {
    constructor(readonly store: EventStore) {}
  }
  @Module({ providers: [Writer] })
  class WriterModule {}
  @Module({ providers: [{ provide: 'url', useFactory: () => node.connectionString }], exports: ['url'] })
  class SettingsModule {}

  let node: NodeOfTest;
  beforeAll(async () => {
    node = await NodeOfTest.start();
  });
  afterAll(() => node.remove());

  it.each([
    ['forRoot', () => EventStoreModule.forRoot(node.connectionString)],
    [
      'forRootAsync',
      () =>
        EventStoreModule.forRootAsync({
          imports: [SettingsModule],
          inject: ['url'],
          useFactory: (connectionString: string) => ({ connectionString, pageSize: 5 }),
        }),
    ],
  ])('gives every module the one store, and closes it at the end (%s)', async (_, eventStoreModule) => {
    const app = await Test.createTestingModule({ imports: [eventStoreModule(), WriterModule] }).compile();
    await app.init();
    const { store } = app.get(Writer);
    expect(await store.append(fresh('module'), [counted(1)], 'no_stream')).toMatchObject({ revision: 0 });
    await app.close();
    await expect(store.readLast('any')).rejects.toThrow('closed');
    const another = EventStore.connect(node.connectionString); // the place is free again
    await another.close();
  });
});

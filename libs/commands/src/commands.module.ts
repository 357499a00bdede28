import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { EventStore } from '@heqi/event-store';
import { Clock } from '@heqi/runtime';
import { ContractRequestHandler } from './contract-request.handler';
import { ContractRequests } from './handle-request';

/** The write side. Needs a global EventStore and Clock. */
@Module({
  imports: [CqrsModule],
  providers: [
    {
      provide: ContractRequests,
      inject: [EventStore, Clock],
      useFactory: (store: EventStore, clock: Clock) => new ContractRequests(store, clock),
    },
    ContractRequestHandler,
  ],
  exports: [CqrsModule, ContractRequests],
})
export class CommandsModule {}

import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ContractRequestHandler } from './contract-request.handler';
import { ContractRequests } from './handle-request';

/** The write side. Needs a global EventStore and Clock. */
@Module({ imports: [CqrsModule], providers: [ContractRequests, ContractRequestHandler], exports: [CqrsModule] })
export class CommandsModule {}

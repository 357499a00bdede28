import { Module } from '@nestjs/common';
import { ContractReplay } from './contract-replay';

/** The auditor's side: read-only. Needs the global EventStore. */
@Module({ providers: [ContractReplay], exports: [ContractReplay] })
export class AuditModule {}

export { AuditModule } from './audit.module';
export { ContractReplay, type Knowledge, type Moment, type ReplayedAssessment } from './contract-replay';

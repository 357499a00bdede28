export { AuditModule } from './audit.module';
export { ContractReplay, type Knowledge, type Moment, type ReplayedAssessment } from './contract-replay';
export { verifyFolder } from './verification/verify-folder';
export type { Finding, Remark, Verification, VerificationCounts } from './verification/verification';

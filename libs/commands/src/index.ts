export { CommandsModule } from './commands.module';
export { contractIdOf } from './contract-id';
export { ContractRequests } from './handle-request';
export type { CacheFigures } from './known-contracts';
export {
  ContractBusy,
  ContractRequest,
  IdempotencyKeyReused,
  RevisionStale,
  type ContractOutcome,
  type Expectation,
  type Idempotency,
} from './contract-request';

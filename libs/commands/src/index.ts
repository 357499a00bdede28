export { CommandsModule } from './commands.module';
export { contractIdOf } from './contract-id';
export {
  ContractBusy,
  ContractRequest,
  IdempotencyKeyReused,
  RevisionStale,
  type ContractOutcome,
  type Expectation,
  type Idempotency,
} from './contract-request';

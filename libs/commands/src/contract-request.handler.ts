import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ContractRequest, type ContractOutcome } from './contract-request';
import { ContractRequests } from './handle-request';

/** The door of the write side: every change to a contract comes through the CommandBus as a ContractRequest. */
@CommandHandler(ContractRequest)
export class ContractRequestHandler implements ICommandHandler<ContractRequest> {
  constructor(private readonly requests: ContractRequests) {}

  execute(request: ContractRequest): Promise<ContractOutcome> {
    return this.requests.handle(request);
  }
}

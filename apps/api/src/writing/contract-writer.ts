import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ContractRequest, type ContractOutcome, type Expectation } from '@heqi/commands';
import type { ContractCommand, EvidenceRef } from '@heqi/domain';
import { EvidenceRefs, type EvidenceRequest } from '../evidence/evidence-refs';
import { Problem } from '../problems/problem';
import type { WriteContext } from './write-context';

/** The way from an HTTP write to the write side. */
@Injectable()
export class ContractWriter {
  constructor(
    private readonly commandBus: CommandBus,
    private readonly evidence: EvidenceRefs,
  ) {}

  /** Records a new contract. Creating takes no If-Match: the id follows from bureau and deal number. */
  create(context: WriteContext, contractId: string, commands: readonly ContractCommand[]): Promise<ContractOutcome> {
    if (context.expectation !== null)
      throw new Problem('bad-request', 'Creating a contract takes no If-Match; leave the header out.');
    return this.send(context, contractId, commands, { kind: 'new' });
  }

  /** Changes a contract that is there, on the revision the caller has seen. */
  change(context: WriteContext, contractId: string, ...commands: readonly ContractCommand[]): Promise<ContractOutcome> {
    if (context.expectation === null) {
      throw new Problem(
        'if-match-required',
        'Changing a contract needs If-Match: the revision you have seen, like "7" (412 when it is stale), or * for whatever is current.',
      );
    }
    return this.send(context, contractId, commands, context.expectation);
  }

  /** The same, with the files that the request names by their hashes. */
  async changeWith(
    context: WriteContext,
    contractId: string,
    files: EvidenceRequest,
    command: (evidence: EvidenceRef[]) => ContractCommand,
  ): Promise<ContractOutcome> {
    return this.change(context, contractId, command(await this.evidence.resolve(files, context.actor)));
  }

  private send(
    context: WriteContext,
    contractId: string,
    commands: readonly ContractCommand[],
    expectation: Expectation,
  ): Promise<ContractOutcome> {
    const { actor, commandId, idempotency, correlationId } = context;
    return this.commandBus.execute(
      new ContractRequest(contractId, commands, actor, expectation, commandId, idempotency, correlationId),
    );
  }
}

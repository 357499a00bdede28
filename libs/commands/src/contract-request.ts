import { Command } from '@nestjs/cqrs';
import type { Actor, ContractCommand } from '@heqi/domain';

/** What the writer knows of the contract: nothing is there yet; it is at this revision; or "whatever is current". */
export type Expectation =
  { readonly kind: 'new' } | { readonly kind: 'revision'; readonly revision: number } | { readonly kind: 'current' };

/** A client's key for one request and the hash of what it asked (design.md §10). */
export interface Idempotency {
  readonly key: string;
  readonly requestHash: string;
}

/** Asks for one or several commands on one contract, decided one after another and recorded together or not at all. */
export class ContractRequest extends Command<ContractOutcome> {
  constructor(
    readonly contractId: string,
    readonly commands: readonly ContractCommand[],
    readonly actor: Actor,
    readonly expectation: Expectation,
    readonly commandId: string,
    readonly idempotency: Idempotency | null,
    readonly correlationId: string,
  ) {
    super();
  }
}

export interface ContractOutcome {
  readonly contractId: string;
  /** Revision of the contract after the request. */
  readonly revision: number;
  /** Position of the last event; what a question must have seen to see this. */
  readonly position: bigint;
  readonly events: readonly { readonly id: string; readonly type: string; readonly revision: number }[];
  /** The answer to an earlier request with the same key, given again; nothing was recorded now. */
  readonly replayed: boolean;
}

/** The quoted revision is not the contract's any more. */
export class RevisionStale extends Error {
  constructor(
    readonly quoted: number,
    readonly actual: number,
  ) {
    super(
      `The contract is at revision ${actual}, not ${quoted}: someone changed it. Read it again, then decide again.`,
    );
    this.name = 'RevisionStale';
  }
}

/** The same Idempotency-Key came with another request. */
export class IdempotencyKeyReused extends Error {
  constructor(readonly key: string) {
    super(`Idempotency-Key ${key} was used for another request on this contract; use a new key for a new request.`);
    this.name = 'IdempotencyKeyReused';
  }
}

/** Other requests to the contract took all the time that this one could wait. Nothing of it was recorded. */
export class ContractBusy extends Error {
  constructor(readonly waitedMs: number) {
    super(
      `Other requests to this contract took more than ${waitedMs / 1_000} s; nothing of yours was recorded, try again.`,
    );
    this.name = 'ContractBusy';
  }
}

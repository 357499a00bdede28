import { Injectable } from '@nestjs/common';
import { ContractReplay } from '@heqi/audit';
import { mayKnowOf, type Actor, type ContractState, type Instant } from '@heqi/domain';
import { civilDateSchema, instantSchema } from '@heqi/messages';
import { Clock } from '@heqi/runtime';
import { z } from 'zod';
import { Problem } from '../problems/problem';

export const knownAtQuery = z.strictObject({
  knownAt: instantSchema.optional().describe('Only what was recorded up to this instant'),
});
export const replayQuery = knownAtQuery.extend({
  asOf: civilDateSchema.optional().describe('The day asked about; today when left out'),
});

/** Contracts as they were known, for those who may know of them. */
@Injectable()
export class PastStates {
  constructor(
    private readonly replay: ContractReplay,
    private readonly clock: Clock,
  ) {}

  /** `now` is the instant asked about: `knownAt`, or the present. */
  async at(
    actor: Actor,
    contractId: string,
    knownAt: Instant | undefined,
  ): Promise<{ readonly state: ContractState; readonly now: Instant }> {
    this.requirePast(knownAt);
    await this.requireKnown(actor, contractId);
    const now = knownAt ?? this.clock.now();
    const state = await this.replay.stateAt(contractId, now);
    if (!state) throw new Problem('not-found', `Contract ${contractId} was not known at ${now}.`);
    return { state, now };
  }

  /** What will be known is not known: the answer would change with the next event. */
  requirePast(knownAt: Instant | undefined): void {
    const now = this.clock.now();
    if (knownAt === undefined || knownAt <= now) return;
    throw new Problem(
      'bad-request',
      `knownAt is ${knownAt}, after now (${now}); leave it out to ask by everything recorded.`,
    );
  }

  async requireKnown(actor: Actor, contractId: string): Promise<ContractState> {
    const state = await this.replay.stateAt(contractId);
    if (!state || !mayKnowOf(state, actor)) throw new Problem('not-found', `There is no contract ${contractId}.`);
    return state;
  }
}

import { Injectable } from '@nestjs/common';
import {
  civilDateIn,
  contractDecider,
  mayKnowOf,
  type ContractCommand,
  type ContractEvent,
  type ContractState,
  type Instant,
  type Recorded,
} from '@heqi/domain';
import { EventStore, WrongExpectedRevision } from '@heqi/event-store';
import { contractStream, encodeEvent, type NewEventMetadata } from '@heqi/messages';
import { Clock } from '@heqi/runtime';
import { ContractBusy, RevisionStale, type ContractOutcome, type ContractRequest } from './contract-request';
import { loadContract, type LoadedContract } from './contract-stream';
import { earlierAnswer } from './earlier-answer';

const ATTEMPTS = 10;

/** The write side: load, fold, decide, append at the revision that was decided on. */
@Injectable()
export class ContractRequests {
  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
  ) {}

  /** Records what the commands give, all or nothing. A quoted revision is decided on once; "current" and "new" are decided
   *  again when someone else was faster. Throws Refusal, RevisionStale, IdempotencyKeyReused, ContractBusy. */
  async handle(request: ContractRequest): Promise<ContractOutcome> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const loaded = await loadContract(this.store, request.contractId);
      const earlier = earlierAnswer(request, loaded.history);
      if (earlier) return earlier;
      requireExpectedRevision(request, loaded.state);
      const decided = this.decide(request, loaded);
      try {
        return await this.record(request, loaded, decided);
      } catch (error) {
        if (!(error instanceof WrongExpectedRevision)) throw error;
        if (request.expectation.kind === 'revision') {
          throw new RevisionStale(request.expectation.revision, typeof error.actual === 'number' ? error.actual : -1);
        }
      }
    }
    throw new ContractBusy(ATTEMPTS);
  }

  private decide(request: ContractRequest, { state: loaded }: LoadedContract): readonly Recorded<ContractEvent>[] {
    const recordedAt = notBefore(loaded?.lastRecordedAt, this.clock.now());
    const recorded: Recorded<ContractEvent>[] = [];
    let state = loaded;
    for (const command of request.commands) {
      const today = civilDateIn(zoneOf(command, state), recordedAt);
      for (const event of contractDecider.decide(command, state, { actor: request.actor, today })) {
        const revision = (state?.revision ?? -1) + 1;
        const next = {
          event,
          id: '',
          revision,
          position: '0',
          recordedAt,
          actor: request.actor,
          commandId: request.commandId,
        };
        recorded.push(next);
        state = contractDecider.evolve(state, next);
      }
    }
    return recorded;
  }

  private async record(
    request: ContractRequest,
    { history, state }: LoadedContract,
    decided: readonly Recorded<ContractEvent>[],
  ): Promise<ContractOutcome> {
    const last = history.at(-1);
    const { contractId } = request;
    if (decided.length === 0) {
      return {
        contractId,
        revision: state?.revision ?? -1,
        position: BigInt(last?.position ?? 0),
        events: [],
        replayed: false,
      };
    }
    const events = decided.map(({ event, recordedAt }, index) =>
      encodeEvent(event, metadataOf(request, recordedAt, index, decided.length)),
    );
    const appended = await this.store.append(contractStream(contractId), events, state?.revision ?? 'no_stream');
    return {
      contractId,
      revision: appended.revision,
      position: appended.position,
      events: decided.map(({ event, revision }, index) => ({ id: events[index]!.id, type: event.type, revision })),
      replayed: false,
    };
  }
}

/** Whoever may not know of the contract is not told its revision either: the decider says that there is none. */
function requireExpectedRevision({ expectation, actor }: ContractRequest, state: ContractState | undefined): void {
  if (expectation.kind !== 'revision' || !state || !mayKnowOf(state, actor)) return;
  if (state.revision === expectation.revision) return;
  throw new RevisionStale(expectation.revision, state.revision);
}

function metadataOf(
  request: ContractRequest,
  recordedAt: Instant,
  commandIndex: number,
  commandSize: number,
): NewEventMetadata {
  const { actor, commandId, idempotency, correlationId } = request;
  return {
    actor,
    recordedAt,
    commandId,
    commandIndex,
    commandSize,
    ...(idempotency && { idempotencyKey: idempotency.key, requestHash: idempotency.requestHash }),
    $correlationId: correlationId,
    $causationId: commandId,
  };
}

/** Never before the event before it in its stream, whatever the machine's clock says. */
function notBefore(last: Instant | undefined, now: Instant): Instant {
  return last !== undefined && last > now ? last : now;
}

function zoneOf(command: ContractCommand, state: ContractState | undefined): string {
  if (state) return state.timeZone;
  return command.type === 'RecordContract' ? command.timeZone : 'UTC';
}

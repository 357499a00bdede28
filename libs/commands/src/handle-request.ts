import { setTimeout as pause } from 'node:timers/promises';
import {
  calendarKnownAt,
  civilDateIn,
  contractDecider,
  foldContract,
  mayKnowOf,
  type ContractCommand,
  type ContractEvent,
  type ContractState,
  type Instant,
  type Recorded,
} from '@heqi/domain';
import { EventStore, WrongExpectedRevision } from '@heqi/event-store';
import { contractStream, decodeContractEvent, encodeEvent, type NewEventMetadata } from '@heqi/messages';
import { Clock } from '@heqi/runtime';
import { ContractBusy, RevisionStale, type ContractOutcome, type ContractRequest } from './contract-request';
import { earlierAnswer } from './earlier-answer';
import type { KnownContract } from './known-contract';
import { KnownContracts, type CacheFigures } from './known-contracts';
import { Turns } from './turns';

const PATIENCE_MS = 10_000;
/** Long enough for another process to append meanwhile, and by chance, so that two do not meet again and again. */
const PAUSE_MS_MAX = 20;

export interface ContractRequestsOptions {
  /** How long a request may wait for others on its contract, its turn included, in milliseconds; 10,000 by default. */
  readonly patienceMs?: number;
  /** Events that the contracts kept in memory may amount to; 50,000 by default. */
  readonly eventsKeptMax?: number;
}

/** The write side: load, decide, append at the revision that was decided on. The requests of a process to one contract take
 *  turns; those of other processes are met at the append. */
export class ContractRequests {
  private readonly contracts: KnownContracts;
  private readonly turns: Turns;
  private readonly patienceMs: number;

  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
    { patienceMs = PATIENCE_MS, eventsKeptMax }: ContractRequestsOptions = {},
  ) {
    this.contracts = new KnownContracts(store, { eventsKeptMax });
    this.turns = new Turns(patienceMs);
    this.patienceMs = patienceMs;
  }

  get cacheFigures(): CacheFigures {
    return this.contracts.figures;
  }

  /** A contract as it was after its event `revision`: from memory where nothing came since, else from its stream. Undefined where there
   *  is no such event. */
  async contractAt(contractId: string, revision: number): Promise<ContractState | undefined> {
    const { state } = await this.contracts.load(contractId);
    if (!state || state.revision <= revision) return state?.revision === revision ? state : undefined;
    const history = (await this.store.readStream(contractStream(contractId))).slice(0, revision + 1);
    return foldContract(history.map(decodeContractEvent));
  }

  /** Records what the commands give, all or nothing. A quoted revision is decided on once; "current" and "new" are decided
   *  again when someone else was faster. Throws Refusal, RevisionStale, IdempotencyKeyReused, ContractBusy. */
  async handle(request: ContractRequest): Promise<ContractOutcome> {
    const end = performance.now() + this.patienceMs;
    return this.turns.take(request.contractId, () => this.untilRecorded(request, end));
  }

  private async untilRecorded(request: ContractRequest, end: number): Promise<ContractOutcome> {
    for (;;) {
      const known = await this.contracts.load(request.contractId);
      const earlier = earlierAnswer(request, known);
      if (earlier) return earlier;
      requireExpectedRevision(request, known.state);
      const decided = this.decide(request, known);
      try {
        return await this.record(request, known, decided);
      } catch (error) {
        if (!(error instanceof WrongExpectedRevision)) throw error;
        // Another process was faster: look again. A quoted revision is found stale then, whatever was decided on it.
        if (performance.now() > end) throw new ContractBusy(this.patienceMs);
        await pause(Math.random() * PAUSE_MS_MAX);
      }
    }
  }

  private decide(request: ContractRequest, { state: before }: KnownContract): readonly Recorded<ContractEvent>[] {
    const recordedAt = notBefore(before?.lastRecordedAt, this.clock.now());
    const calendar = calendarKnownAt(recordedAt);
    const recorded: Recorded<ContractEvent>[] = [];
    let state = before;
    for (const command of request.commands) {
      const today = civilDateIn(zoneOf(command, state), recordedAt);
      for (const event of contractDecider.decide(command, state, { actor: request.actor, today, calendar })) {
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
    { state, last }: KnownContract,
    decided: readonly Recorded<ContractEvent>[],
  ): Promise<ContractOutcome> {
    const { contractId } = request;
    if (decided.length === 0) {
      return {
        contractId,
        revision: state?.revision ?? -1,
        position: last?.position ?? 0n,
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

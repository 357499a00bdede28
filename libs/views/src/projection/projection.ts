import type { DataSource, EntityManager } from 'typeorm';
import { AlertListRow } from '../alert-list/alert-list.entity';
import { foldAlerts, loadAlerts } from '../alert-list/alert-list.projector';
import { ParkedContractRow } from '../checkpoint/parked-contract.entity';
import { moveCheckpoint, type ViewCheckpoint } from '../checkpoint/view-checkpoint';
import { ContractStateRow } from '../contract-state/contract-state.entity';
import { contractStateRow, HeldStates } from '../contract-state/contract-state.projector';
import { foldContracts, type FoldedContracts } from './fold-contracts';
import type { AlertEntry, ContractEntry, LogEntry } from './log-entry';
import type { Reckoning } from './reckoning';
import { upsertRows } from './replace-rows';
import type { ViewSchema } from './view-schema';
import { writeAllSpans, writeSpans } from './write-spans';

export interface ProjectionOptions {
  readonly schema: ViewSchema;
  /** Whether the days of a contract are computed with every batch that touches it; else once, by `reckonAll`. */
  readonly reckonsWithEachBatch: boolean;
}

/** Turns batches of the log into rows. Rows and checkpoint move in one transaction, so the rows are always those of some
 *  position of the log; what they are depends on the log alone, not on how it was cut into batches. */
export class Projection {
  private readonly held = new HeldStates();

  constructor(
    private readonly dataSource: DataSource,
    private current: ViewCheckpoint,
    private reckoning: Reckoning,
    private readonly options: ProjectionOptions,
  ) {}

  get checkpoint(): ViewCheckpoint {
    return this.current;
  }

  /** Applies whole commands, in the order of the log, and moves the checkpoint to the last event, or beyond, to `reached`.
   *  @throws CheckpointMoved */
  async apply(entries: readonly LogEntry[], reached?: bigint): Promise<void> {
    const next = after(this.current, entries, reached);
    const folded = await this.dataSource.transaction(async (manager) => {
      await moveCheckpoint(manager, this.options.schema, this.current, next);
      return this.write(manager, entries);
    });
    this.current = next;
    this.held.keep(folded.changed);
  }

  /** Computes the days of every contract, with what is known now, in one transaction: a reader meets one calendar only.
   *  @throws CheckpointMoved */
  async reckonAll(reckoning: Reckoning): Promise<void> {
    const next = { ...this.current, calendarVersion: reckoning.calendar.version };
    await this.dataSource.transaction(async (manager) => {
      await moveCheckpoint(manager, this.options.schema, this.current, next);
      await writeAllSpans(manager, this.options.schema, reckoning);
    });
    this.current = next;
    this.reckoning = reckoning;
  }

  private async write(manager: EntityManager, entries: readonly LogEntry[]): Promise<FoldedContracts> {
    const parkedStreams = await this.parkedStreams(manager, entries);
    const contracts = await this.foldContracts(manager, entries.filter(isOfContract), parkedStreams);
    const alerts = await this.foldAlerts(manager, entries.filter(isOfAlert), parkedStreams);
    const { schema, reckonsWithEachBatch } = this.options;
    const states = [...contracts.changed].map(([contractId, folded]) => contractStateRow(contractId, folded));
    await upsertRows(manager, schema, ContractStateRow, states);
    await upsertRows(manager, schema, AlertListRow, alerts.changed);
    await upsertRows(manager, schema, ParkedContractRow, [...contracts.parked, ...alerts.parked]);
    if (reckonsWithEachBatch && contracts.changed.size > 0) {
      const changed = new Map([...contracts.changed].map(([contractId, { state }]) => [contractId, state]));
      await writeSpans(manager, schema, changed, this.reckoning);
    }
    return contracts;
  }

  private async foldContracts(
    manager: EntityManager,
    entries: readonly ContractEntry[],
    parkedStreams: ReadonlySet<string>,
  ): Promise<FoldedContracts> {
    if (entries.length === 0) return { changed: new Map(), parked: [] };
    const touched = [...new Set(entries.map((entry) => entry.contractId))];
    const known = await this.held.load(manager, this.options.schema, touched);
    return foldContracts(entries, known, parkedStreams);
  }

  private async foldAlerts(manager: EntityManager, entries: readonly AlertEntry[], parkedStreams: ReadonlySet<string>) {
    if (entries.length === 0) return { changed: [], parked: [] };
    return foldAlerts(entries, await loadAlerts(manager, this.options.schema, entries), parkedStreams);
  }

  private async parkedStreams(manager: EntityManager, entries: readonly LogEntry[]): Promise<Set<string>> {
    if (entries.length === 0) return new Set();
    const rows = await manager.query<{ stream_name: string }[]>(
      `SELECT stream_name FROM ${this.options.schema}.parked_contract WHERE stream_name = ANY($1) AND kind <> 'unassessable'`,
      [[...new Set(entries.map((entry) => entry.stored.streamName))]],
    );
    return new Set(rows.map((row) => row.stream_name));
  }
}

function after(from: ViewCheckpoint, entries: readonly LogEntry[], reached?: bigint): ViewCheckpoint {
  const last = entries.at(-1);
  const position = reached ?? last?.stored.position ?? from.position;
  const recorded = entries.findLast((entry) => 'recorded' in entry.read);
  const lastEventRecordedAt =
    recorded && 'recorded' in recorded.read ? recorded.read.recorded.recordedAt : from.lastEventRecordedAt;
  return { ...from, position, lastEventRecordedAt };
}

function isOfContract(entry: LogEntry): entry is ContractEntry {
  return entry.kind === 'contract';
}

function isOfAlert(entry: LogEntry): entry is AlertEntry {
  return entry.kind === 'alert';
}

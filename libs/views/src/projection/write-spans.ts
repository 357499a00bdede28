import { beganOn, timelineOf, type ContractState } from '@heqi/domain';
import { contractStream } from '@heqi/messages';
import type { EntityManager } from 'typeorm';
import { ParkedContractRow } from '../checkpoint/parked-contract.entity';
import { ContractBoardRow } from '../contract-board/contract-board.entity';
import { boardRows } from '../contract-board/contract-board.projector';
import { ObligationLedgerRow } from '../obligation-ledger/obligation-ledger.entity';
import { ledgerRows } from '../obligation-ledger/obligation-ledger.projector';
import { writeQuality } from '../quality/quality.projector';
import type { Reckoning } from './reckoning';
import { replaceRowsOfContracts } from './replace-rows';
import { spansFrom } from './spans-from';
import type { ViewSchema } from './view-schema';

/** Computes the days of contracts and the warnings about them anew and writes the rows that follow. A contract whose days cannot be computed has none
 *  until they can, and is parked as unassessable: no row would be better than a wrong one. */
export async function writeSpans(
  manager: EntityManager,
  schema: ViewSchema,
  states: ReadonlyMap<string, ContractState>,
  { calendar, rules }: Reckoning,
): Promise<void> {
  const ledger = new Map<string, ObligationLedgerRow[]>();
  const board = new Map<string, ContractBoardRow[]>();
  const parked: ParkedContractRow[] = [];
  for (const [contractId, state] of states) {
    try {
      const { obligations, contract } = timelineOf(state, calendar, rules);
      const day = beganOn(state);
      ledger.set(contractId, ledgerRows(contractId, state, spansFrom(day, obligations)));
      board.set(contractId, boardRows(contractId, state, spansFrom(day, contract)));
    } catch (error) {
      ledger.set(contractId, []);
      board.set(contractId, []);
      parked.push(unassessable(contractId, state, error));
    }
  }
  await replaceRowsOfContracts(manager, schema, ObligationLedgerRow, ledger);
  await replaceRowsOfContracts(manager, schema, ContractBoardRow, board);
  await writeQuality(manager, schema, states);
  await park(manager, schema, [...states.keys()], parked);
}

function unassessable(contractId: string, state: ContractState, error: unknown): ParkedContractRow {
  const reason = `Its days cannot be computed: ${error instanceof Error ? error.message : String(error)}`;
  return { streamName: contractStream(contractId), contractId, kind: 'unassessable', revision: state.revision, reason };
}

/** A contract that can be computed again is no longer parked for that; one whose stream cannot be read stays so. */
async function park(
  manager: EntityManager,
  schema: ViewSchema,
  contractIds: readonly string[],
  parked: readonly ParkedContractRow[],
): Promise<void> {
  await manager.query(`DELETE FROM ${schema}.parked_contract WHERE contract_id = ANY($1) AND kind = 'unassessable'`, [
    contractIds,
  ]);
  for (const { streamName, contractId, kind, revision, reason } of parked) {
    await manager.query(
      `INSERT INTO ${schema}.parked_contract (stream_name, contract_id, kind, revision, reason)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [streamName, contractId, kind, revision, reason],
    );
  }
}

const CONTRACTS_PER_PAGE = 200;

/** The same for every contract there is. */
export async function writeAllSpans(manager: EntityManager, schema: ViewSchema, reckoning: Reckoning): Promise<void> {
  for (let after = ''; ;) {
    const page = await manager.query<{ contract_id: string; state: ContractState }[]>(
      `SELECT contract_id, state FROM ${schema}.contract_state WHERE contract_id > $1 ORDER BY contract_id LIMIT $2`,
      [after, CONTRACTS_PER_PAGE],
    );
    await writeSpans(manager, schema, new Map(page.map((row) => [row.contract_id, row.state])), reckoning);
    if (page.length < CONTRACTS_PER_PAGE) return;
    after = page.at(-1)!.contract_id;
  }
}

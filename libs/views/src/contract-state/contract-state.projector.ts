import type { ContractState } from '@heqi/domain';
import type { EntityManager } from 'typeorm';
import type { FoldedContract } from '../projection/fold-contracts';
import type { ViewSchema } from '../projection/view-schema';
import type { ContractStateRow } from './contract-state.entity';

export function contractStateRow(contractId: string, { state, position }: FoldedContract): ContractStateRow {
  return {
    contractId,
    revision: state.revision,
    position,
    state,
    bureauId: state.bureauId,
    dealNumber: state.dealNumber,
    title: state.details.title,
    parkId: state.details.parkId,
    zoneId: state.details.zoneId,
    industryCode: state.details.industryCode,
    partyIds: state.parties.map((party) => party.id),
    recordedAt: state.recordedAt,
    lastRecordedAt: state.lastRecordedAt,
  };
}

const CONTRACTS_HELD = 2_000;

/** The states of the contracts last met, so that a busy contract is not read from the database with every batch. What is
 *  held is trusted only when the database says that it has the same revision. */
export class HeldStates {
  private readonly held = new Map<string, ContractState>();

  async load(
    manager: EntityManager,
    schema: ViewSchema,
    contractIds: readonly string[],
  ): Promise<Map<string, ContractState>> {
    const revisions = contractIds.map((id) => this.held.get(id)?.revision ?? -1);
    const rows = await manager.query<{ contract_id: string; state: ContractState | null }[]>(
      `SELECT s.contract_id, CASE WHEN s.revision <> k.revision THEN s.state END AS state
       FROM unnest($1::text[], $2::integer[]) AS k(contract_id, revision)
       JOIN ${schema}.contract_state s USING (contract_id)`,
      [contractIds, revisions],
    );
    return new Map(rows.map(({ contract_id: id, state }) => [id, state ?? this.held.get(id)!]));
  }

  /** To be called when the states are committed. */
  keep(changed: ReadonlyMap<string, FoldedContract>): void {
    for (const [contractId, { state }] of changed) {
      this.held.delete(contractId); // the order of the map is the order of use
      this.held.set(contractId, state);
    }
    for (const contractId of this.held.keys()) {
      if (this.held.size <= CONTRACTS_HELD) break;
      this.held.delete(contractId);
    }
  }
}

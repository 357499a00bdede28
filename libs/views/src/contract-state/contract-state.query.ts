import { Injectable } from '@nestjs/common';
import type { ContractState } from '@heqi/domain';
import { ParkedContractRow } from '../checkpoint/parked-contract.entity';
import { ViewReader, type Fresh } from '../checkpoint/view-reader';
import { inDistrict, type DistrictFilter } from '../district-filter';
import { pageOf, type Page, type Paging } from '../paging';
import { ContractStateRow } from './contract-state.entity';

export interface FoundContract {
  readonly state: ContractState;
  readonly revision: number;
  readonly position: bigint;
  /** Why the views could not follow the contract further; null where they could. */
  readonly parked: { readonly revision: number; readonly reason: string } | null;
}

export interface ContractFilter extends DistrictFilter {
  /** Part of the title or of the deal number, in any case. */
  readonly text?: string;
  readonly industryCode?: string;
  /** Deals on which this succession is recorded. */
  readonly successionId?: string;
}

/** A deal in a list. */
export type ListedContract = Omit<ContractStateRow, 'state' | 'position'>;

/** The deals, as they are known. */
@Injectable()
export class Contracts {
  constructor(private readonly reader: ViewReader) {}

  /** `found` is null for a contract that the views have not heard of. */
  async find(contractId: string): Promise<Fresh<{ readonly found: FoundContract | null }>> {
    return this.reader.read(async (manager) => {
      const row = await manager.findOneBy(ContractStateRow, { contractId });
      if (!row) return { found: null };
      const parked = await manager.findOneBy(ParkedContractRow, { streamName: `contract-${contractId}` });
      const { state, revision, position } = row;
      const halted = parked && { revision: parked.revision, reason: parked.reason };
      return { found: { state, revision, position: BigInt(position), parked: halted } };
    });
  }

  /** By deal number. */
  async list(filter: ContractFilter = {}, paging: Paging = {}): Promise<Fresh<Page<ListedContract>>> {
    const { skip, take } = pageOf(paging);
    return this.reader.read(async (manager) => {
      const query = inDistrict(manager.createQueryBuilder(ContractStateRow, 'c'), filter);
      const { text, industryCode, successionId } = filter;
      if (text !== undefined) {
        query.andWhere(
          '(position(lower(:text) in lower(c.title)) > 0 OR position(lower(:text) in lower(c.dealNumber)) > 0)',
          { text },
        );
      }
      if (industryCode !== undefined) query.andWhere('c.industryCode = :industryCode', { industryCode });
      if (successionId !== undefined) {
        query.andWhere(`c.state #> '{procedures,successions}' @> :named::jsonb`, {
          named: JSON.stringify([{ successionId }]),
        });
      }
      const [rows, total] = await query
        .select(LISTED.map((column) => `c.${column}`))
        .orderBy('c.dealNumber')
        .addOrderBy('c.contractId')
        .skip(skip)
        .take(take)
        .getManyAndCount();
      return { rows, total };
    });
  }
}

const LISTED: readonly (keyof ListedContract)[] = [
  'contractId',
  'revision',
  'bureauId',
  'dealNumber',
  'title',
  'parkId',
  'zoneId',
  'industryCode',
  'partyIds',
  'recordedAt',
  'lastRecordedAt',
];

import { Injectable } from '@nestjs/common';
import type { AlertLevel, AlertRule, Side } from '@heqi/domain';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { ViewReader, type Fresh } from '../checkpoint/view-reader';
import { ContractStateRow } from '../contract-state/contract-state.entity';
import { inDistrict, type DistrictFilter } from '../district-filter';
import { ObligationLedgerRow } from '../obligation-ledger/obligation-ledger.entity';
import { pageOf, type Page, type Paging } from '../paging';
import { AlertListRow } from './alert-list.entity';

export interface AlertFilter extends DistrictFilter {
  readonly contractId?: string;
  readonly no?: string;
  readonly side?: Side;
  readonly rule?: AlertRule;
  readonly level?: AlertLevel;
  readonly state?: 'raised' | 'cleared';
  readonly obligorId?: string;
  /** Raised on or after this day, and on or before that one. */
  readonly raisedFrom?: string;
  readonly raisedUntil?: string;
}

export type Alert = Omit<AlertListRow, 'revision'> & {
  /** How the duty and its deal are called now; null for a duty that was retracted since. */
  readonly duty: AlertedDuty | null;
};

export type AlertedDuty = Pick<ObligationLedgerRow, 'dealNumber' | 'contractTitle' | 'title' | 'obligorName'>;

/** 预警: what was raised, and what became of it. */
@Injectable()
export class AlertList {
  constructor(private readonly reader: ViewReader) {}

  /** The latest first. */
  async find(filter: AlertFilter = {}, paging: Paging = {}): Promise<Fresh<Page<Alert>>> {
    const { skip, take } = pageOf(paging);
    return this.reader.read(async (manager) => {
      const query = narrowed(manager.createQueryBuilder(AlertListRow, 'a'), filter);
      const [rows, total] = await query
        .orderBy('a.raisedOn', 'DESC')
        .addOrderBy('a.recordedAt', 'DESC')
        .addOrderBy('a.alertId')
        .skip(skip)
        .take(take)
        .getManyAndCount();
      const duties = await dutiesOf(manager, rows);
      return { rows: rows.map((row) => alertOf(row, duties.get(`${row.contractId}/${row.no}`))), total };
    });
  }
}

function alertOf(row: AlertListRow, duty: AlertedDuty | undefined): Alert {
  const { revision: _, ...alert } = row;
  return { ...alert, duty: duty ?? null };
}

/** By `contractId/no`. Each duty of the ledger has one open-ended span: it carries the names as they are now. */
async function dutiesOf(manager: EntityManager, alerts: readonly AlertListRow[]): Promise<Map<string, AlertedDuty>> {
  const contractIds = [...new Set(alerts.map(({ contractId }) => contractId))];
  const rows = await manager
    .createQueryBuilder(ObligationLedgerRow, 'o')
    .where('o.untilDay IS NULL AND o.contractId = ANY(:contractIds)', { contractIds })
    .getMany();
  return new Map(
    rows.map(({ contractId, no, dealNumber, contractTitle, title, obligorName }) => [
      `${contractId}/${no}`,
      { dealNumber, contractTitle, title, obligorName },
    ]),
  );
}

function narrowed(query: SelectQueryBuilder<AlertListRow>, filter: AlertFilter): SelectQueryBuilder<AlertListRow> {
  const { contractId, no, side, rule, level, state, obligorId, raisedFrom, raisedUntil } = filter;
  for (const [column, value] of Object.entries({ contractId, no, side, rule, level, state, obligorId })) {
    if (value !== undefined) query.andWhere(`a.${column} = :${column}`, { [column]: value });
  }
  if (raisedFrom !== undefined) query.andWhere('a.raisedOn >= :raisedFrom', { raisedFrom });
  if (raisedUntil !== undefined) query.andWhere('a.raisedOn <= :raisedUntil', { raisedUntil });
  const ofDistrict = inDistrict(
    query.subQuery().select('c.contractId').from(ContractStateRow, 'c') as SelectQueryBuilder<ContractStateRow>,
    filter,
  );
  const { bureauId, parkId, zoneId, partyId } = filter;
  if ([bureauId, parkId, zoneId, partyId].some((each) => each !== undefined)) {
    query.andWhere(`a.contractId IN ${ofDistrict.getQuery()}`);
  }
  return query;
}

import { Injectable } from '@nestjs/common';
import type { AlertLevel, AlertRule, Side } from '@heqi/domain';
import type { SelectQueryBuilder } from 'typeorm';
import { ViewReader, type Fresh } from '../checkpoint/view-reader';
import { ContractStateRow } from '../contract-state/contract-state.entity';
import { inDistrict, type DistrictFilter } from '../district-filter';
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

export type Alert = Omit<AlertListRow, 'revision'>;

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
      return { rows: rows.map(withoutRevision), total };
    });
  }
}

function withoutRevision(row: AlertListRow): Alert {
  const { revision: _, ...alert } = row;
  return alert;
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

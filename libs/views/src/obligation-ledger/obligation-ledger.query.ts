import { Injectable } from '@nestjs/common';
import {
  bookedAfter,
  daysBetween,
  isLateAndOwed,
  type Book,
  type CivilDate,
  type Light,
  type ObligationStatus,
  type Side,
} from '@heqi/domain';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { ViewReader, type Fresh } from '../checkpoint/view-reader';
import { asOf, inDistrict, type DistrictFilter } from '../district-filter';
import { pageOf, type Page, type Paging } from '../paging';
import { ObligationLedgerRow } from './obligation-ledger.entity';

export interface LedgerFilter extends DistrictFilter {
  readonly contractId?: string;
  readonly side?: Side;
  readonly statuses?: readonly ObligationStatus[];
  readonly lights?: readonly Light[];
  /** The office, company or enterprise that owes the duty. */
  readonly obligorId?: string;
  readonly verifierId?: string;
  readonly category?: string;
  /** Number of the duty at the root of what holds it up. */
  readonly blockedBy?: string;
  /** Only duties with at least a day of slip in this book. */
  readonly slipIn?: Book;
}

/** A duty as it stands on one day. */
export type LedgerEntry = Omit<
  ObligationLedgerRow,
  'fromDay' | 'untilDay' | 'daysLateAtFulfilment' | 'slipAtStart' | 'slipGrows'
> & {
  /** The days on which this answer holds, by what is known: from, and until (null: for ever). */
  readonly holds: { readonly from: string; readonly until: string | null };
  /** Natural days past the due date: at fulfilment, or by the day asked about while overdue; 0 when not late. */
  readonly daysLate: number;
  /** Days since the original date, each booked once (延误台账). */
  readonly slip: Readonly<Record<Book, number>>;
};

/** 履约台账: which duty stands where, as of a day. */
@Injectable()
export class ObligationLedger {
  constructor(private readonly reader: ViewReader) {}

  /** By due date, those without one last, then by deal and number. */
  async find(
    day: CivilDate,
    filter: LedgerFilter = {},
    paging: Paging = {},
  ): Promise<Fresh<Page<LedgerEntry> & { readonly asOf: CivilDate }>> {
    const { skip, take } = pageOf(paging);
    return this.reader.read(async (manager) => {
      const [rows, total] = await ledgerOn(manager, day, filter)
        .orderBy('o.dueOn', 'ASC', 'NULLS LAST')
        .addOrderBy('o.dealNumber')
        .addOrderBy('o.contractId')
        .addOrderBy('o.no')
        .skip(skip)
        .take(take)
        .getManyAndCount();
      return { asOf: day, rows: rows.map((row) => entryOn(day, row)), total };
    });
  }

  /** All duties of one deal, by number. */
  async ofContract(day: CivilDate, contractId: string): Promise<Fresh<{ readonly rows: readonly LedgerEntry[] }>> {
    return this.reader.read(async (manager) => {
      const rows = await ledgerOn(manager, day, { contractId }).orderBy('o.no').getMany();
      return { rows: rows.map((row) => entryOn(day, row)) };
    });
  }
}

/** The rows that hold a day, narrowed. */
export function ledgerOn(
  manager: EntityManager,
  day: CivilDate,
  filter: LedgerFilter,
): SelectQueryBuilder<ObligationLedgerRow> {
  const query = inDistrict(asOf(manager.createQueryBuilder(ObligationLedgerRow, 'o'), day), filter);
  const { contractId, side, statuses, lights, obligorId, verifierId, category, blockedBy, slipIn } = filter;
  if (contractId !== undefined) query.andWhere('o.contractId = :contractId', { contractId });
  if (side !== undefined) query.andWhere('o.side = :side', { side });
  if (statuses !== undefined) query.andWhere('o.status = ANY(:statuses)', { statuses });
  if (lights !== undefined) query.andWhere('o.light = ANY(:lights)', { lights });
  if (obligorId !== undefined) query.andWhere('o.obligorId = :obligorId', { obligorId });
  if (verifierId !== undefined) query.andWhere('o.verifierId = :verifierId', { verifierId });
  if (category !== undefined) query.andWhere('o.category = :category', { category });
  if (blockedBy !== undefined) query.andWhere('o.blockedBy = :blockedBy', { blockedBy });
  if (slipIn !== undefined) {
    query.andWhere(`((o.slipAtStart ->> :slipIn)::integer > 0 OR (o.slipGrows = :slipIn AND o.fromDay < :slipDay))`, {
      slipIn,
      slipDay: day,
    });
  }
  return query;
}

export function entryOn(day: CivilDate, row: ObligationLedgerRow): LedgerEntry {
  const { fromDay, untilDay, daysLateAtFulfilment, slipAtStart, slipGrows, ...rest } = row;
  const late = isLateAndOwed(row.status) && row.dueOn !== null;
  return {
    ...rest,
    holds: { from: fromDay, until: untilDay },
    slip: bookedAfter({ byBook: slipAtStart, grows: slipGrows }, daysBetween(fromDay as CivilDate, day)),
    daysLate: late ? daysBetween(row.dueOn as CivilDate, day) : daysLateAtFulfilment,
  };
}

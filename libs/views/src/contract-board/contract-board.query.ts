import { Injectable } from '@nestjs/common';
import { LIGHTS, SIDES, type CivilDate, type Light, type Quadrant, type Side } from '@heqi/domain';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { ViewReader, type Fresh } from '../checkpoint/view-reader';
import { asOf, inDistrict, type DistrictFilter } from '../district-filter';
import { ledgerOn } from '../obligation-ledger/obligation-ledger.query';
import { pageOf } from '../paging';
import { ContractBoardRow } from './contract-board.entity';
import { fulfilmentRates, type FulfilmentRate, type StatusCount } from './fulfilment-rates';

export type LightCounts = Readonly<Record<Light, number>>;

export interface BoardDeal {
  readonly contractId: string;
  readonly dealNumber: string;
  readonly title: string;
  readonly parkId: string | null;
  readonly zoneId: string | null;
  readonly government: LightCounts;
  readonly enterprise: LightCounts;
  readonly terminatedOn: string | null;
}

export interface BoardGroup {
  readonly count: number;
  /** The first of them by deal number, as many as were asked for. */
  readonly deals: readonly BoardDeal[];
}

export interface Board {
  readonly asOf: CivilDate;
  /** The deals that run as of the day. A side is behind when at least one of its duties is red. */
  readonly quadrants: Readonly<Record<Quadrant, BoardGroup>>;
  /** The deals terminated by the day: they stand in no quadrant. */
  readonly ended: BoardGroup;
  /** Duties by light, of all of these deals. */
  readonly totals: Readonly<Record<Side, LightCounts>>;
  readonly rates: readonly FulfilmentRate[];
}

const QUADRANTS: readonly Quadrant[] = ['both_keep', 'government_behind', 'enterprise_behind', 'both_behind'];

/** 双兑现看板: the four quadrants. */
@Injectable()
export class ContractBoard {
  constructor(private readonly reader: ViewReader) {}

  /** `dealsPerGroup` bounds the lists, not the counts. */
  async asOf(day: CivilDate, filter: DistrictFilter = {}, dealsPerGroup = 100): Promise<Fresh<Board>> {
    const { take } = pageOf({ limit: dealsPerGroup });
    return this.reader.read(async (manager) => {
      const groups = await groupsOn(manager, day, filter, take);
      const counts = await countsOn(manager, day, filter);
      return { asOf: day, ...groups, totals: totalsOf(counts), rates: fulfilmentRates(counts) };
    });
  }
}

async function groupsOn(
  manager: EntityManager,
  day: CivilDate,
  filter: DistrictFilter,
  take: number,
): Promise<Pick<Board, 'quadrants' | 'ended'>> {
  const rows = inDistrict(asOf(manager.createQueryBuilder(ContractBoardRow, 'b'), day), filter);
  const group = async (narrow: (query: SelectQueryBuilder<ContractBoardRow>) => void): Promise<BoardGroup> => {
    const query = rows.clone();
    narrow(query);
    const [deals, count] = await query.orderBy('b.dealNumber').addOrderBy('b.contractId').take(take).getManyAndCount();
    return { count, deals: deals.map(dealOf) };
  };
  const running = '(b.terminatedOn IS NULL OR b.terminatedOn > :day)';
  const quadrants: Partial<Record<Quadrant, BoardGroup>> = {};
  for (const quadrant of QUADRANTS) {
    quadrants[quadrant] = await group((query) =>
      query.andWhere(running).andWhere('b.quadrant = :quadrant', { quadrant }),
    );
  }
  const ended = await group((query) => query.andWhere('b.terminatedOn <= :day'));
  return { quadrants: quadrants as Record<Quadrant, BoardGroup>, ended };
}

const BEST_EFFORT = `'best_effort' = ANY(o.flags)`;

async function countsOn(
  manager: EntityManager,
  day: CivilDate,
  filter: DistrictFilter,
): Promise<(StatusCount & { readonly light: Light })[]> {
  const rows = await ledgerOn(manager, day, filter)
    .select('o.side', 'side')
    .addSelect('o.status', 'status')
    .addSelect('o.light', 'light')
    .addSelect(BEST_EFFORT, 'bestEffort')
    .addSelect('count(*)::integer', 'count')
    .groupBy(`o.side, o.status, o.light, ${BEST_EFFORT}`)
    .getRawMany<StatusCount & { light: Light }>();
  return rows;
}

function totalsOf(counts: readonly { readonly side: Side; readonly light: Light; readonly count: number }[]) {
  const total = (side: Side, light: Light) =>
    counts.reduce((sum, each) => (each.side === side && each.light === light ? sum + each.count : sum), 0);
  const ofSide = (side: Side) => Object.fromEntries(LIGHTS.map((light) => [light, total(side, light)])) as LightCounts;
  return Object.fromEntries(SIDES.map((side) => [side, ofSide(side)])) as Record<Side, LightCounts>;
}

function dealOf(row: ContractBoardRow): BoardDeal {
  const { contractId, dealNumber, title, parkId, zoneId, terminatedOn } = row;
  return {
    contractId,
    dealNumber,
    title,
    parkId,
    zoneId,
    government: {
      grey: row.governmentGrey,
      blue: row.governmentBlue,
      green: row.governmentGreen,
      yellow: row.governmentYellow,
      red: row.governmentRed,
    },
    enterprise: {
      grey: row.enterpriseGrey,
      blue: row.enterpriseBlue,
      green: row.enterpriseGreen,
      yellow: row.enterpriseYellow,
      red: row.enterpriseRed,
    },
    terminatedOn,
  };
}

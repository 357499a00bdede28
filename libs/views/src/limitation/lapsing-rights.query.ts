import { Injectable } from '@nestjs/common';
import {
  assess,
  clocksOf,
  LATE_AND_OWED,
  type CivilDate,
  type Clock,
  type ContractState,
  type Limitation,
  type Side,
} from '@heqi/domain';
import { In, type EntityManager } from 'typeorm';
import { ViewReader, type Fresh } from '../checkpoint/view-reader';
import { ContractStateRow } from '../contract-state/contract-state.entity';
import type { DistrictFilter } from '../district-filter';
import { ledgerOn } from '../obligation-ledger/obligation-ledger.query';
import { pageOf, type Page, type Paging } from '../paging';
import type { Reckoning } from '../projection/reckoning';

/** `limitation` ends the claim to performance, `rescission` the other side's right to rescind. */
export type LapsingKind = 'limitation' | 'rescission';

export interface LapsingFilter extends DistrictFilter {
  readonly contractId?: string;
  /** The side that owes the duty; the other one's right lapses. */
  readonly side?: Side;
  readonly obligorId?: string;
  readonly kind?: LapsingKind;
}

/** A right about a late duty that ends with a day. */
export interface LapsingRight extends Clock {
  readonly kind: LapsingKind;
  readonly contractId: string;
  readonly dealNumber: string;
  readonly contractTitle: string;
  readonly no: string;
  readonly side: Side;
  readonly title: string;
  readonly obligorId: string | null;
  readonly obligeeId: string | null;
  readonly runsFrom: CivilDate;
  readonly endsOn: CivilDate;
  readonly restartedBy: Limitation['restartedBy'];
}

const STATES_AT_ONCE = 100;

/** What lapses soon. The ledger tells which duties are late on the day; their clocks are computed from the contracts. */
@Injectable()
export class LapsingRights {
  constructor(private readonly reader: ViewReader) {}

  /** The rights that, as of `day`, end from that day until `until`, both included; the first to end first. */
  async between(
    day: CivilDate,
    until: CivilDate,
    reckoning: Reckoning,
    { kind, ...filter }: LapsingFilter = {},
    paging: Paging = {},
  ): Promise<Fresh<Page<LapsingRight>>> {
    const { skip, take } = pageOf(paging);
    return this.reader.read(async (manager) => {
      const late = await lateDuties(manager, day, filter);
      const found: LapsingRight[] = [];
      for await (const state of statesOf(manager, [...late.keys()])) {
        found.push(...rightsIn(state, late.get(state.contractId)!, day, reckoning));
      }
      const lapsing = found
        .filter((right) => right.endsOn >= day && right.endsOn <= until && (kind === undefined || right.kind === kind))
        .toSorted(byEnd);
      return { rows: lapsing.slice(skip, skip + take), total: lapsing.length };
    });
  }
}

/** The numbers of the late duties, by contract. */
async function lateDuties(
  manager: EntityManager,
  day: CivilDate,
  filter: Omit<LapsingFilter, 'kind'>,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await ledgerOn(manager, day, { ...filter, statuses: LATE_AND_OWED })
    .select('o.contractId', 'contractId')
    .addSelect('o.no', 'no')
    .getRawMany<{ contractId: string; no: string }>();
  const late = new Map<string, Set<string>>();
  for (const { contractId, no } of rows) late.set(contractId, (late.get(contractId) ?? new Set()).add(no));
  return late;
}

async function* statesOf(manager: EntityManager, contractIds: readonly string[]): AsyncIterable<ContractState> {
  for (let from = 0; from < contractIds.length; from += STATES_AT_ONCE) {
    const some = contractIds.slice(from, from + STATES_AT_ONCE);
    for (const { state } of await manager.findBy(ContractStateRow, { contractId: In(some) })) yield state;
  }
}

function rightsIn(
  state: ContractState,
  late: ReadonlySet<string>,
  day: CivilDate,
  { calendar, rules }: Reckoning,
): LapsingRight[] {
  const assessment = assess(state, day, calendar, rules);
  return [...clocksOf(state, assessment, calendar)].flatMap(([no, { limitation, rescission }]) => {
    if (!late.has(no)) return [];
    const { side, title, obligorId, obligeeId } = state.obligations.find(({ terms }) => terms.no === no)!.terms;
    const { contractId, dealNumber } = state;
    const about = { contractId, dealNumber, contractTitle: state.details.title, no, side, title, obligorId, obligeeId };
    return [
      ...running(limitation).map((clock) => ({ ...about, kind: 'limitation' as const, ...clock })),
      ...running(rescission && { ...rescission, restartedBy: null }).map((clock) => ({
        ...about,
        kind: 'rescission' as const,
        ...clock,
      })),
    ];
  });
}

function running(clock: Limitation | null): (Limitation & { runsFrom: CivilDate; endsOn: CivilDate })[] {
  if (clock === null) return [];
  const { runsFrom, endsOn } = clock;
  return runsFrom === null || endsOn === null ? [] : [{ ...clock, runsFrom, endsOn }];
}

function byEnd(a: LapsingRight, b: LapsingRight): number {
  const key = ({ endsOn, dealNumber, contractId, no, kind }: LapsingRight) =>
    [endsOn, dealNumber, contractId, no, kind].join('\n');
  return key(a) < key(b) ? -1 : 1;
}

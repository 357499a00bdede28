import { Injectable } from '@nestjs/common';
import { isOpen, OBLIGATION_STATUSES, type CivilDate } from '@heqi/domain';
import { ViewReader, type Fresh } from '../checkpoint/view-reader';
import { entryOn, ledgerOn, type LedgerEntry, type LedgerFilter } from '../obligation-ledger/obligation-ledger.query';

export interface DueDay {
  readonly on: string;
  /** Of both sides, by side, deal and number. A provisional one may still move with a later holiday notice. */
  readonly obligations: readonly LedgerEntry[];
}

export interface DueCalendarAnswer {
  readonly asOf: CivilDate;
  readonly from: CivilDate;
  readonly until: CivilDate;
  /** The days on which something falls due, in order. */
  readonly days: readonly DueDay[];
  /** Whether there is more than fits: the last days are then left out whole. */
  readonly cutOff: boolean;
}

const OBLIGATIONS_AT_MOST = 2_000;
const OPEN = OBLIGATION_STATUSES.filter(isOpen);

/** 到期日历: what falls due when. Reads the ledger's rows: the same duties, asked for by their due date. */
@Injectable()
export class DueCalendar {
  constructor(private readonly reader: ViewReader) {}

  /** The duties still owed as of `day` whose due date lies between `from` and `until`, both included.
   *  Throws a RangeError when `until` comes before `from`. */
  async between(
    day: CivilDate,
    from: CivilDate,
    until: CivilDate,
    filter: Omit<LedgerFilter, 'statuses'> = {},
  ): Promise<Fresh<DueCalendarAnswer>> {
    if (until < from) throw new RangeError(`the calendar from ${from} until ${until} has no day: until comes first.`);
    return this.reader.read(async (manager) => {
      const rows = await ledgerOn(manager, day, { ...filter, statuses: OPEN })
        .andWhere('o.dueOn BETWEEN :from AND :until', { from, until })
        .orderBy('o.dueOn')
        .addOrderBy('o.side')
        .addOrderBy('o.dealNumber')
        .addOrderBy('o.contractId')
        .addOrderBy('o.no')
        .take(OBLIGATIONS_AT_MOST + 1)
        .getMany();
      const days = byDay(rows.map((row) => entryOn(day, row)));
      const cutOff = rows.length > OBLIGATIONS_AT_MOST;
      return { asOf: day, from, until, days: cutOff && days.length > 1 ? days.slice(0, -1) : days, cutOff };
    });
  }
}

function byDay(entries: readonly LedgerEntry[]): DueDay[] {
  const days: { on: string; obligations: LedgerEntry[] }[] = [];
  for (const entry of entries) {
    if (days.at(-1)?.on !== entry.dueOn) days.push({ on: entry.dueOn!, obligations: [] });
    days.at(-1)!.obligations.push(entry);
  }
  return days;
}

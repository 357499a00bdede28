import { Injectable } from '@nestjs/common';
import type { ContractState } from '@heqi/domain';
import { ViewReader, type Fresh } from '../checkpoint/view-reader';
import { inDistrict, type DistrictFilter } from '../district-filter';
import { ContractStateRow } from './contract-state.entity';

const PAGE = 100;

/** All deals of a part of the district, one after the other, for questions that are reckoned from the facts themselves. */
@Injectable()
export class ContractStates {
  constructor(private readonly reader: ViewReader) {}

  /** Hands over every state once, by deal number, a page at a time in memory; all are of one moment. */
  async each(filter: DistrictFilter, take: (state: ContractState) => void): Promise<Fresh<{ readonly count: number }>> {
    return this.reader.read(async (manager) => {
      let count = 0;
      for (let skip = 0; ; skip += PAGE) {
        const rows = await inDistrict(manager.createQueryBuilder(ContractStateRow, 'c'), filter)
          .orderBy('c.dealNumber')
          .addOrderBy('c.contractId')
          .skip(skip)
          .take(PAGE)
          .getMany();
        for (const { state } of rows) take(state);
        count += rows.length;
        if (rows.length < PAGE) return { count };
      }
    });
  }
}

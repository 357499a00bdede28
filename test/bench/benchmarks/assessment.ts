import {
  assess,
  civilDate,
  DEFAULT_ASSESSMENT_RULES,
  foldContract,
  latestCalendar,
  timelineOf,
  type ContractEvent,
  type ContractState,
  type Recorded,
} from '@heqi/domain';
import type { Benchmark } from '../harness/benchmark';
import { compare, milliseconds, repeat } from '../harness/compare';
import { dealHistory } from '../support/deals';

const sizes = {
  full: { duties: 60, events: 3_000, contracts: 1_000, manyDuties: 1_000, pairs: 9 },
  quick: { duties: 60, events: 3_000, contracts: 200, manyDuties: 300, pairs: 5 },
  smoke: { duties: 10, events: 60, contracts: 3, manyDuties: 20, pairs: 1 },
};
const DAY = civilDate('2025-06-18');

export const assessment: Benchmark = {
  name: 'assessment',
  question: 'What do folding and assessing cost, and does a duty cost more in a large deal?',
  sizes,
  async run({ size }) {
    const { duties, events, contracts, manyDuties, pairs } = sizes[size];
    const calendar = latestCalendar();
    const judge = (state: ContractState) => assess(state, DAY, calendar, DEFAULT_ASSESSMENT_RULES).obligations.length;
    const texts = dealHistory(duties, events).map((recorded) => JSON.stringify(recorded));
    const parsed = texts.map((text) => JSON.parse(text) as Recorded<ContractEvent>);
    const folding = await compare(
      {
        what: `fold and assess a deal of ${duties} duties and ${events} events`,
        run: () => milliseconds(() => judge(foldContract(parsed)!)),
      },
      {
        what: 'JSON.parse of the same events',
        run: () => milliseconds(() => texts.map((text) => JSON.parse(text) as unknown)),
      },
      pairs,
    );
    const state = foldContract(parsed)!;
    const timeline = await repeat(
      {
        what: 'every status of that deal for every day there is',
        run: () => milliseconds(() => timelineOf(state, calendar, DEFAULT_ASSESSMENT_RULES)),
      },
      pairs,
    );
    const district = Array.from({ length: contracts }, () => foldContract(dealHistory(30, 150))!);
    const day = await repeat(
      {
        what: `assess ${contracts} deals of 30 duties for a day`,
        run: () => milliseconds(() => district.forEach(judge)),
      },
      pairs,
    );
    const perDuty = (of: ContractState, times: number) => async () =>
      (await milliseconds(() => {
        for (let time = 0; time < times; time++) judge(of);
      })) /
      (times * of.obligations.length);
    const small = foldContract(dealHistory(10, 50))!;
    const large = foldContract(dealHistory(manyDuties, manyDuties * 5))!;
    const flat = await compare(
      { what: `a duty of a deal of ${manyDuties}, circles included`, run: perDuty(large, 3) },
      { what: 'a duty of a deal of 10', run: perDuty(small, 3 * Math.ceil(manyDuties / 10)) },
      pairs,
    );
    return [
      { name: 'fold and assess ÷ parse', unit: 'ms', ...folding, goal: { atMost: 3 } },
      { name: 'timeline of a large deal', unit: 'ms', a: timeline },
      { name: 'a district for a day', unit: 'ms', a: day, goal: { atMost: 1_000 } },
      { name: 'duty in a large deal ÷ in a small one', unit: 'ms', ...flat, goal: { atMost: 1.5 } },
    ];
  },
};

import type { Deal } from '../deal';
import type { Random } from '../random';
import { capital, deposit, register } from './formation';
import { completion, intensity, investment, production, start } from './construction';
import type { DutyKey, DutyPlan, DutyTemplate, Sheet } from './duty';
import { depositBack, rentSubsidy, subsidy } from './incentives';
import { jobs, output, research, tax, upscale } from './results';
import { housing, permit, recruitment, school } from './services';
import { land, plant, power, road, utilities } from './site';

/** Every kind of duty, each after those whose fulfilment it may wait for. */
const TEMPLATES: Readonly<Record<DutyKey, DutyTemplate>> = {
  ...{ register, deposit, capital, land, plant, utilities, power, road, permit, start, investment, completion },
  ...{ production, intensity, jobs, upscale, output, tax, research, subsidy, rentSubsidy, depositBack },
  ...{ recruitment, housing, school },
};
const IN_ORDER = Object.keys(TEMPLATES) as DutyKey[];

const PROMISES: ReadonlySet<DutyKey> = new Set<DutyKey>([
  ...(['land', 'plant', 'utilities', 'power', 'road', 'permit', 'subsidy', 'rentSubsidy'] as const),
  ...(['depositBack', 'recruitment', 'housing', 'school'] as const),
]);

const ALWAYS: Readonly<Record<Deal['site'], readonly DutyKey[]>> = {
  land: ['register', 'land', 'start', 'investment', 'completion', 'production'],
  plant: ['register', 'plant', 'investment', 'production'],
};
const SOMETIMES: Readonly<Record<Deal['site'], readonly DutyKey[]>> = {
  land: [
    ...(['capital', 'deposit', 'utilities', 'power', 'road', 'permit', 'intensity', 'jobs', 'upscale'] as const),
    ...(['output', 'tax', 'research', 'subsidy', 'recruitment', 'housing', 'school'] as const),
  ],
  plant: [
    ...(['capital', 'deposit', 'power', 'jobs', 'upscale', 'output', 'tax', 'research', 'subsidy'] as const),
    ...(['rentSubsidy', 'recruitment', 'housing', 'school'] as const),
  ],
};
const FEWEST = { land: 8, plant: 7 } as const;
const MOST = 12;

/** Draws which duties a deal has, 6 to 12, numbers each side's in order, and puts them into terms. */
export function drawDuties(deal: Deal, instruments: Sheet['instruments'], random: Random): DutyPlan[] {
  const count = Math.min(random.int(FEWEST[deal.site], MOST), random.int(FEWEST[deal.site], MOST));
  const chosen = new Set<DutyKey>(ALWAYS[deal.site]);
  for (const key of random.shuffled(SOMETIMES[deal.site])) {
    if (chosen.size >= count) break;
    if (key !== 'deposit') chosen.add(key);
    else if (chosen.size + 2 <= count) chosen.add(key).add('depositBack');
  }
  const numbers = numbered(IN_ORDER.filter((key) => chosen.has(key)));
  const sheet: Sheet = {
    deal,
    random,
    instruments,
    has: (key) => numbers.has(key),
    noOf: (key) => {
      const no = numbers.get(key);
      if (no === undefined) throw new Error(`Deal ${deal.dealNumber} has no duty ${key} that another could wait for.`);
      return no;
    },
  };
  return [...numbers].map(([key, no]) => TEMPLATES[key](sheet, key, no));
}

function numbered(keys: readonly DutyKey[]): ReadonlyMap<DutyKey, string> {
  let promises = 0;
  let commitments = 0;
  return new Map(
    keys.map((key) => {
      const [letter, count] = PROMISES.has(key) ? ['G', ++promises] : ['E', ++commitments];
      return [key, `${letter}-${String(count).padStart(2, '0')}`];
    }),
  );
}

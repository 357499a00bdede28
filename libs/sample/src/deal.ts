import { addDays, addMonths, type CivilDate, type Party } from '@heqi/domain';
import { PARKS, type Park } from './district';
import { enterpriseOf, type Industry } from './enterprises';
import type { Outcome } from './outcomes';
import type { Random } from './random';
import { workdayFrom } from './timeline/workdays';

/** What was agreed, before it is put into clauses. */
export interface Deal {
  readonly index: number;
  readonly dealNumber: string;
  readonly title: string;
  /** Granted land (出让土地) that the enterprise builds on, or a standard plant (标准厂房) that it rents. */
  readonly site: 'land' | 'plant';
  readonly park: Park;
  readonly industry: Industry;
  readonly enterprise: Party;
  readonly signedOn: CivilDate;
  readonly recordedOn: CivilDate;
  readonly investmentWan: number;
  readonly areaMu: number;
  readonly plantSquareMetres: number;
  readonly jobs: number;
  readonly outputWan: number;
  readonly taxWan: number;
}

/** Draws a deal that can have had its outcome by `until`. */
export function drawDeal(index: number, outcome: Outcome, until: CivilDate, random: Random): Deal {
  const site = index % 5 < 3 ? 'land' : 'plant';
  const { party, brand, industry } = enterpriseOf(index);
  const signedOn = signingDay(site, outcome, until, random);
  const investmentWan = site === 'land' ? random.int(10, 160) * 500 : random.int(10, 75) * 200;
  const outputWan = Math.round((investmentWan * random.int(80, 160)) / 10_000) * 100 + 500;
  return {
    index,
    dealNumber: `RJ${signedOn.slice(0, 4)}-${String(index + 1).padStart(3, '0')}`,
    title: `${brand}${industry.product}${random.pick(['生产基地', '智能制造', '产业化', '扩能'])}项目`,
    site,
    park: random.pick(PARKS),
    industry,
    enterprise: party,
    signedOn,
    recordedOn: random.daysAfter(signedOn, 1, 9),
    investmentWan,
    areaMu: Math.max(8, Math.round(investmentWan / random.int(220, 420))),
    plantSquareMetres: random.int(12, 160) * 100,
    jobs: Math.max(15, Math.round(investmentWan / random.int(90, 220) / 5) * 5),
    outputWan,
    taxWan: Math.max(20, Math.round((outputWan * random.int(15, 40)) / 10_000) * 10),
  };
}

/** Months before `until` in which a deal of this outcome can have been signed, earliest first. */
const SIGNED_MONTHS_BEFORE: Readonly<Record<Outcome, Record<Deal['site'], readonly [number, number]>>> = {
  honoured: { land: [77, 50], plant: [77, 36] },
  on_course: { land: [54, 1], plant: [40, 1] },
  government_behind: { land: [56, 10], plant: [48, 10] },
  enterprise_behind: { land: [62, 14], plant: [54, 10] },
  both_behind: { land: [62, 16], plant: [54, 12] },
  terminated: { land: [70, 26], plant: [66, 20] },
};

function signingDay(site: Deal['site'], outcome: Outcome, until: CivilDate, random: Random): CivilDate {
  const [earliest, latest] = SIGNED_MONTHS_BEFORE[outcome][site];
  return workdayFrom(addDays(addMonths(until, -random.int(latest, earliest)), -random.int(0, 27)));
}

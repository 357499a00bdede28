import { addDays, yearOf, type CivilDate, type Instrument } from '@heqi/domain';
import type { Deal } from '../deal';
import type { Random } from '../random';
import { workdayFrom } from '../timeline/workdays';

/** The papers known when the deal is made; land grant, supplements and the like come with the facts. */
export interface Papers {
  readonly agreement: Instrument;
  readonly performance: Instrument;
  /** Minutes of a meeting some weeks later (会议纪要): promises stand in them, too. */
  readonly minutes: Instrument;
  readonly signedOn: (instrumentId: string) => CivilDate;
}

export function drawPapers(deal: Deal, random: Random): Papers {
  const minutesOn = workdayFrom(random.daysAfter(deal.signedOn, 20, 60));
  const agreement = paper(deal, 'agreement', 'investment_agreement', `${deal.title}投资协议`, deal.signedOn);
  const performance = paper(deal, 'performance', 'performance_agreement', `${deal.title}履约监管协议`, deal.signedOn);
  const minutes = paper(deal, 'minutes', 'meeting_minutes', `关于${deal.title}有关事项的会议纪要`, minutesOn);
  const days = new Map([agreement, performance, minutes].map(({ id, signedOn }) => [id, signedOn]));
  return { agreement, performance, minutes, signedOn: (id) => days.get(id) ?? deal.signedOn };
}

/** Abbreviations in document numbers (发文字号). */
const SERIES: Readonly<Record<Instrument['kind'], string>> = {
  investment_agreement: '荣招协',
  performance_agreement: '荣履协',
  land_grant_contract: '荣地合',
  supplement: '荣招补',
  meeting_minutes: '荣府纪',
  other: '荣招函',
};

export function paper(
  deal: Deal,
  id: string,
  kind: Instrument['kind'],
  title: string,
  signedOn: CivilDate,
): Instrument {
  const number = String(deal.index + 1).padStart(3, '0');
  return {
    id,
    kind,
    title,
    documentNumber: `${SERIES[kind]}〔${yearOf(signedOn)}〕${number}号`,
    signedOn,
    effectiveOn: kind === 'supplement' ? addDays(signedOn, 1) : null,
  };
}

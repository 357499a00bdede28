import type { Party } from '@heqi/domain';

/** The bureau that keeps the ledger: 招商投资促进局 of the fictional district 荣江区. */
export const BUREAU_ID = 'office-zs';
export const TIME_ZONE = 'Asia/Shanghai';
export const ZONE_ID = 'zone-rongjiang';

/** One zone, many parks (一区多园). */
export interface Park {
  readonly id: string;
  readonly name: string;
  readonly committee: Party;
  readonly platform: Party;
}

export const OFFICES = {
  investment: office(BUREAU_ID, '荣江区招商投资促进局'),
  land: office('office-land', '荣江区规划和自然资源局'),
  finance: office('office-finance', '荣江区财政局'),
  economy: office('office-eic', '荣江区经济和信息化委员会'),
  labour: office('office-hr', '荣江区人力资源和社会保障局'),
  tax: office('office-tax', '荣江区税务局'),
  statistics: office('office-statistics', '荣江区统计局'),
  supervision: office('office-supervision', '荣江区政府督查室'),
  housing: office('office-housing', '荣江区住房和城乡建设委员会'),
  market: office('office-market', '荣江区市场监督管理局'),
  transport: office('office-transport', '荣江区交通运输委员会'),
  education: office('office-education', '荣江区教育委员会'),
  technology: office('office-technology', '荣江区科学技术局'),
} as const satisfies Record<string, Party>;

export const PARKS: readonly Park[] = [
  park('north', '北岸智能制造园'),
  park('airport', '空港装备产业园'),
  park('lake', '澄湖新材料园'),
  park('valley', '云溪食品医药园'),
  park('station', '站前电子信息园'),
];

function park(key: string, name: string): Park {
  return {
    id: `park-${key}`,
    name,
    committee: office(`office-park-${key}`, `荣江开发区${name}管理办公室`),
    platform: {
      id: `platform-${key}`,
      kind: 'platform_company',
      name: `荣江${name}开发建设有限公司`,
      identifier: null,
    },
  };
}

function office(id: string, name: string): Party {
  return { id, kind: 'government_office', name, identifier: null };
}

import type { Party } from '@heqi/domain';

/** What a firm makes and where that stands in GB/T 4754-2017. */
export interface Industry {
  readonly code: string;
  readonly product: string;
}

const INDUSTRIES: readonly Industry[] = [
  { code: 'C3670', product: '汽车零部件' },
  { code: 'C3985', product: '电子专用材料' },
  { code: 'C3841', product: '锂离子电池' },
  { code: 'C2770', product: '医疗器械' },
  { code: 'C1469', product: '调味食品' },
  { code: 'C3484', product: '精密机械' },
  { code: 'C2653', product: '高性能树脂' },
  { code: 'C3491', product: '工业机器人' },
  { code: 'C3311', product: '金属结构' },
  { code: 'C3973', product: '集成电路封装' },
  { code: 'C2720', product: '化学制剂' },
  { code: 'C3824', product: '电力电子元器件' },
  { code: 'C3073', product: '特种陶瓷' },
  { code: 'C1353', product: '肉制品' },
  { code: 'C2927', product: '日用塑料制品' },
  { code: 'C3516', product: '环保装备' },
];

const FIRST = '澄岳衡朗瑾川霁禾翊望砺星樾帆'.split('');
const SECOND = '岚泽辰序舟渡原铭野桓睿清曜陵弘霖钧骞屹嵘沐珩彧泓'.split('');

/** The n-th enterprise of the district, from 0. Names carry the fictional district's own, so they are nobody's; the same
 *  n is the same firm under every seed, so that the sample's people can belong to one. */
export function enterpriseOf(index: number): {
  readonly party: Party;
  readonly brand: string;
  readonly industry: Industry;
} {
  const industry = INDUSTRIES[index % INDUSTRIES.length]!;
  const brand = brandOf(index);
  return {
    brand,
    industry,
    party: {
      id: enterpriseId(index),
      kind: 'enterprise',
      name: `荣江${brand}${industry.product}有限公司`,
      identifier: null,
    },
  };
}

export function enterpriseId(index: number): string {
  return `ent-${String(index + 1).padStart(3, '0')}`;
}

function brandOf(index: number): string {
  const names = FIRST.length * SECOND.length;
  const first = FIRST[index % FIRST.length]!;
  const second = SECOND[Math.floor((index % names) / FIRST.length)]!;
  const round = Math.floor(index / names);
  return round === 0 ? first + second : `${first}${second}${'二三四五六七八九十'[round - 1] ?? `${round + 1}`}号`;
}

const CODE_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** A social credit code (GB 32100-2015) with a right check character, under a region number that no region has. */
export function creditCodeOf(index: number): Party['identifier'] {
  const body = `91500299MA${String(7_000_000 + index * 37)}`;
  return { scheme: 'USCC', value: body + CODE_CHARACTERS[(31 - (weighted(body) % 31)) % 31]! };
}

function weighted(body: string): number {
  let weight = 1;
  let sum = 0;
  for (const each of body) {
    sum += CODE_CHARACTERS.indexOf(each) * weight;
    weight = (weight * 3) % 31;
  }
  return sum;
}

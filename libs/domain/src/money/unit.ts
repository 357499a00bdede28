interface UnitDefinition {
  readonly zh: string;
  readonly en: string;
  /** Units of one dimension are converted into each other, exactly; units of different dimensions never. */
  readonly dimension: string;
  /** How many of the dimension's base unit one of this is: numerator and denominator. */
  readonly inBase: readonly [bigint, bigint];
}

/** The closed list of units. Names are part of recorded events: none is ever removed or redefined. */
export const UNITS = {
  square_metre: { zh: '平方米', en: 'm²', dimension: 'area', inBase: [1n, 1n] },
  /** 15 mu are a hectare, exactly. */
  mu: { zh: '亩', en: 'mu', dimension: 'area', inBase: [2000n, 3n] },
  hectare: { zh: '公顷', en: 'ha', dimension: 'area', inBase: [10_000n, 1n] },
  square_kilometre: { zh: '平方公里', en: 'km²', dimension: 'area', inBase: [1_000_000n, 1n] },
  metre: { zh: '米', en: 'm', dimension: 'length', inBase: [1n, 1n] },
  kilometre: { zh: '公里', en: 'km', dimension: 'length', inBase: [1000n, 1n] },
  kilogram: { zh: '千克', en: 'kg', dimension: 'mass', inBase: [1n, 1n] },
  tonne: { zh: '吨', en: 't', dimension: 'mass', inBase: [1000n, 1n] },
  cubic_metre: { zh: '立方米', en: 'm³', dimension: 'volume', inBase: [1n, 1n] },
  cubic_metre_per_day: { zh: '立方米/日', en: 'm³/day', dimension: 'flow', inBase: [1n, 1n] },
  cubic_metre_per_hour: { zh: '立方米/小时', en: 'm³/h', dimension: 'flow', inBase: [24n, 1n] },
  kva: { zh: '千伏安', en: 'kVA', dimension: 'apparent_power', inBase: [1n, 1n] },
  kilowatt: { zh: '千瓦', en: 'kW', dimension: 'power', inBase: [1n, 1n] },
  megawatt: { zh: '兆瓦', en: 'MW', dimension: 'power', inBase: [1000n, 1n] },
  kilowatt_hour: { zh: '千瓦时', en: 'kWh', dimension: 'electricity', inBase: [1n, 1n] },
  /** Coal equivalent is a convention of statistics, not a mass. */
  tce: { zh: '吨标煤', en: 'tce', dimension: 'coal_equivalent', inBase: [1n, 1n] },
  person: { zh: '人', en: 'persons', dimension: 'persons', inBase: [1n, 1n] },
  enterprise: { zh: '家', en: 'enterprises', dimension: 'enterprises', inBase: [1n, 1n] },
  item: { zh: '项', en: 'items', dimension: 'items', inBase: [1n, 1n] },
  piece: { zh: '件', en: 'pieces', dimension: 'pieces', inBase: [1n, 1n] },
  set: { zh: '套', en: 'sets', dimension: 'sets', inBase: [1n, 1n] },
  vehicle: { zh: '辆', en: 'vehicles', dimension: 'vehicles', inBase: [1n, 1n] },
  ratio: { zh: '', en: '', dimension: 'ratio', inBase: [1n, 1n] },
  percent: { zh: '%', en: '%', dimension: 'ratio', inBase: [1n, 100n] },
  permille: { zh: '‰', en: '‰', dimension: 'ratio', inBase: [1n, 1000n] },
  day: { zh: '天', en: 'days', dimension: 'days', inBase: [1n, 1n] },
  month: { zh: '个月', en: 'months', dimension: 'months', inBase: [1n, 1n] },
  year: { zh: '年', en: 'years', dimension: 'months', inBase: [12n, 1n] },
  cny_per_square_metre: { zh: '元/平方米', en: 'CNY/m²', dimension: 'cny_per_area', inBase: [1n, 1n] },
  cny_per_mu: { zh: '元/亩', en: 'CNY/mu', dimension: 'cny_per_area', inBase: [3n, 2000n] },
  ten_thousand_cny_per_mu: { zh: '万元/亩', en: '10,000 CNY/mu', dimension: 'cny_per_area', inBase: [15n, 1n] },
  /** Rent. */
  cny_per_square_metre_month: { zh: '元/平方米·月', en: 'CNY/m² a month', dimension: 'rent', inBase: [1n, 1n] },
  ten_thousand_cny_per_person: {
    zh: '万元/人',
    en: '10,000 CNY/person',
    dimension: 'cny_per_person',
    inBase: [1n, 1n],
  },
  ten_thousand_cny_per_tce: {
    zh: '万元/吨标煤',
    en: '10,000 CNY/tce',
    dimension: 'cny_per_coal_equivalent',
    inBase: [1n, 1n],
  },
  ten_thousand_cny_per_tonne: { zh: '万元/吨', en: '10,000 CNY/t', dimension: 'cny_per_mass', inBase: [1n, 1n] },
} as const satisfies Record<string, UnitDefinition>;

export type Unit = keyof typeof UNITS;

export function isUnit(unit: unknown): unit is Unit {
  return typeof unit === 'string' && Object.hasOwn(UNITS, unit);
}

export function sameDimension(a: Unit, b: Unit): boolean {
  return UNITS[a].dimension === UNITS[b].dimension;
}

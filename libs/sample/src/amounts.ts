import {
  formatDecimal,
  isMoney,
  parseQuantity,
  type AmountJson,
  type MoneyJson,
  type QuantityJson,
  type Unit,
} from '@heqi/domain';

/** 1万元 is 10,000元, 1,000,000分. */
const FEN_PER_WAN = 1_000_000n;

/** So many whole 万元, the unit in which such contracts are written. */
export function wan(count: number): MoneyJson {
  return { minor: (BigInt(count) * FEN_PER_WAN).toString(), currency: 'CNY' };
}

export function quantity(value: number, unit: Unit): QuantityJson {
  return { value: String(value), unit };
}

/** `basisPoints` of an amount (10000 is all of it), rounded down as people report it: to whole 万元, or to the decimals of
 *  the amount itself. */
export function shareOf(amount: AmountJson, basisPoints: number): AmountJson {
  if (isMoney(amount)) {
    const fen = (BigInt(amount.minor) * BigInt(basisPoints)) / 10_000n;
    return { ...amount, minor: (fen - (fen % FEN_PER_WAN)).toString() };
  }
  const { value, unit } = parseQuantity(amount);
  return {
    value: formatDecimal({ units: (value.units * BigInt(basisPoints)) / 10_000n, scale: value.scale }),
    unit,
  };
}

/** An amount cut into `parts` payments that add up to it, the last one taking what rounding left. */
export function instalmentsOf(total: MoneyJson, parts: number): MoneyJson[] {
  const each = shareOf(total, Math.floor(10_000 / parts)) as MoneyJson;
  const rest = BigInt(total.minor) - BigInt(each.minor) * BigInt(parts - 1);
  return [...Array<MoneyJson>(parts - 1).fill(each), { ...total, minor: rest.toString() }];
}

export function isNothing(amount: AmountJson): boolean {
  return isMoney(amount) ? amount.minor === '0' : parseQuantity(amount).value.units === 0n;
}

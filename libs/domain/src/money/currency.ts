/** The currencies deals are written in: names for people, and the decimals of ISO 4217. */
export const CURRENCIES = {
  CNY: { zh: '元', en: 'Chinese yuan', decimals: 2 },
  USD: { zh: '美元', en: 'US dollar', decimals: 2 },
  EUR: { zh: '欧元', en: 'euro', decimals: 2 },
  HKD: { zh: '港元', en: 'Hong Kong dollar', decimals: 2 },
  MOP: { zh: '澳门元', en: 'Macao pataca', decimals: 2 },
  TWD: { zh: '新台币', en: 'New Taiwan dollar', decimals: 2 },
  JPY: { zh: '日元', en: 'Japanese yen', decimals: 0 },
  KRW: { zh: '韩元', en: 'Korean won', decimals: 0 },
  GBP: { zh: '英镑', en: 'pound sterling', decimals: 2 },
  SGD: { zh: '新加坡元', en: 'Singapore dollar', decimals: 2 },
  CHF: { zh: '瑞士法郎', en: 'Swiss franc', decimals: 2 },
  AUD: { zh: '澳大利亚元', en: 'Australian dollar', decimals: 2 },
  CAD: { zh: '加拿大元', en: 'Canadian dollar', decimals: 2 },
} as const satisfies Record<string, { readonly zh: string; readonly en: string; readonly decimals: number }>;

export type Currency = keyof typeof CURRENCIES;

export function isCurrency(code: unknown): code is Currency {
  return typeof code === 'string' && Object.hasOwn(CURRENCIES, code);
}

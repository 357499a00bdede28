import {
  CURRENCIES,
  LONGEST_TERM,
  parseDecimal,
  TERM_UNITS,
  UNITS,
  type AmountJson,
  type Currency,
  type MoneyJson,
  type QuantityJson,
  type Term,
  type Unit,
} from '@heqi/domain';
import { z } from 'zod';
import { readBy } from './scalar-schemas';
import { namesOf, type AllTrue, type Same } from './same-type';

export const currencySchema = z.enum(namesOf<Currency>(CURRENCIES)).meta({
  id: 'Currency',
  description: '币种 · ISO 4217 code.',
});

/** Minor units as text: no binary floating point touches money. */
export const moneySchema = z
  .strictObject({
    minor: z
      .string()
      .regex(/^(?:0|-?[1-9]\d{0,29})$/, {
        error: 'money is whole minor units (分, cents) as text, at most 30 digits: "12345" CNY is 123.45元',
      })
      .describe('最小货币单位的整数（分） · Whole minor units, as text.'),
    currency: currencySchema,
  })
  .meta({
    id: 'Money',
    description: '金额 · Money in minor units.',
    examples: [{ minor: '3000000000', currency: 'CNY' }],
  });

export const unitSchema = z.enum(namesOf<Unit>(UNITS)).meta({
  id: 'Unit',
  description: '计量单位 · A unit of the closed list.',
});

export const quantitySchema = z
  .strictObject({
    value: z
      .string()
      .check(readBy(parseDecimal))
      .meta({ description: '十进制数 · Plain decimal text.', pattern: '^-?(?:0|[1-9]\\d*)(?:\\.\\d+)?$' }),
    unit: unitSchema,
  })
  .meta({
    id: 'Quantity',
    description: '数量 · A quantity with its unit.',
    examples: [{ value: '105.8', unit: 'mu' }],
  });

/** Money or a quantity, told apart by its fields; the errors are those of the one that was meant. */
export const amountSchema = z
  .union([moneySchema, quantitySchema], {
    error: ({ input }) => {
      const meant = isObject(input) && ('minor' in input || 'currency' in input) ? moneySchema : quantitySchema;
      const issues = meant.safeParse(input).error?.issues ?? [];
      const said = issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message));
      return `neither money {minor, currency} nor a quantity {value, unit}: ${said.join('; ')}`;
    },
  })
  .meta({ id: 'Amount', description: '金额或数量 · Money, or a quantity with its unit.' });

/** About a hundred years in each unit: a longer term can only be a slip of the pen. */
const LONGEST = { natural_days: 36_525, working_days: 25_000, months: 1200, years: 100 } as const;

export const termSchema = z
  .strictObject({
    count: z.int().min(0).max(LONGEST_TERM).describe('期限数 · How many.'),
    unit: z.enum(TERM_UNITS).describe('自然日、工作日、月、年 · Natural days, working days, months, years.'),
  })
  .refine(({ count, unit }) => count <= LONGEST[unit], {
    path: ['count'],
    error: (issue) => {
      const { unit } = issue.input as Term;
      return `a term of more than ${LONGEST[unit]} ${unit} can only be a slip of the pen`;
    },
  })
  .meta({ id: 'Term', description: '期限 · A counted term.', examples: [{ count: 30, unit: 'working_days' }] });

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Fails to compile when a schema and the domain's type part ways. */
export type AmountSchemasMatchTheDomain = AllTrue<
  [
    Same<z.output<typeof moneySchema>, MoneyJson>,
    Same<z.output<typeof quantitySchema>, QuantityJson>,
    Same<z.output<typeof amountSchema>, AmountJson>,
    Same<z.output<typeof termSchema>, Term>,
  ]
>;

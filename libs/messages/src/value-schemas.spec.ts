import * as fc from 'fast-check';
import { civilDateOf, isCivilDate, parseDecimal, parseMoney, UNITS, type ObligationTerms } from '@heqi/domain';
import { z } from 'zod';
import { contractEventSamples } from './event-samples.fixtures';
import {
  amountSchema,
  civilDateSchema,
  contractDetailsSchema,
  evidenceRefSchema,
  idSchema,
  instantSchema,
  measureSchema,
  moneySchema,
  obligationNoSchema,
  obligationTermsSchema,
  plannedDateSchema,
  quantitySchema,
  termSchema,
  text,
  timeZoneSchema,
} from './value-schemas';

const accepts = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;
const said = (schema: z.ZodType, value: unknown) =>
  (schema.safeParse(value).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n');

function reads(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

describe('what a schema accepts, the domain reads', () => {
  const almostDecimal = fc.stringMatching(/^[-+]?0{0,2}\d{0,33}\.?\d{0,3}[eN]?$/);

  it('money', () => {
    fc.assert(
      fc.property(almostDecimal, (minor) => {
        expect(accepts(moneySchema, { minor, currency: 'CNY' })).toBe(
          reads(() => parseMoney({ minor, currency: 'CNY' })),
        );
      }),
    );
  });
  it('quantities', () => {
    fc.assert(
      fc.property(almostDecimal, fc.constantFrom(...Object.keys(UNITS)), (value, unit) => {
        expect(accepts(quantitySchema, { value, unit })).toBe(reads(() => parseDecimal(value)));
      }),
    );
  });
  it('civil dates', () => {
    const day = fc.integer({ min: -25_567, max: 376_199 }).map(civilDateOf);
    const noDay = fc.stringMatching(/^(1899|2025|3000|20255)-(0\d|1[0-3])-[0-3]\d$/);
    fc.assert(
      fc.property(fc.oneof(day, noDay), (date) => {
        expect(accepts(civilDateSchema, date)).toBe(isCivilDate(date));
      }),
    );
  });
});

describe('a value that is refused', () => {
  it.each<[string, z.ZodType, unknown, RegExp]>([
    ['an impossible day', civilDateSchema, '2025-02-29', /2025-02 has the days 01 to 28/],
    ['a day planned for the year 2500', plannedDateSchema, '2500-01-01', /too far away: plan up to 2199/],
    ['a moment without milliseconds', instantSchema, '2025-02-03T04:05:06Z', /UTC with milliseconds/],
    ['a currency nobody knows', moneySchema, { minor: '1', currency: 'RMB' }, /currency: .*"CNY"/],
    ['money with a decimal point', moneySchema, { minor: '1.5', currency: 'CNY' }, /minor: money is whole minor units/],
    ['money as a number', amountSchema, { minor: 1, currency: 'CNY' }, /money \{minor, currency\}.*minor: .*string/],
    ['a unit nobody knows', amountSchema, { value: '3', unit: 'acre' }, /quantity \{value, unit\}: unit: .*"mu"/],
    ['an amount that is a bare number', amountSchema, 12, /neither money/],
    [
      'a term of a century of centuries',
      termSchema,
      { count: 10_000, unit: 'years' },
      /count: a term of more than 100 years/,
    ],
    ['half a month', termSchema, { count: 0.5, unit: 'months' }, /count: /],
    ['a number without its letter', obligationNoSchema, '3', /G-03, E-11/],
    ['an id with a slash', idSchema, 'a/b', /letters, digits/],
    ['a blank text', text(10), ' \n', /blank/],
    ['a text with a NUL', text(10), 'a\u0000b', /control character/],
    ['half a character', text(10), 'a\ud83d', /half of a character/],
    ['a path as a file name', evidenceRefSchema.shape.fileName, '../../etc/passwd', /no path/],
    ['a hash in capitals', evidenceRefSchema.shape.sha256, 'A'.repeat(64), /lower-case/],
    ['a zone nobody knows', timeZoneSchema, 'Asia/Chongqing2', /IANA/],
    ['a measure of no kind', measureSchema, { kind: 'wish' }, /kind: /],
    ['an unknown field', contractDetailsSchema, { title: 'x', colour: 'red' }, /colour/],
  ])('%s says what is wrong and what would be right', (_, schema, value, message) => {
    expect(said(schema, value)).toMatch(message);
  });
});

describe('a request', () => {
  const { no, side, title } = contractEventSamples.ObligationRecorded.data.obligation;

  it('may leave out what is unknown, and it is recorded as null', () => {
    const asked = { no, side, title, measure: { kind: 'milestone' }, due: { kind: 'none' } };
    const terms: ObligationTerms = obligationTermsSchema.parse(asked);
    expect(terms).toEqual({
      ...asked,
      clause: null,
      quotedText: null,
      category: null,
      instrumentId: null,
      obligorId: null,
      performerId: null,
      obligeeId: null,
      verifierId: null,
      measure: { kind: 'milestone', criterion: null },
      conditions: [],
      consequence: null,
      bindingness: 'binding',
      instalmentOf: null,
      tolledBy: [],
      survivesTermination: false,
    });
  });

  it('has a JSON Schema in which that is optional', () => {
    const { $defs } = z.toJSONSchema(z.object({ terms: obligationTermsSchema }), { io: 'input' });
    expect($defs!['ObligationTerms']!.required).toEqual(['no', 'side', 'title', 'measure', 'due']);
  });

  it('keeps Chinese text, line breaks and rare characters as they are', () => {
    const words = '第一条\n\t𠮷野「甲方」';
    expect(text(50).parse(words)).toBe(words);
  });
});

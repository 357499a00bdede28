import { parseCivilDate, parseInstant, type CivilDate, type Instant } from '@heqi/domain';
import { z } from 'zod';

/** A reader of the domain as a check: what it refuses is refused, in its words. */
export function readBy(read: (text: string) => unknown): z.core.CheckFn<string> {
  return ({ value, issues }) => {
    try {
      read(value);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      issues.push({ code: 'custom', message: error.message, input: value });
    }
  };
}

const dateText = z.string().check(readBy(parseCivilDate));

/** A day that happened or was computed, in the years of the domain. */
export const civilDateSchema = dateText.meta({
  id: 'CivilDate',
  format: 'date',
  description: '园区所在地的日期 · A civil date in the zone of the contract’s park, YYYY-MM-DD, years 1900 to 2999.',
  examples: ['2025-06-30'],
}) as unknown as z.ZodType<CivilDate, string>;

const LAST_PLANNED_YEAR = 2199;

/** A day that someone plans or agrees. Bounded, so that terms counted from it stay within the years that can be counted. */
export const plannedDateSchema = dateText
  .check(({ value, issues }) => {
    if (/^\d{4}/.test(value) && Number(value.slice(0, 4)) > LAST_PLANNED_YEAR) {
      issues.push({
        code: 'custom',
        message: `${value} is too far away: plan up to ${LAST_PLANNED_YEAR}.`,
        input: value,
      });
    }
  })
  .meta({
    id: 'PlannedDate',
    format: 'date',
    description: `约定或计划的日期 · An agreed or planned civil date, YYYY-MM-DD, years 1900 to ${LAST_PLANNED_YEAR}.`,
    examples: ['2026-12-31'],
  }) as unknown as z.ZodType<CivilDate, string>;

export const instantSchema = z
  .string()
  .check(readBy(parseInstant))
  .meta({
    id: 'Instant',
    format: 'date-time',
    description: '时刻（UTC，毫秒） · A moment in UTC with milliseconds.',
    examples: ['2025-06-30T02:15:00.000Z'],
  }) as unknown as z.ZodType<Instant, string>;

/** Ids of contracts, parties, instruments, claims …: they stand in stream names, keys and addresses. */
export const idSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, {
    error: 'an id has 1 to 64 characters: letters, digits and . _ : - after a first letter or digit',
  })
  .meta({ id: 'Id', description: '标识 · An id of 1 to 64 characters.', examples: ['inv-2025-001'] });

/** 序号. */
export const obligationNoSchema = z
  .string()
  .regex(/^[A-Z]{1,3}-\d{1,4}[a-z]?$/, {
    error: 'a number is one to three capital letters, a hyphen and up to four digits: G-03, E-11, E-11a',
  })
  .meta({
    id: 'ObligationNo',
    description: '履约事项序号 · The number of a duty in its contract, never renamed.',
    examples: ['G-03', 'E-11'],
  });

export const sha256Schema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, { error: 'a SHA-256 is written as 64 lower-case hexadecimal digits' })
  .meta({ id: 'Sha256', description: 'SHA-256, lower-case hexadecimal.' });

/** Stable ids of events and commands. */
export const uuidSchema = z.uuid().meta({ id: 'Uuid', description: 'UUID (RFC 9562).' });

/** Text for people: not blank, no control characters but line breaks and tabs, so that every store can hold it. */
export function text(lengthMax: number) {
  return z.string().min(1).max(lengthMax).check(readBy(parseText));
}

const UNSTORABLE = /(?![\t\n\r])\p{Control}|\p{Surrogate}/u;

function parseText(value: string): string {
  if (value.trim() === '') throw new RangeError('the text is blank: leave the field out, or write something');
  if (UNSTORABLE.test(value)) throw new RangeError('the text holds a control character or half of a character');
  return value;
}

export const reasonSchema = text(2000).describe('理由 · The reason.');

/** A field that may be left out, and then says "unknown" or "none". The same in a request and in a recorded event: a field that
 *  a later version adds reads as null in the events recorded before it. */
export function orNull<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullable().default(null);
}

/** A field that a recorded event got after it was first published, without a new version of its shape: what its default says
 *  holds for the events from before, whose messages do not have it, so their JSON Schema does not require it.
 *  `tolledBy: addedLater(z.array(obligationNoSchema).default([]))`. Throws a RangeError for a field without a default. */
export function addedLater<Schema extends z.ZodType>(schema: Schema): Schema {
  if (!schema.safeParse(undefined).success) {
    throw new RangeError('a field that is added later needs a default: the events from before do not have it');
  }
  return schema.meta({ addedLater: true });
}

export function isAddedLater(schema: z.core.$ZodType | undefined): boolean {
  return schema !== undefined && z.globalRegistry.get(schema)?.['addedLater'] === true;
}

const zones = new Set(['Asia/Shanghai']);

/** An IANA time zone that the runtime knows. */
export const timeZoneSchema = z
  .string()
  .max(64)
  .check(readBy(parseZone))
  .meta({
    id: 'TimeZone',
    description: '园区所在时区（IANA） · The IANA zone of the park.',
    examples: ['Asia/Shanghai'],
  });

function parseZone(zone: string): string {
  if (zones.has(zone)) return zone;
  if (!/^[A-Z][A-Za-z0-9_+/-]*$/.test(zone) || !isKnownZone(zone)) {
    throw new RangeError(`${JSON.stringify(zone)} is not a time zone: use an IANA name, for example Asia/Shanghai.`);
  }
  zones.add(zone);
  return zone;
}

function isKnownZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).format(0) !== '';
  } catch {
    return false;
  }
}

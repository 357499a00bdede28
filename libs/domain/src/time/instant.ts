import { civilDateOf, dayNumber, parseCivilDate, type CivilDate } from './civil-date';

/** A moment in UTC, `YYYY-MM-DDTHH:mm:ss.sssZ`, years 1900 to 2999. Fixed width, so the order of the strings is the order of time. */
export type Instant = string & { readonly __brand: 'Instant' };

const FORM = /^(?:19|2\d)\d{2}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Reads the one written form above; throws a RangeError for any other, and for a moment that does not exist. */
export function parseInstant(text: string): Instant {
  if (isInstant(text)) return text;
  throw new RangeError(
    `${JSON.stringify(text)} is not an instant: write UTC with milliseconds and Z, for example 2025-02-03T04:05:06.789Z, years 1900 to 2999.`,
  );
}

export function isInstant(text: unknown): text is Instant {
  if (typeof text !== 'string' || !FORM.test(text)) return false;
  const milliseconds = Date.parse(text);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString() === text; // 30 February parses, as 2 March
}

/** Milliseconds since 1970-01-01T00:00:00.000Z. */
export function epochMilliseconds(instant: Instant): number {
  return Date.parse(instant);
}

/** The instant of a count of milliseconds since 1970-01-01T00:00:00.000Z. Throws a RangeError outside the years 1900 to 2999. */
export function instantOf(milliseconds: number): Instant {
  if (!(milliseconds >= EARLIEST && milliseconds <= LATEST)) {
    throw new RangeError(`${milliseconds} ms from 1970 is not an instant in the years 1900 to 2999.`);
  }
  return new Date(milliseconds).toISOString() as Instant;
}

/** The civil day that `instant` falls on in `zone`, an IANA name. Throws a RangeError for an unknown zone.
 *  Asia/Shanghai is UTC+8 without summer time since 15 September 1991, so it is counted; every other zone, and earlier moments, go
 *  through the zone data of the runtime. */
export function civilDateIn(zone: string, instant: Instant): CivilDate {
  const milliseconds = Date.parse(instant);
  if (zone === 'Asia/Shanghai' && milliseconds >= SHANGHAI_FIXED_SINCE) return utcDay(milliseconds + 8 * HOUR);
  return dayByZoneData(zone, milliseconds);
}

/** The first instant of the civil day `date` in `zone`; of the next day that exists where the zone skipped `date`.
 *  Throws a RangeError for an unknown zone. */
export function startOfDayIn(zone: string, date: CivilDate): Instant {
  const midnightUtc = dayNumber(date) * DAY;
  if (zone === 'Asia/Shanghai' && midnightUtc >= SHANGHAI_FIXED_SINCE + DAY) return instantOf(midnightUtc - 8 * HOUR);
  let before = midnightUtc - 2 * DAY;
  let reached = midnightUtc + 2 * DAY;
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2);
    if (dayByZoneData(zone, middle) < date) before = middle;
    else reached = middle;
  }
  return instantOf(reached);
}

const SHANGHAI_FIXED_SINCE = Date.UTC(1992, 0, 1);
const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(3000, 0, 1) - 1;

function utcDay(milliseconds: number): CivilDate {
  return civilDateOf(Math.floor(milliseconds / DAY));
}

function dayByZoneData(zone: string, milliseconds: number): CivilDate {
  let year = '';
  let month = '';
  let day = '';
  for (const part of formatterOf(zone).formatToParts(milliseconds)) {
    if (part.type === 'year') year = part.value;
    else if (part.type === 'month') month = part.value;
    else if (part.type === 'day') day = part.value;
  }
  return parseCivilDate(`${year}-${month}-${day}`);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

// Making a formatter costs a thousand times its use.
function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const formatter = newFormatter(zone);
  formatters.set(zone, formatter);
  return formatter;
}

function newFormatter(zone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
  } catch {
    throw new RangeError(
      `${JSON.stringify(zone)} is not a time zone: use a name of the IANA data base, for example Asia/Shanghai.`,
    );
  }
}

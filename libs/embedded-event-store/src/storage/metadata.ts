/** What a stream's metadata says about which of its events are visible. */
export interface StreamLimits {
  /** Only the newest so many events. */
  readonly maxCount?: number;
  /** Only events at most so many milliseconds old. */
  readonly maxAgeMs?: number;
  /** Only events from this revision on; `Infinity` stands for 2^63-1, which marks a soft-deleted stream. */
  readonly truncateBefore?: number;
}

export const UNLIMITED: StreamLimits = {};

const METADATA_PREFIX = '$$';
const SOFT_DELETED = 2 ** 63 - 1; // the double nearest to 2^63-1 is 2^63, and JSON.parse yields the same one

/** Metadata as written to soft-delete a stream: everything before the largest revision is cut off. */
export const SOFT_DELETE_METADATA = '{"$tb":9223372036854775807}';

export function isMetadataStream(name: string): boolean {
  return name.startsWith(METADATA_PREFIX);
}

export function metadataStreamOf(name: string): string {
  return METADATA_PREFIX + name;
}

export function originalStreamOf(metadataStream: string): string {
  return metadataStream.slice(METADATA_PREFIX.length);
}

/** Limits of a stream. A metadata stream shows its newest event only; text that is not a JSON object limits nothing. */
export function limitsOf(name: string, metadata: string | null): StreamLimits {
  if (isMetadataStream(name)) return { maxCount: 1 };
  const parsed = metadata === null ? undefined : parseObject(metadata);
  if (parsed === undefined) return UNLIMITED;
  const truncateBefore = nonNegative(parsed['$tb']);
  const maxAgeSeconds = nonNegative(parsed['$maxAge']);
  return {
    maxCount: nonNegative(parsed['$maxCount']),
    maxAgeMs: maxAgeSeconds === undefined ? undefined : maxAgeSeconds * 1000,
    truncateBefore: truncateBefore !== undefined && truncateBefore >= SOFT_DELETED ? Infinity : truncateBefore,
  };
}

/** The same metadata with the stream starting anew at `revision`; undefined when it is no JSON object. */
export function metadataRevivedAt(metadata: string, revision: number): string | undefined {
  const parsed = parseObject(metadata);
  return parsed && JSON.stringify({ ...parsed, $tb: revision });
}

/** First visible revision of a stream whose newest is `lastRevision`, age left aside. */
export function firstVisibleRevision(limits: StreamLimits, lastRevision: number): number {
  const byCount = limits.maxCount === undefined ? 0 : lastRevision - limits.maxCount + 1;
  return Math.max(0, byCount, limits.truncateBefore ?? 0);
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function nonNegative(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 ? value : undefined;
}

import type { CivilDate } from '@heqi/domain';

/** The spans as of `day` and later: what ends before is left out, what holds the day begins with it. */
export function spansFrom<Span extends { readonly from: CivilDate; readonly until: CivilDate | null }>(
  day: CivilDate,
  spans: readonly Span[],
): Span[] {
  return spans
    .filter(({ until }) => until === null || until >= day)
    .map((span) => (span.from < day ? { ...span, from: day } : span));
}

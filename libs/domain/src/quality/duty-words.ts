import type { ObligationTerms } from '../obligation/obligation';

/** All that is written about what a duty demands. */
export function wordsOf({ title, quotedText, measure }: ObligationTerms): string {
  const criterion = measure.kind === 'milestone' ? measure.criterion : null;
  return [title, quotedText, criterion].filter((text) => text !== null).join('\n');
}

import { toDecimal } from '../money/amount';
import { figureKey } from '../quality/figures';
import { found, type AgreedDuty } from '../quality/agreed-duty';
import type { QualityFinding } from '../quality/quality-finding';
import { readingsOf, type Reading } from './reading';

/** One figure of one performer, of one day, counted for two duties: the same investment or the same people on two parcels. The
 *  warning is about the duty recorded later. */
export function sameFigures(duties: readonly AgreedDuty[]): readonly QualityFinding[] {
  const first = new Map<string, { readonly duty: AgreedDuty; readonly reading: Reading }>();
  return duties.flatMap((duty) => {
    const { performerId, obligorId, measure } = duty.terms;
    const performer = performerId ?? obligorId;
    if (performer === null || measure.kind === 'milestone') return [];
    const pairs = new Map<string, QualityFinding>();
    for (const reading of readingsOf(duty)) {
      if (toDecimal(reading.value).units === 0n) continue;
      const key = `${performer} ${reading.on} ${figureKey(reading.value)}`;
      const earlier = first.get(key);
      if (!earlier) first.set(key, { duty, reading });
      else if (earlier.duty !== duty && !pairs.has(earlier.duty.terms.no))
        pairs.set(earlier.duty.terms.no, pair(duty, reading, earlier.duty));
    }
    return [...pairs.values()];
  });
}

function pair(duty: AgreedDuty, { on, claimId, value }: Reading, other: AgreedDuty): QualityFinding {
  const { no } = other.terms;
  const parts = { what: no, from: on, concerns: [no], amount: value, details: { on, claimId } };
  return found('same_figure_in_two_duties', duty, parts);
}

import type { ObligationState } from '../contract/contract.state';
import { inForceFrom } from '../contract/relief';
import { standsOn } from '../procedure/dissolution';
import type { CivilDate } from '../time/civil-date';
import type { Vantage } from './vantage';

/** A new date that works: by a signed supplement (补充协议), or by an extension that was approved and served (延期). */
export interface Extension {
  readonly newDueOn: CivilDate;
  /** The signature of the supplement, or the service. Days excused before it are settled by it. */
  readonly servedOn: CivilDate;
  readonly source:
    | { readonly kind: 'supplement'; readonly instrumentId: string }
    | { readonly kind: 'relief'; readonly reliefId: string };
}

/** The one served last by the day, and not dissolved by then; of two on one day the one recorded later. */
export function lastExtension(view: Vantage, { moves, reliefs, eventIds }: ObligationState): Extension | null {
  let last: (Extension & { readonly eventId: string }) | null = null;
  for (const { instrumentId, newDueOn, eventId } of moves) {
    const signedOn = view.state.instruments.find((each) => each.id === instrumentId)?.signedOn ?? null;
    if (signedOn === null || !standsOn(view.state.procedures.dissolutions, instrumentId, view.asOf)) continue;
    last = laterOf(last, { newDueOn, servedOn: signedOn, source: { kind: 'supplement', instrumentId }, eventId });
  }
  for (const relief of reliefs) {
    const servedOn = inForceFrom(relief);
    if (servedOn === null || relief.relief.kind !== 'extension') continue;
    const source = { kind: 'relief', reliefId: relief.reliefId } as const;
    last = laterOf(last, { newDueOn: relief.relief.newDueOn, servedOn, source, eventId: relief.service!.eventId });
  }
  return last;

  function laterOf(a: (Extension & { readonly eventId: string }) | null, b: Extension & { readonly eventId: string }) {
    if (b.servedOn > view.asOf) return a;
    if (a === null || b.servedOn > a.servedOn) return b;
    if (b.servedOn < a.servedOn) return a;
    return eventIds.lastIndexOf(b.eventId) > eventIds.lastIndexOf(a.eventId) ? b : a;
  }
}

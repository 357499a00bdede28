import type { CivilDate } from '../time/civil-date';

/** What ends a duty without performance, by law or by a later agreement, and what takes such an end back. */
export type EndingEvent = ObligationFrozen | ObligationUnfrozen | ObligationSuperseded | SupersessionRevoked;

type Of<Type extends string, Data> = { readonly type: Type; readonly data: { readonly no: string } & Data };

/** A review found that the duty must not be performed (依法停止): nothing is owed from `frozenOn` on, and that is no default. */
export type ObligationFrozen = Of<
  'ObligationFrozen',
  {
    readonly frozenOn: CivilDate;
    /** Number of the review that found it, for example a fair-competition review. */
    readonly reviewNumber: string;
    /** The rule that forbids it. */
    readonly ground: string;
    /** The lawful duty that stands in for it. */
    readonly substituteNo: string | null;
    /** The duty to compensate for it. */
    readonly compensationNo: string | null;
  }
>;
/** The review was overturned: the duty is owed again from `unfrozenOn` on. On the day of the freeze itself it says that the
 *  freeze never held. */
export type ObligationUnfrozen = Of<
  'ObligationUnfrozen',
  { readonly unfrozenOn: CivilDate; readonly reviewNumber: string | null; readonly reason: string }
>;

/** A signed supplement puts another duty in the place of this one (替代), from `supersededOn` on. */
export type ObligationSuperseded = Of<
  'ObligationSuperseded',
  { readonly byNo: string; readonly instrumentId: string; readonly supersededOn: CivilDate }
>;
export type SupersessionRevoked = Of<'SupersessionRevoked', { readonly reason: string }>;

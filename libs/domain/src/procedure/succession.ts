import type { Party } from '../contract/contract';
import type { EvidenceRef, ObligationTerms } from '../obligation/obligation';
import type { CivilDate } from '../time/civil-date';

/** Why a party's place is taken by another: merger, division, a new name, an office or district that is abolished. */
export const SUCCESSION_KINDS = ['merger', 'division', 'rename', 'abolition'] as const;
export type SuccessionKind = (typeof SUCCESSION_KINDS)[number];

/** A party's place is taken by another from a day on (主体承继). A party that only gets a new name may keep its id. */
export interface Succession {
  readonly successionId: string;
  readonly predecessorId: string;
  /** The predecessor as it was called. */
  readonly predecessor: Party;
  readonly successor: Party;
  readonly kind: SuccessionKind;
  readonly effectiveOn: CivilDate;
  readonly documentNumber: string | null;
  readonly evidence: readonly EvidenceRef[];
  readonly eventId: string;
}

/** What of a contract says who is who. */
export interface WhoIsWho {
  readonly parties: readonly Party[];
  readonly procedures: { readonly successions: readonly Succession[] };
}

/** Who stands in a party's place on a day: the last of the chain of successors. */
export function holderOn({ procedures }: WhoIsWho, partyId: string, day: CivilDate): string {
  let holder = partyId;
  for (const { predecessorId, successor } of inForceOn(procedures.successions, day)) {
    if (predecessorId === holder) holder = successor.id;
  }
  return holder;
}

/** What a party was called on a day; null for one that the contract does not have. */
export function partyNameOn({ parties, procedures }: WhoIsWho, partyId: string, day: CivilDate): string | null {
  const renamedLater = procedures.successions
    .filter((each) => each.predecessorId === partyId && each.successor.id === partyId && each.effectiveOn > day)
    .reduce<Succession | null>((first, each) => (first && first.effectiveOn <= each.effectiveOn ? first : each), null);
  return renamedLater?.predecessor.name ?? parties.find((each) => each.id === partyId)?.name ?? null;
}

/** Who holds a role, and what they were called then. */
export interface RoleHolder {
  readonly id: string;
  /** Null where the contract has no such party. */
  readonly name: string | null;
}

/** The four roles of a duty, as somebody holds them. */
export interface HeldRoles {
  readonly obligor: RoleHolder | null;
  readonly performer: RoleHolder | null;
  readonly obligee: RoleHolder | null;
  readonly verifier: RoleHolder | null;
}

/** Who holds the roles of a duty on a day. `endedOn` is the day on which the duty ended, null while it is open: what had
 *  ended before a succession stays with the one who held it then. */
export function rolesOn(who: WhoIsWho, terms: ObligationTerms, day: CivilDate, endedOn: CivilDate | null): HeldRoles {
  const until = endedOn !== null && endedOn < day ? endedOn : day;
  return {
    obligor: holder(terms.obligorId),
    performer: holder(terms.performerId),
    obligee: holder(terms.obligeeId),
    verifier: holder(terms.verifierId),
  };

  function holder(partyId: string | null): RoleHolder | null {
    if (partyId === null) return null;
    const id = holderOn(who, partyId, until);
    return { id, name: partyNameOn(who, id, until) };
  }
}

function inForceOn(successions: readonly Succession[], day: CivilDate): readonly Succession[] {
  if (successions.length === 0) return successions;
  return successions
    .filter(({ effectiveOn }) => effectiveOn <= day)
    .toSorted((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : a.effectiveOn > b.effectiveOn ? 1 : 0));
}

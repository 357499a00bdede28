import type { CivilDate } from '@heqi/domain';

/** Who is to be looked at on which day: one day per contract, found without looking at the others. */
export class DueDays {
  private readonly dayOf = new Map<string, CivilDate>();
  private readonly on = new Map<CivilDate, Set<string>>();

  /** Replaces the contract's day; null when time alone changes nothing for it any more. */
  schedule(contractId: string, day: CivilDate | null): void {
    const before = this.dayOf.get(contractId);
    if (before !== undefined) {
      this.on.get(before)?.delete(contractId);
      this.dayOf.delete(contractId);
    }
    if (day === null) return;
    this.dayOf.set(contractId, day);
    const others = this.on.get(day);
    if (others) others.add(contractId);
    else this.on.set(day, new Set([contractId]));
  }

  /** The contracts of a day, by id; they are scheduled no longer. Days are taken in order, none left out. */
  take(day: CivilDate): readonly string[] {
    const contractIds = [...(this.on.get(day) ?? [])].toSorted();
    this.on.delete(day);
    for (const contractId of contractIds) this.dayOf.delete(contractId);
    return contractIds;
  }
}

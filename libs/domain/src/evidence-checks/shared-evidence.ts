import type { Claim, ContractState } from '../contract/contract.state';
import type { EvidenceGrade } from '../obligation/evidence-grade';
import { agreedDuties, found } from '../quality/agreed-duty';
import type { DutyElsewhere, QualityFinding } from '../quality/quality-finding';
import { later, type CivilDate } from '../time/civil-date';

/** A file that stands behind a claim of a deal. */
export interface EvidenceUse extends DutyElsewhere {
  readonly claimId: string;
  readonly sha256: string;
  readonly fileName: string;
  /** The day of the performance it is to show. */
  readonly on: CivilDate;
  /** Whether it would be told of if another deal had it too: not where the claim was withdrawn or the duty retracted, nor for an
   *  extract of an official register (官方登记), of which one edition speaks for many. A rejected claim was a use all the same. */
  readonly counts: boolean;
}

/** Every file behind the claims of a contract, once for each claim. */
export function evidenceUsesOf({ contractId, dealNumber, obligations }: ContractState): readonly EvidenceUse[] {
  return obligations.flatMap(({ terms: { no }, retracted, claims }) =>
    claims.flatMap((claim) => {
      const { claimId, withdrawn, performedOn: on } = claim;
      const uses = new Map<string, EvidenceUse>();
      for (const { sha256, fileName, grade } of claim.evidence) {
        const counts = !withdrawn && !retracted && !isOfRegister(grade, claim);
        if (uses.get(sha256)?.counts) continue;
        uses.set(sha256, { contractId, dealNumber, no, claimId, sha256, fileName, on, counts });
      }
      return [...uses.values()];
    }),
  );
}

/** Said to be an extract of a register, and by no verifier found to be less. */
function isOfRegister(grade: EvidenceGrade, { decision }: Claim): boolean {
  return grade === 'official_register' && (decision?.outcome !== 'accepted' || decision.grade === 'official_register');
}

/** The files of a contract that other contracts use as well, as of a day: one warning for each claim and file. `others` are uses
 *  elsewhere. */
export function sharedEvidence(
  state: ContractState,
  others: readonly EvidenceUse[],
  asOf: CivilDate,
): readonly QualityFinding[] {
  const elsewhere = new Map<string, EvidenceUse[]>();
  for (const use of others) {
    if (!use.counts || use.on > asOf || use.contractId === state.contractId) continue;
    elsewhere.set(use.sha256, [...(elsewhere.get(use.sha256) ?? []), use]);
  }
  const byNo = new Map(agreedDuties(state).map((duty) => [duty.terms.no, duty]));
  return evidenceUsesOf(state).flatMap((use) => {
    const shared = elsewhere.get(use.sha256);
    const duty = byNo.get(use.no);
    if (!use.counts || use.on > asOf || !shared || !duty) return [];
    const from = later(use.on, shared.map(({ on }) => on).toSorted()[0]!);
    const { claimId, fileName, sha256 } = use;
    const parts = { from, elsewhere: placesOf(shared), details: { claimId, fileName, sha256 } };
    return [found('evidence_in_two_deals', duty, { what: `${claimId}:${sha256}`, ...parts })];
  });
}

/** Each duty once, by deal and number. */
export function placesOf(uses: readonly DutyElsewhere[]): readonly DutyElsewhere[] {
  const places = new Map(
    uses.map(({ contractId, dealNumber, no }) => [`${dealNumber} ${contractId} ${no}`, { contractId, dealNumber, no }]),
  );
  return [...places.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place);
}

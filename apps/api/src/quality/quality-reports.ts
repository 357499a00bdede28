import { Injectable } from '@nestjs/common';
import { ContractReplay } from '@heqi/audit';
import {
  evidenceUsesOf,
  mayKnowOf,
  qualityOf,
  sharedEvidence,
  type Actor,
  type CivilDate,
  type ContractState,
  type EvidenceUse,
  type Instant,
  type QualityFinding,
} from '@heqi/domain';
import { DealQuality } from '@heqi/views';

/** Every warning about one contract: what its terms leave open, what in its reports asks for a second look, and which of its files
 *  stand behind claims of other contracts. */
@Injectable()
export class QualityReports {
  constructor(
    private readonly quality: DealQuality,
    private readonly replay: ContractReplay,
  ) {}

  /** `state` is the contract as known at `knownAt` (without one: by everything recorded). Other contracts are named to those only who
   *  may know of them. */
  async of(state: ContractState, asOf: CivilDate, actor: Actor, knownAt?: Instant): Promise<readonly QualityFinding[]> {
    const files = evidenceUsesOf(state).flatMap(({ counts, sha256 }) => (counts ? [sha256] : []));
    const found = await this.quality.usesElsewhere(state.contractId, files);
    const known = found.filter(({ partyIds }) => mayKnowOf({ parties: partyIds.map((id) => ({ id })) }, actor));
    const uses = knownAt === undefined ? known : await this.asKnownAt(known, knownAt);
    return [...qualityOf(state, asOf), ...sharedEvidence(state, uses, asOf)];
  }

  /** The views tell which contracts to ask; what those had used at the instant, the log does. */
  private async asKnownAt(found: readonly EvidenceUse[], knownAt: Instant): Promise<readonly EvidenceUse[]> {
    const uses: EvidenceUse[] = [];
    for (const contractId of new Set(found.map((use) => use.contractId))) {
      const state = await this.replay.stateAt(contractId, knownAt);
      if (state) uses.push(...evidenceUsesOf(state));
    }
    return uses;
  }
}

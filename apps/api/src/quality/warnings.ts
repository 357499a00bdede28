import { Injectable, Logger } from '@nestjs/common';
import { ContractRequests } from '@heqi/commands';
import { civilDateIn, kindOfFinding, qualityFindings } from '@heqi/domain';
import { namesIn } from '../contracts/present-contract';
import { presentFinding, type FindingView } from './present-finding';

/** What the answer to a change of terms warns of. Nothing is refused for it. */
@Injectable()
export class Warnings {
  private readonly logger = new Logger('warnings');

  constructor(private readonly requests: ContractRequests) {}

  /** The warnings about the terms of a contract as they are after its event `revision`, healed ones left out: the same for a repeat of
   *  the request, whatever came since. Null where they cannot be told now: what was recorded stays recorded. */
  async after(contractId: string, revision: number): Promise<readonly FindingView[] | null> {
    try {
      const state = await this.requests.contractAt(contractId, revision);
      if (!state) return null;
      const names = namesIn(state, civilDateIn(state.timeZone, state.lastRecordedAt));
      return qualityFindings(state)
        .filter(({ code, holds }) => kindOfFinding(code) === 'terms' && holds.until === null)
        .map((finding) => presentFinding(finding, names));
    } catch (error) {
      this.logger.warn(`No warnings for contract ${contractId} at revision ${revision}: ${String(error)}`);
      return null;
    }
  }
}

import { beganOn, evidenceUsesOf, kindOfFinding, qualityFindings, type ContractState } from '@heqi/domain';
import type { EntityManager } from 'typeorm';
import { replaceRowsOfContracts } from '../projection/replace-rows';
import type { ViewSchema } from '../projection/view-schema';
import { DealQualityRow } from './deal-quality.entity';
import { EvidenceUseRow } from './evidence-use.entity';

/** Writes the warnings about contracts, and the files behind their claims. Neither rests on calendar or rules. */
export async function writeQuality(
  manager: EntityManager,
  schema: ViewSchema,
  states: ReadonlyMap<string, ContractState>,
): Promise<void> {
  const all = [...states];
  await replaceRowsOfContracts(
    manager,
    schema,
    DealQualityRow,
    new Map(all.map(([id, state]) => [id, qualityRows(state)])),
  );
  await replaceRowsOfContracts(
    manager,
    schema,
    EvidenceUseRow,
    new Map(all.map(([id, state]) => [id, useRows(state)])),
  );
}

function qualityRows(state: ContractState): DealQualityRow[] {
  const deal = dealOf(state);
  const titles = new Map([
    ...state.obligations.map(({ terms }) => [terms.no, terms.title] as const),
    ...state.instruments.map(({ id, title }) => [id, title] as const),
  ]);
  return qualityFindings(state).map((finding) => {
    const { id, code, no, side, clause, concerns, amount, details, holds } = finding;
    const named = [no, ...concerns, details['instrumentId'] ?? ''];
    return {
      ...deal,
      findingId: id,
      kind: kindOfFinding(code),
      ...{ code, no, side, clause, concerns, amount, details },
      titles: Object.fromEntries(named.flatMap((each) => (titles.has(each) ? [[each, titles.get(each)!]] : []))),
      fromDay: holds.from,
      untilDay: holds.until,
    };
  });
}

function useRows(state: ContractState): EvidenceUseRow[] {
  const deal = dealOf(state);
  const began = beganOn(state);
  const byNo = new Map(state.obligations.map(({ terms }) => [terms.no, terms]));
  return evidenceUsesOf(state).map(({ on, ...use }) => {
    const { side, clause, title } = byNo.get(use.no)!;
    return { ...deal, ...use, side, clause, title, onDay: on, beganOn: began };
  });
}

function dealOf({ contractId, dealNumber, bureauId, details, parties }: ContractState) {
  const { title, parkId, zoneId } = details;
  const partyIds = parties.map((party) => party.id);
  return { contractId, dealNumber, bureauId, contractTitle: title, parkId, zoneId, partyIds };
}

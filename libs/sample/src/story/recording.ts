import {
  TIME_NOT_MONEY,
  type ContractDetails,
  type LandParcel,
  type ObligationTerms,
  type Party,
  type QuantityJson,
} from '@heqi/domain';
import { quantity } from '../amounts';
import type { Deal } from '../deal';
import { BUREAU_ID, OFFICES, TIME_ZONE, ZONE_ID } from '../district';
import type { DutyPlan } from '../duties/duty';
import { CLERK } from '../people';
import { ROLL } from '../performance/due-day';
import type { Entry } from './entry';
import type { Papers } from './papers';

export function detailsOf({ title, park, industry }: Deal): ContractDetails {
  return {
    title,
    parkId: park.id,
    zoneId: ZONE_ID,
    industryCode: industry.code,
    roll: ROLL,
    minimumEvidenceGrade: 'self',
    delayRules: TIME_NOT_MONEY,
    source: null,
  };
}

/** The whole deal in one command, as the bureau finds it in the papers. Duties that stand in later papers are not yet in it. */
export function recording(
  deal: Deal,
  contractId: string,
  duties: readonly DutyPlan[],
  { agreement, performance }: Papers,
  recorded: { readonly details: ContractDetails; readonly obligations: readonly ObligationTerms[] },
): Entry {
  return {
    on: deal.recordedOn,
    actor: CLERK,
    command: {
      type: 'RecordContract',
      contractId,
      bureauId: BUREAU_ID,
      dealNumber: deal.dealNumber,
      timeZone: TIME_ZONE,
      details: recorded.details,
      parties: partiesOf(deal, duties),
      instruments: [agreement, performance],
      parcels: deal.site === 'land' ? [parcelOf(deal, 1)] : [],
      obligations: recorded.obligations,
    },
  };
}

/** Everyone the duties name, each once. */
export function partiesOf(deal: Deal, duties: readonly DutyPlan[]): Party[] {
  const named = [OFFICES.investment, deal.enterprise, ...duties.flatMap(({ parties }) => parties)];
  return [...new Map(named.map((party) => [party.id, party])).values()];
}

/** The contracted area of each parcel, in mu: some sites come in two, the second known only with its grant. */
function areasOf({ index, areaMu }: Deal): readonly number[] {
  const second = index % 13 === 10 ? Math.floor(areaMu / 4) : 0;
  return second === 0 ? [areaMu] : [areaMu - second, second];
}

export function hasTwoParcels(deal: Deal): boolean {
  return areasOf(deal).length === 2;
}

/** The code has the form of GB/T 37346 under a region number that no region has. */
export function parcelOf(deal: Deal, number: 1 | 2): LandParcel & { readonly contractedArea: QuantityJson } {
  return {
    id: `parcel-${number}`,
    parcelCode: `500299${String(deal.index + 1).padStart(3, '0')}00${number}GB0000${number}`,
    contractedArea: quantity(areasOf(deal)[number - 1] ?? 0, 'mu'),
    surveyedArea: null,
    surveyedOn: null,
  };
}

import type { ContractDetails, LandParcel, ObligationTerms, Party } from '@heqi/domain';
import { quantity } from '../amounts';
import type { Deal } from '../deal';
import { BUREAU_ID, OFFICES, TIME_ZONE, ZONE_ID } from '../district';
import type { DutyPlan } from '../duties/duty';
import { CLERK } from '../people';
import { ROLL } from '../performance/due-day';
import type { Entry } from './entry';
import type { Papers } from './papers';

export function detailsOf({ title, park, industry }: Deal): ContractDetails {
  return { title, parkId: park.id, zoneId: ZONE_ID, industryCode: industry.code, roll: ROLL, source: null };
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
      parcels: deal.site === 'land' ? [parcelOf(deal, 1, deal.areaMu)] : [],
      obligations: recorded.obligations,
    },
  };
}

/** Everyone the duties name, each once. */
function partiesOf(deal: Deal, duties: readonly DutyPlan[]): Party[] {
  const named = [OFFICES.investment, deal.enterprise, ...duties.flatMap(({ parties }) => parties)];
  return [...new Map(named.map((party) => [party.id, party])).values()];
}

/** The code has the form of GB/T 37346 under a region number that no region has. */
export function parcelOf({ index }: Deal, number: number, areaMu: number): LandParcel {
  return {
    id: `parcel-${number}`,
    parcelCode: `500299${String(index + 1).padStart(3, '0')}00${number}GB0000${number}`,
    contractedArea: quantity(areaMu, 'mu'),
    surveyedArea: null,
    surveyedOn: null,
  };
}

import { terminationDay, type ContractSpan, type ContractState } from '@heqi/domain';
import type { ContractBoardRow } from './contract-board.entity';

/** The rows of a deal: its spans, each with what a reader of the board wants to see beside it. */
export function boardRows(
  contractId: string,
  state: ContractState,
  spans: readonly ContractSpan[],
): ContractBoardRow[] {
  const { details, termination } = state;
  return spans.map(({ from, until, quadrant, government, enterprise }) => ({
    contractId,
    fromDay: from,
    untilDay: until,
    quadrant,
    governmentGrey: government.grey,
    governmentBlue: government.blue,
    governmentGreen: government.green,
    governmentYellow: government.yellow,
    governmentRed: government.red,
    enterpriseGrey: enterprise.grey,
    enterpriseBlue: enterprise.blue,
    enterpriseGreen: enterprise.green,
    enterpriseYellow: enterprise.yellow,
    enterpriseRed: enterprise.red,
    dealNumber: state.dealNumber,
    title: details.title,
    bureauId: state.bureauId,
    parkId: details.parkId,
    zoneId: details.zoneId,
    partyIds: state.parties.map((party) => party.id),
    terminatedOn: termination && terminationDay(termination),
  }));
}

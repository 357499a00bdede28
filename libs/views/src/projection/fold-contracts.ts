import { evolve, type ContractState } from '@heqi/domain';
import type { ParkedContractRow } from '../checkpoint/parked-contract.entity';
import { parkedAt, type ContractEntry } from './log-entry';

/** A contract with the place in the log of the last event folded. */
export interface FoldedContract {
  readonly state: ContractState;
  readonly position: string;
}

export interface FoldedContracts {
  /** The contracts that changed, as they are after the batch. */
  readonly changed: ReadonlyMap<string, FoldedContract>;
  readonly parked: readonly ParkedContractRow[];
}

/** Folds the contract events of a batch over what is known. An event already folded is left out, so a repeat changes
 *  nothing; one that cannot be read or folded parks its contract, and those behind it are not applied. */
export function foldContracts(
  entries: readonly ContractEntry[],
  known: ReadonlyMap<string, ContractState>,
  parkedStreams: ReadonlySet<string>,
): FoldedContracts {
  const changed = new Map<string, FoldedContract>();
  const parked = new Map<string, ParkedContractRow>();
  for (const entry of entries) {
    const { contractId, stored } = entry;
    if (parkedStreams.has(stored.streamName) || parked.has(stored.streamName)) continue;
    const state = changed.get(contractId)?.state ?? known.get(contractId);
    if (state && stored.revision <= state.revision) continue;
    const folded = fold(entry, state);
    if ('failure' in folded) parked.set(stored.streamName, parkedAt(entry, folded.failure));
    else changed.set(contractId, folded);
  }
  return { changed, parked: [...parked.values()] };
}

function fold({ stored, read }: ContractEntry, state: ContractState | undefined): FoldedContract | { failure: string } {
  if ('failure' in read) return read;
  const next = (state?.revision ?? -1) + 1;
  if (stored.revision !== next) {
    return { failure: `Event ${stored.revision} of stream ${stored.streamName} came where event ${next} was to come.` };
  }
  try {
    return { state: evolve(state, read.recorded), position: read.recorded.position };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { failure: `Event ${stored.revision} of stream ${stored.streamName} cannot be applied: ${reason}.` };
  }
}

import { foldContract, type ContractEvent, type ContractState } from '@heqi/domain';
import type { EventStore } from '@heqi/event-store';
import { contractStream, decodeContractEvent, type RecordedInLog } from '@heqi/messages';

/** A contract as the write side sees it: its history and what that amounts to. */
export interface LoadedContract {
  readonly history: readonly RecordedInLog<ContractEvent>[];
  readonly state: ContractState | undefined;
}

export async function loadContract(store: EventStore, contractId: string): Promise<LoadedContract> {
  const history = (await store.readStream(contractStream(contractId))).map(decodeContractEvent);
  return { history, state: foldContract(history) };
}

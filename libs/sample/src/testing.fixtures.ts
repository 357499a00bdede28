import { evolve, type ContractState } from '@heqi/domain';
import { v5 } from 'uuid';
import type { SampleStep } from './index';

export const contractIdFor = (bureauId: string, dealNumber: string) =>
  v5(`${bureauId} ${dealNumber}`, 'f5b0c9a2-7c1e-5d53-9a0e-2f6b1c8d4e70');

/** Folds a district's steps anew, contract by contract, showing each step with the state it met. */
export function foldDistrict(
  steps: Iterable<SampleStep>,
  visit: (step: SampleStep, before: ContractState | undefined) => void = () => undefined,
): ReadonlyMap<string, ContractState> {
  const states = new Map<string, ContractState>();
  for (const step of steps) {
    const { contractId, events, recordedAt, actor, commandId } = step;
    visit(step, states.get(contractId));
    for (const [index, event] of events.entries()) {
      const before = states.get(contractId);
      const revision = (before?.revision ?? -1) + 1;
      const recorded = { event, id: `${commandId} ${index}`, revision, position: '0', recordedAt, actor, commandId };
      states.set(contractId, evolve(before, recorded));
    }
  }
  return states;
}

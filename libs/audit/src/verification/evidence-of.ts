import type { ContractEvent, EvidenceRef } from '@heqi/domain';

/** The files that an event names. */
export function evidenceOf({ data }: ContractEvent): readonly EvidenceRef[] {
  if (!('evidence' in data)) return [];
  return Array.isArray(data.evidence) ? (data.evidence as readonly EvidenceRef[]) : [data.evidence as EvidenceRef];
}

export { EvidenceDamaged, EvidenceStore, EvidenceTooLarge, type StoredEvidence } from './evidence-store';
export { EvidenceTypeNotAccepted } from './media-type';

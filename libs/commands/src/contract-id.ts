import { v5 } from 'uuid';

/** The namespace of contract ids. Fixed for ever: ids in streams, keys and links are derived from it. */
const CONTRACT_NAMESPACE = '6b5f4f0e-6f3a-5d5e-9a52-5c1f0c9a7e11';

/** The id of a deal's contract: UUIDv5 of the recording bureau and the deal number (NFKC, trimmed), so that the same deal
 *  recorded twice meets itself. Unchanged by succession of parties. */
export function contractIdOf(bureauId: string, dealNumber: string): string {
  return v5(`${bureauId}\n${dealNumber.normalize('NFKC').trim()}`, CONTRACT_NAMESPACE);
}

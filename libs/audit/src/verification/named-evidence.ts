import { stat } from 'node:fs/promises';
import path from 'node:path';
import { EVIDENCE_FOLDER } from '@heqi/backup';
import type { EvidenceRef } from '@heqi/domain';
import type { InspectedEvent } from '@heqi/embedded-event-store';
import { placeOf } from './stream-check';
import type { Findings } from './verification';

/** The files that events name: each is there, with the size that the event tells. What is in them is looked at where all files
 *  are read. */
export class NamedEvidence {
  /** Sizes by SHA-256; undefined for a file that is missing. */
  private readonly sizes = new Map<string, number | undefined>();

  constructor(
    private readonly folder: string,
    private readonly findings: Findings,
  ) {}

  get count(): number {
    return this.sizes.size;
  }
  has(sha256: string): boolean {
    return this.sizes.has(sha256);
  }

  async take(refs: readonly EvidenceRef[], event: InspectedEvent): Promise<void> {
    for (const { sha256, fileName, sizeBytes } of refs) {
      const file = `${EVIDENCE_FOLDER}/${sha256.slice(0, 2)}/${sha256.slice(2)}`;
      if (!this.sizes.has(sha256)) this.sizes.set(sha256, await sizeOf(path.join(this.folder, file)));
      const found = this.sizes.get(sha256);
      if (found === sizeBytes) continue;
      const named = { file, fileName };
      if (found === undefined) this.findings.add('evidence-missing', placeOf(event), named);
      else {
        const details = { ...named, found: String(found), expected: String(sizeBytes) };
        this.findings.add('evidence-size', placeOf(event), details);
      }
    }
  }
}

async function sizeOf(file: string): Promise<number | undefined> {
  return stat(file).then(
    ({ size }) => size,
    () => undefined,
  );
}

import { Injectable } from '@nestjs/common';
import type { EvidenceRef } from '@heqi/domain';
import { EvidenceStore } from '@heqi/evidence';
import { evidenceRefSchema } from '@heqi/messages';
import { z } from 'zod';
import { Problem } from '../problems/problem';

export const evidenceFileSchema = evidenceRefSchema.pick({ sha256: true, fileName: true }).meta({ id: 'EvidenceFile' });
export const evidenceRequestSchema = z
  .array(evidenceFileSchema)
  .max(50)
  .default([])
  .describe('Files uploaded before, by their SHA-256');

/** Turns what a request names into what an event may carry: only files that are on disk, described by the store itself. */
@Injectable()
export class EvidenceRefs {
  constructor(private readonly store: EvidenceStore) {}

  resolve(files: readonly z.infer<typeof evidenceFileSchema>[]): Promise<EvidenceRef[]> {
    return Promise.all(
      files.map(async ({ sha256, fileName }) => {
        const stored = await this.store.find(sha256);
        if (!stored) {
          throw new Problem(
            'evidence-unknown',
            `File ${sha256} (${fileName}) has not been uploaded; POST it to /v1/evidence first.`,
            {
              sha256,
            },
          );
        }
        return { sha256, fileName, mediaType: stored.mediaType, sizeBytes: stored.sizeBytes };
      }),
    );
  }
}

import { Injectable } from '@nestjs/common';
import type { Actor, EvidenceRef } from '@heqi/domain';
import { EvidenceStore } from '@heqi/evidence';
import { evidenceRefSchema } from '@heqi/messages';
import { z } from 'zod';
import { Problem } from '../problems/problem';

export const evidenceFileSchema = evidenceRefSchema
  .pick({ sha256: true, fileName: true, grade: true })
  .meta({ id: 'EvidenceFile' });
export const evidenceRequestSchema = z
  .array(evidenceFileSchema)
  .max(50)
  .default([])
  .describe('Files uploaded before, by their SHA-256');

export type EvidenceRequest = z.infer<typeof evidenceRequestSchema>;

/** Under whose name an actor uploads. */
export function uploaderOf({ partyId, id }: Actor): string {
  return partyId ?? id;
}

/** Turns what a request names into what an event may carry: only files that are on disk, described by the store itself. An
 *  enterprise may name what it uploaded itself: whoever only knows the hash of a file is told that there is none. */
@Injectable()
export class EvidenceRefs {
  constructor(private readonly store: EvidenceStore) {}

  resolve(files: EvidenceRequest, actor: Actor): Promise<EvidenceRef[]> {
    return Promise.all(
      files.map(async ({ sha256, fileName, grade }) => {
        const mayName = actor.role !== 'enterprise' || (await this.store.wasUploadedBy(sha256, uploaderOf(actor)));
        const stored = mayName ? await this.store.find(sha256, fileName) : undefined;
        if (!stored) {
          throw new Problem(
            'evidence-unknown',
            `File ${sha256} (${fileName}) has not been uploaded; POST it to /v1/evidence first.`,
            { sha256 },
          );
        }
        return { sha256, fileName, mediaType: stored.mediaType, sizeBytes: stored.sizeBytes, grade };
      }),
    );
  }
}

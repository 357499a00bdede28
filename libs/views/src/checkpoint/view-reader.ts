import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Views } from '../database/views';
import { FreshnessGauge, type Freshness } from './freshness';
import { readCheckpoint } from './view-checkpoint';

/** An answer of the views, and how far it is behind the log. */
export type Fresh<Answer> = Answer & { readonly freshness: Freshness };

/** Asks the views. All that one question reads, the checkpoint included, is of one moment: never half of a batch, and never
 *  rows of before a rebuild beside rows of after it. */
@Injectable()
export class ViewReader {
  constructor(
    private readonly views: Views,
    private readonly gauge: FreshnessGauge,
  ) {}

  async read<Answer extends object>(question: (manager: EntityManager) => Promise<Answer>): Promise<Fresh<Answer>> {
    const head = this.gauge.head();
    const { answer, position } = await this.views.dataSource.transaction('REPEATABLE READ', async (manager) => ({
      position: (await readCheckpoint(manager))?.position ?? null,
      answer: await question(manager),
    }));
    return { ...answer, freshness: await this.gauge.compare(position, await head) };
  }
}

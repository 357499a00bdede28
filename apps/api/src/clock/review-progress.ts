import { Injectable } from '@nestjs/common';
import type { CivilDate } from '@heqi/domain';
import { checkpointStreamOf, EventStore } from '@heqi/event-store';
import { LOG_CONSUMERS } from '@heqi/messages';

/** Token of the way to see how far the alerter has reviewed the days. */
export const REVIEW_PROGRESS = Symbol('review progress');

export interface ReviewProgress {
  reviewedThrough(): Promise<CivilDate | null>;
  /** Resolves when the alerter has reviewed through `day`, or after `milliseconds`. */
  whenReviewedThrough(day: CivilDate, milliseconds: number): Promise<void>;
}

const ALERTER_CHECKPOINT = checkpointStreamOf(LOG_CONSUMERS.alerter);
const POLL_MILLISECONDS = 50;

/** Seen through the alerter's checkpoint in the log, so it works wherever the alerter runs. */
@Injectable()
export class ReviewProgressInLog implements ReviewProgress {
  constructor(private readonly store: EventStore) {}

  async reviewedThrough(): Promise<CivilDate | null> {
    const last = await this.store.readLast(ALERTER_CHECKPOINT);
    return (last?.data as { reviewedThrough?: CivilDate } | undefined)?.reviewedThrough ?? null;
  }

  async whenReviewedThrough(day: CivilDate, milliseconds: number): Promise<void> {
    const deadline = performance.now() + milliseconds;
    while (performance.now() < deadline) {
      const reviewed = await this.reviewedThrough();
      if (reviewed !== null && reviewed >= day) return;
      await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
    }
  }
}

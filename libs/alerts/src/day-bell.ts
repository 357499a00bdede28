import { addDays, epochMilliseconds, type CivilDate } from '@heqi/domain';
import type { Clock } from '@heqi/runtime';
import type { ReviewDays } from './review-days';

/** A machine that slept, or whose clock was put right, is noticed within a minute. */
const LONGEST_SLEEP_MS = 60_000;

/** Tells when the day may have turned: at midnight by a running clock, after every move of a simulated one. */
export class DayBell {
  private timer: NodeJS.Timeout | undefined;
  private readonly stopListening: () => void;

  constructor(
    private readonly clock: Clock,
    private readonly days: ReviewDays,
    private readonly ring: () => void,
  ) {
    this.stopListening = clock.onMoved(ring);
    if (!clock.simulated) this.sleep();
  }

  get today(): CivilDate {
    return this.days.dayOf(this.clock.now());
  }

  stop(): void {
    clearTimeout(this.timer);
    this.stopListening();
  }

  private sleep(): void {
    const midnight = epochMilliseconds(this.days.startOf(addDays(this.today, 1)));
    const untilMidnight = Math.max(midnight - epochMilliseconds(this.clock.now()), 1);
    this.timer = setTimeout(
      () => {
        this.ring();
        this.sleep();
      },
      Math.min(untilMidnight, LONGEST_SLEEP_MS),
    );
    this.timer.unref();
  }
}

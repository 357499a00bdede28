import type { EventStore } from '@heqi/event-store';
import { FreshnessGauge } from '../checkpoint/freshness';
import { ViewReader } from '../checkpoint/view-reader';
import type { Views } from '../database/views';

export function readerOf(views: Views, store: EventStore): ViewReader {
  return new ViewReader(views, new FreshnessGauge(store));
}

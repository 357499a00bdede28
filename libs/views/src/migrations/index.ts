import { CreateViews1764028800000 } from './1764028800000-create-views';

/** In the order in which they run. What has been released is never edited: the next change is the next file. */
export const MIGRATIONS = [CreateViews1764028800000];

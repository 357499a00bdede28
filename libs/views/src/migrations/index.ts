import { CreateViews1764028800000 } from './1764028800000-create-views';
import { AddQuality1764115200000 } from './1764115200000-add-quality';
import { Delay1764111600000 } from './1764111600000-delay';

/** In the order in which they run. What has been released is never edited: the next change is the next file. */
export const MIGRATIONS = [CreateViews1764028800000, Delay1764111600000, AddQuality1764115200000];

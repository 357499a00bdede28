export { openViews, Views, type ViewsOptions } from './database/views';
export { ViewsDirectoryInUse } from './database/views-directory';
export { ViewProjector } from './view-projector';
export { dumpViews, type ViewDump } from './dump-views';
export type { RebuildReport } from './rebuild';

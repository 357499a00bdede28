export { ContractStates } from './contract-state/contract-states.query';
export { openViews, Views, type ViewsOptions } from './database/views';
export { ViewsDirectoryInUse } from './database/views-directory';
export { ViewsModule, type ViewsAsyncOptions } from './views.module';
export { ViewProjectorModule } from './view-projector.module';
export { ViewProjector } from './view-projector';
export { ProjectorHealth, type ProjectionHealth } from './projector-health';
export type { RebuildReport } from './rebuild';
export { dumpViews, type ViewDump } from './dump-views';
export { ViewBehind, ViewPosition } from './checkpoint/view-position';
export type { Fresh } from './checkpoint/view-reader';
export type { Freshness } from './checkpoint/freshness';
export type { DistrictFilter } from './district-filter';
export type { Page, Paging } from './paging';
export {
  Contracts,
  type ContractFilter,
  type FoundContract,
  type ListedContract,
} from './contract-state/contract-state.query';
export { ObligationLedger, type LedgerEntry, type LedgerFilter } from './obligation-ledger/obligation-ledger.query';
export {
  ContractBoard,
  type Board,
  type BoardDeal,
  type BoardGroup,
  type LightCounts,
} from './contract-board/contract-board.query';
export type { FulfilmentRate } from './contract-board/fulfilment-rates';
export { LapsingRights, type LapsingFilter, type LapsingRight } from './limitation/lapsing-rights.query';
export type { Reckoning } from './projection/reckoning';
export { DueCalendar, type DueCalendarAnswer, type DueDay } from './due-calendar/due-calendar.query';
export { DealQuality, type ListedFinding, type QualityFilter } from './quality/quality.query';
export { AlertList, type Alert, type AlertFilter } from './alert-list/alert-list.query';

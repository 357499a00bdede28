export { Clock, SimulatedClock, SystemClock } from './clock';
export { hideDeprecations } from './deprecations';
export { ProcessModule, SETTINGS, type ProcessParts } from './process.module';
export { runProcess } from './run-process';
export { readSettings, settingsSchema, type Settings } from './settings';
export { openClock, SharedSimulatedClock } from './simulated-clock';
export { loggingModule } from './logging';

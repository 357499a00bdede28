export { Clock, SimulatedClock, SystemClock } from './clock';
export { ProcessModule, SETTINGS } from './process.module';
export { readSettings, settingsSchema, type Settings } from './settings';
export { openClock, SharedSimulatedClock } from './simulated-clock';
export { loggingModule } from './logging';

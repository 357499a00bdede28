export { HEALTH_SOURCES, type HealthReport, type HealthSource } from './health';
export { HealthModule } from './health.module';
export { healthSchema } from './health.controller';

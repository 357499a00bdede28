/** What one working part of a process says of itself. */
export interface HealthReport {
  readonly name: string;
  /** Whether requests that need it can be served now. */
  readonly ready: boolean;
  /** Positions, days behind, the last error: whatever tells how far it is. */
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface HealthSource {
  report(): Promise<HealthReport>;
}

/** Token of the sources of a process. */
export const HEALTH_SOURCES = Symbol('health sources');

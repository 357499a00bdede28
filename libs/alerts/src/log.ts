/** Where the outward side says what it does; Nest's Logger has this shape. */
export interface AlertsLog {
  log(message: string): void;
  warn(message: string): void;
  error(message: string): void;
  debug(message: string): void;
}

// Advisory locks are numbers in a database: the first names this software ("heqi" in ASCII), the second what is locked.
const HEQI = 0x68657169;

export const LOCK_OF_MIGRATION: [number, number] = [HEQI, 1];
/** Held by the one process that writes the views, live or rebuilding. */
export const LOCK_OF_PROJECTOR: [number, number] = [HEQI, 2];

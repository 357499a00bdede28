import { z } from 'zod';

/** EventStoreDB's largest record; a node refuses to be configured for more. */
const LARGEST_APPEND_BYTES = 16 * 1024 * 1024 - 10_000;

/** Every setting the processes read, from the environment or `.env` (design.md §11). */
export const settingsSchema = z.object({
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(3000)
    .describe('HTTP port of this process; 0 picks a free one'),
  HEQI_HOST: z.string().min(1).default('127.0.0.1').describe('Address to listen on; 0.0.0.0 inside a container'),
  HEQI_DATA_DIR: z
    .string()
    .min(1)
    .default('./.heqi')
    .describe('Folder of the embedded stores, evidence files and keys'),
  EVENTSTORE_URL: optionalText().describe(
    'esdb:// connection string, or the file: URL of a file that holds it; absent: the embedded node',
  ),
  EMBEDDED_EVENTSTORE_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(0)
    .describe('Loopback port of the embedded node; 0 picks a free one'),
  EMBEDDED_EVENTSTORE_MAX_APPEND_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(LARGEST_APPEND_BYTES)
    .default(1_048_576)
    .describe('Most bytes that one append to the embedded node may carry'),
  EMBEDDED_EVENTSTORE_MAX_EVENT_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(LARGEST_APPEND_BYTES)
    .default(LARGEST_APPEND_BYTES)
    .describe('Most bytes of one event in the embedded node; by default only its append limits it'),
  DATABASE_URL: optionalText().describe(
    'postgres:// connection string of the views; absent: PGlite in the data folder',
  ),
  KAFKA_BROKERS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((each) => each.trim())
        .filter(Boolean),
    )
    .describe('Comma-separated host:port; absent: alerts wait in the log'),
  HEQI_CLOCK: z
    .enum(['system', 'simulated'])
    .default('system')
    .describe('simulated: the clock stands still and is moved over HTTP'),
  HEQI_TIME_ZONE: z
    .string()
    .default('Asia/Shanghai')
    .refine(isTimeZone, 'not an IANA time zone such as Asia/Shanghai')
    .describe('Zone of civil dates where a contract states none, and of the daily review'),
  HEQI_AUTH_JWKS_URL: optionalText().describe(
    "Where an identity provider publishes its keys (OIDC); absent: the data folder's own key",
  ),
  HEQI_AUTH_ISSUER: z.string().min(1).default('heqi').describe('Issuer that tokens must name'),
  HEQI_MAX_EVIDENCE_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(20_971_520)
    .describe('Largest evidence file accepted'),
  HEQI_LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'])
    .default('info')
    .describe('Least severe log line written'),
});

export type Settings = z.infer<typeof settingsSchema>;

/** Reads and checks the settings; an error names each setting that is wrong and why. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const result = settingsSchema.safeParse(environment);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`These settings are wrong:\n${problems.join('\n')}`);
}

function optionalText() {
  return z
    .string()
    .optional()
    .transform((text) => (text === '' ? undefined : text));
}

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

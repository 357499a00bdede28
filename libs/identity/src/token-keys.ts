import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ROLES, type Actor } from '@heqi/domain';
import {
  createRemoteJWKSet,
  exportJWK,
  generateKeyPair,
  importJWK,
  jwtVerify,
  SignJWT,
  type CryptoKey,
  type JWK,
  type JWTVerifyGetKey,
} from 'jose';
import { z } from 'zod';

const ALGORITHM = 'ES256';
const AUDIENCE = 'heqi';

/** What a token says of its bearer: `sub` the person's id, `party` the office or enterprise acted for, `role`. */
const id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, 'an id has 1 to 64 characters: letters, digits and . _ : -');
const claimsSchema = z.object({
  sub: id,
  party: id.nullable().default(null),
  role: z.enum(ROLES),
});

/** The token is missing, forged, expired or incomplete. */
export class NotAuthenticated extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotAuthenticated';
  }
}

/** Tells who bears a token. */
export abstract class TokenVerifier {
  abstract verify(token: string): Promise<Actor>;
}

/** Tokens of an identity provider (OIDC): its published keys, its issuer, audience `heqi`. */
export class ProviderTokens extends TokenVerifier {
  private readonly keys: JWTVerifyGetKey;
  constructor(
    jwksUrl: string,
    private readonly issuer: string,
  ) {
    super();
    this.keys = createRemoteJWKSet(new URL(jwksUrl));
  }
  verify(token: string): Promise<Actor> {
    return actorOf(() => jwtVerify(token, this.keys, { issuer: this.issuer, audience: AUDIENCE }));
  }
}

/** Tokens signed with a key of our own, made at the first start and kept in the data folder (mode 0600). */
export class OwnTokens extends TokenVerifier {
  private constructor(
    private readonly key: CryptoKey,
    private readonly publicKey: CryptoKey,
    private readonly issuer: string,
  ) {
    super();
  }

  static async open(dataDir: string, issuer: string): Promise<OwnTokens> {
    const jwk = await loadOrCreateKey(path.join(dataDir, 'keys'));
    const { d: _, ...publicJwk } = jwk;
    return new OwnTokens(
      (await importJWK(jwk, ALGORITHM)) as CryptoKey,
      (await importJWK(publicJwk, ALGORITHM)) as CryptoKey,
      issuer,
    );
  }

  /** A token for `actor`, valid for `days` from `now` (a token's life runs on the machine's clock, never a simulated one). */
  issue(actor: Actor, days: number, now: Date): Promise<string> {
    const issuedAt = Math.floor(now.getTime() / 1000);
    return new SignJWT({ party: actor.partyId, role: actor.role })
      .setProtectedHeader({ alg: ALGORITHM })
      .setSubject(actor.id)
      .setIssuer(this.issuer)
      .setAudience(AUDIENCE)
      .setJti(randomUUID())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + days * 86_400)
      .sign(this.key);
  }

  verify(token: string): Promise<Actor> {
    return actorOf(() =>
      jwtVerify(token, this.publicKey, { issuer: this.issuer, audience: AUDIENCE, algorithms: [ALGORITHM] }),
    );
  }
}

async function actorOf(verified: () => Promise<{ payload: unknown }>): Promise<Actor> {
  let payload: unknown;
  try {
    ({ payload } = await verified());
  } catch (error) {
    throw new NotAuthenticated(`The token is not accepted: ${(error as Error).message}.`);
  }
  const claims = claimsSchema.safeParse(payload);
  if (!claims.success)
    throw new NotAuthenticated(
      'The token does not say who bears it: it needs sub, role and, for an office or enterprise, party.',
    );
  return { id: claims.data.sub, partyId: claims.data.party, role: claims.data.role };
}

/** Two processes may start at once: the key is written aside and linked into place, so one of them wins and both read it. */
async function loadOrCreateKey(folder: string): Promise<JWK> {
  const file = path.join(folder, 'token-key.json');
  const known = await readIfThere(file);
  if (known) return JSON.parse(known) as JWK;
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const aside = path.join(folder, `${randomUUID()}.json`);
  await writeFile(aside, JSON.stringify(await exportJWK(privateKey)), { mode: 0o600 });
  try {
    await link(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(aside);
  }
  return JSON.parse(await readFile(file, 'utf8')) as JWK;
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

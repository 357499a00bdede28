import { readFile } from 'node:fs/promises';
import { importJWK, jwtVerify, SignJWT, type JWK } from 'jose';

/** Where a data folder keeps the key of its own tokens. */
export const TOKEN_KEY_PATH = 'keys/token-key.json';
const ALGORITHM = 'ES256';

/** Why a file is no key that tokens can be signed and verified with; undefined when it is one. */
export async function faultOfTokenKey(file: string): Promise<string | undefined> {
  try {
    const jwk = JSON.parse(await readFile(file, 'utf8')) as JWK;
    if (typeof jwk.d !== 'string') return 'it is not a private key';
    const { d: _, ...publicJwk } = jwk;
    const signed = await new SignJWT({}).setProtectedHeader({ alg: ALGORITHM }).sign(await importJWK(jwk, ALGORITHM));
    await jwtVerify(signed, await importJWK(publicJwk, ALGORITHM), { algorithms: [ALGORITHM] });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

import { createPrivateKey, X509Certificate } from 'node:crypto';

/** A certificate and its key, as PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const VALID_DAYS = 3_650;
/** A node runs for months: one that starts within the last year of its certificate gets a new one. */
const RENEWED_WITHIN_DAYS = 365;

/** Makes a certificate (ECDSA, P-256) for the names of the loopback interface that signs itself: its clients trust this
 *  one certificate and no authority. Valid for ten years from the day before `now`, as clocks are set back sometimes. */
export async function makeKeyPair(now: number): Promise<KeyPair> {
  const { default: selfsigned } = await import('selfsigned'); // 50 ms to load, needed once in ten years
  const made = await selfsigned.generate([{ name: 'commonName', value: 'embedded event store' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - DAY_MS),
    notAfterDate: new Date(now + VALID_DAYS * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
          { type: 7, ip: '::1' },
        ],
      },
    ],
  });
  return { certificate: made.cert, key: made.private };
}

/** Whether the two belong together, can be read, and will serve a node that starts at `now`. */
export function isServiceable({ certificate, key }: KeyPair, now: number): boolean {
  try {
    const read = new X509Certificate(certificate);
    const validFrom = Date.parse(read.validFrom);
    const renewedFrom = Date.parse(read.validTo) - RENEWED_WITHIN_DAYS * DAY_MS;
    return read.checkPrivateKey(createPrivateKey(key)) && validFrom <= now && now < renewedFrom;
  } catch {
    return false; // cut short or damaged
  }
}

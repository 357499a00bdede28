import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export interface NodeUser {
  /** No colon in it: Basic credentials could not carry it. */
  readonly name: string;
  readonly password: string;
  /** Member of `$admins`: may also read `$all` and use system streams. */
  readonly admins: boolean;
}

/** Who makes a call, as far as its rights go. */
export type Caller = 'admin' | 'user' | 'anonymous';

interface Known {
  readonly digest: Buffer;
  readonly caller: Caller;
}

/** The users of a node. Passwords are kept as digests under a key that exists in this object only. */
export class Users {
  private readonly key = randomBytes(32);
  private readonly known = new Map<string, Known>();
  private readonly nobody: Known = { digest: randomBytes(32), caller: 'anonymous' };

  /** @throws Error for a user that could never be told from another, or never log in. */
  constructor(users: readonly NodeUser[]) {
    for (const { name, password, admins } of users) {
      if (name === '' || name.includes(':'))
        throw new Error(`A user's name is not empty and has no colon, unlike '${name}'.`);
      if (password === '') throw new Error(`The user '${name}' needs a password.`);
      if (this.known.has(name)) throw new Error(`There is a user '${name}' already. Choose another name.`);
      this.known.set(name, { digest: this.digest(password), caller: admins ? 'admin' : 'user' });
    }
  }

  /** Who bears Basic credentials; undefined when they are wrong or cannot be read. A wrong name takes as long as a wrong
   *  password. */
  bearerOf(authorization: string): Caller | undefined {
    const encoded = /^basic +(\S+)$/i.exec(authorization)?.[1];
    if (encoded === undefined) return undefined;
    const credentials = Buffer.from(encoded, 'base64').toString('utf8');
    const colon = credentials.indexOf(':');
    if (colon < 0) return undefined;
    const user = this.known.get(credentials.slice(0, colon)) ?? this.nobody;
    const isRight = timingSafeEqual(this.digest(credentials.slice(colon + 1)), user.digest);
    return isRight && user !== this.nobody ? user.caller : undefined;
  }

  private digest(password: string): Buffer {
    return createHmac('sha256', this.key).update(password).digest();
  }
}

import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Actor } from '@heqi/domain';
import { NotAuthenticated, OwnTokens } from './index';

const clerk: Actor = { id: 'u-clerk', partyId: 'office-zs', role: 'clerk' };
const NOW = new Date();

describe('tokens signed with our own key', () => {
  let folder: string;
  beforeAll(async () => (folder = await mkdtemp(path.join(tmpdir(), 'heqi-keys-'))));
  afterAll(() => rm(folder, { recursive: true }));

  it('tell who bears them, also to a process that opened the same folder', async () => {
    const [one, other] = await Promise.all([OwnTokens.open(folder, 'heqi'), OwnTokens.open(folder, 'heqi')]);
    await expect(other.verify(await one.issue(clerk, 1, NOW))).resolves.toEqual(clerk);
  });

  it('keep the key from other users of the machine', async () => {
    await OwnTokens.open(folder, 'heqi');
    expect((await stat(path.join(folder, 'keys', 'token-key.json'))).mode & 0o077).toBe(0);
  });

  it.each([
    ['expired', async (tokens: OwnTokens) => tokens.issue(clerk, 1, new Date(NOW.getTime() - 2 * 86_400_000))],
    ['of another issuer', async () => (await OwnTokens.open(folder, 'someone-else')).issue(clerk, 1, NOW)],
    ['altered', async (tokens: OwnTokens) => altered(await tokens.issue(clerk, 1, NOW))],
    [
      'without a role we know',
      async (tokens: OwnTokens) => tokens.issue({ ...clerk, role: 'mayor' as Actor['role'] }, 1, NOW),
    ],
    ['no token at all', async () => 'hello'],
  ])('are refused when %s', async (_, make) => {
    const tokens = await OwnTokens.open(folder, 'heqi');
    await expect(tokens.verify(await make(tokens))).rejects.toThrow(NotAuthenticated);
  });
});

function altered(token: string): string {
  const [header, payload, signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as Record<string, unknown>;
  return [header, Buffer.from(JSON.stringify({ ...claims, role: 'leader' })).toString('base64url'), signature].join(
    '.',
  );
}

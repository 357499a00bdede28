import { Users } from './users';

const CLERK = { name: 'clerk', password: 'p:ä@ss/1', admins: false };
const CHIEF = { name: 'chief', password: 'changeit', admins: true };

const basic = (credentials: string) => `Basic ${Buffer.from(credentials).toString('base64')}`;

describe('the users of a node', () => {
  const users = new Users([CLERK, CHIEF]);

  it('are told by name and password, of which only the name has no colon', () => {
    expect(users.bearerOf(basic('clerk:p:ä@ss/1'))).toBe('user');
    expect(users.bearerOf(basic('chief:changeit'))).toBe('admin');
  });

  it.each([
    'clerk:changeit',
    'chief:p:ä@ss/1',
    'clerk:',
    'clerk',
    'clerk:p',
    ':changeit',
    '',
    'admin:changeit',
    'Chief:changeit',
  ])('are not told by %s', (credentials) => {
    expect(users.bearerOf(basic(credentials))).toBeUndefined();
  });

  it.each([
    `Bearer ${Buffer.from('chief:changeit').toString('base64')}`,
    'Basic',
    'Basic chief:changeit',
    'chief:changeit',
    '',
  ])('are not told by the header %s', (header) => {
    expect(users.bearerOf(header)).toBeUndefined();
  });

  it('take the scheme in any case, as HTTP says', () => {
    expect(users.bearerOf(basic('chief:changeit').replace('Basic', 'bAsIc'))).toBe('admin');
  });

  it('are not there without being named', () => {
    expect(new Users([]).bearerOf(basic('admin:changeit'))).toBeUndefined();
  });

  it('keep no password in clear', () => {
    expect(JSON.stringify(users, (_, value: unknown) => (value instanceof Map ? [...value] : value))).not.toContain(
      'changeit',
    );
  });

  it.each([
    ['without a name', [{ ...CLERK, name: '' }], /name is not empty/],
    ['with a colon in the name', [{ ...CLERK, name: 'a:b' }], /no colon/],
    ['without a password', [{ ...CLERK, password: '' }], /'clerk' needs a password/],
    ['of one name', [CLERK, { ...CHIEF, name: 'clerk' }], /'clerk' already/],
  ])('are refused %s, without a word of the password', (_, wrong, reason) => {
    expect(() => new Users(wrong)).toThrow(reason);
    expect(() => new Users(wrong)).not.toThrow(CLERK.password);
  });
});

import { creditCodeOf, enterpriseOf } from './enterprises';

describe('the enterprises', () => {
  const first = Array.from({ length: 2000 }, (_, index) => index);

  it('each have their own name and id', () => {
    expect(new Set(first.map((index) => enterpriseOf(index).party.name)).size).toBe(2000);
    expect(new Set(first.map((index) => enterpriseOf(index).party.id)).size).toBe(2000);
  });
  it('are the same under every seed', () => expect(enterpriseOf(0).party.id).toBe('ent-001'));
  it('have credit codes of 18 characters whose weighted sum is a multiple of 31', () => {
    const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY';
    const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1];
    for (const index of first) {
      const code = creditCodeOf(index)?.value ?? '';
      expect(code).toMatch(/^91500299MA\w{8}$/);
      const sum = code.split('').reduce((total, each, place) => total + characters.indexOf(each) * weights[place]!, 0);
      expect(sum % 31).toBe(0);
    }
  });
});

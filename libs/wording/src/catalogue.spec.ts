import { ROLES } from '@heqi/domain';
import { entries } from './catalogue/catalogue';
import { fill } from './language';
import { pageWords, roleText, say } from './say';

const HAN = /\p{Script=Han}/u;
const placeholders = (text: string) =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).toSorted((a, b) => (a < b ? -1 : 1));

describe('the catalogue', () => {
  it.each(entries())('says %s in Chinese and in English, with the same placeholders', (_, { zh, en }) => {
    expect(zh).toMatch(HAN);
    expect(en.trim()).not.toBe('');
    expect(en).not.toMatch(HAN);
    expect(placeholders(zh)).toEqual(placeholders(en));
  });

  it('has one set of keys for a page in either language', () => {
    expect(Object.keys(pageWords('zh'))).toEqual(Object.keys(pageWords('en')));
    expect(pageWords('zh')['status.overdue']).toBe('逾期');
  });

  it('is asked by key, with what the label needs', () => {
    expect(say('zh', 'quadrant.both_behind')).toBe('双方滞后');
    expect(say('en', 'page.asOfDay', { day: '2025-06-30' })).toBe('As of 2025-06-30');
    expect(say('zh', 'page.signedInAs', { who: 'clerk-7', role: '经办人员' })).toBe('当前用户：clerk-7（经办人员）');
    expect(ROLES.map((role) => roleText(role, 'zh'))).toContain('核验人员');
  });

  it('never shows a brace: a placeholder without a value is an error', () => {
    expect(() => fill('截至 {day}', {})).toThrow(/needs a value for \{day\}/);
  });
});

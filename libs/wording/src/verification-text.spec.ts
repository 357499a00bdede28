import { FINDINGS, REMARKS, WAYS_OUT } from './catalogue/findings';
import { findingText, findingWayOut, placeText, remarkText } from './verification-text';

const HAN = /\p{Script=Han}/u;
const placeholders = (text: string) => new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));

describe('what a verification says', () => {
  const all = [
    ...Object.entries(FINDINGS).map(([code, { what }]) => [code, what] as const),
    ...Object.entries({ ...REMARKS, ...WAYS_OUT }),
  ];
  it.each(all)('says %s in Chinese and in English, with the same placeholders', (_, { zh, en }) => {
    expect(zh).toMatch(HAN);
    expect(en).not.toMatch(HAN);
    expect(placeholders(zh)).toEqual(placeholders(en));
  });

  it('fills in the details, and says what to do', () => {
    const details = { field: 'id', reason: 'a ≠ b' };
    expect(findingText('record-differs', details, 'en')).toBe('the event’s bytes and its place disagree (id): a ≠ b');
    expect(findingWayOut('record-differs', 'en')).toBe('Restore a backup that verifies.');
    expect(remarkText('evidence-unnamed', { count: 2 }, 'zh')).toContain('2份');
  });

  it.each([
    [{ path: 'keys/token-key.json' }, 'keys/token-key.json', 'keys/token-key.json'],
    [{ position: 7 }, 'position 7', '日志位置7'],
    [{ position: 7, to: '9' }, 'position 7-9', '日志位置7-9'],
    [{ position: 7, stream: 's', revision: 0 }, 'position 7, s event 0', '日志位置7，s 第0号事件'],
    [{ stream: 's', revision: 3, to: '5' }, 's event 3-5', 's 第3-5号事件'],
    [{ stream: 's' }, 's', 's'],
  ])('names the place %j', (place, en, zh) => {
    expect(placeText(place, 'en')).toBe(en);
    expect(placeText(place, 'zh')).toBe(zh);
  });
});

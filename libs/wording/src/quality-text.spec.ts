import { civilDate, QUALITY_CODES, type QualityCode, type QualityFinding } from '@heqi/domain';
import { QUALITY_WORDS } from './catalogue/quality';
import { qualityText, qualityWayOut } from './quality-text';
import { qualityCodeText } from './say';

const HAN = /\p{Script=Han}/u;
const day = { on: '2025-01-06', signedOn: '2025-01-07', servedOn: '2025-01-08', since: '2024-10-31' };
const words = {
  instrumentId: 'inv-1',
  condition: 'at will',
  figure: '500 jobs',
  claimId: 'k1',
  fileName: 'report.pdf',
};
const sample = (code: QualityCode): QualityFinding => ({
  id: `${code}:G-01`,
  code,
  no: 'G-01',
  side: 'government',
  clause: null,
  concerns: ['E-01', 'E-02'],
  elsewhere: [{ contractId: 'c2', dealNumber: '2025-002', no: 'E-07' }],
  amount: { minor: '3000000000', currency: 'CNY' },
  details: { ...day, ...words },
  holds: { from: civilDate('2025-01-06'), until: null },
});

describe('a warning in words', () => {
  it.each(QUALITY_CODES)('%s has a name, a sentence and a way out in both languages', (code) => {
    expect(qualityCodeText(code, 'zh')).toMatch(HAN);
    expect(qualityText(sample(code), 'zh')).toMatch(/^.*G-01.*。$/u);
    expect(qualityWayOut({ code }, 'zh')).toMatch(/^请.*。$|^协议.*。$/u);
    for (const text of [qualityCodeText(code, 'en'), qualityText(sample(code), 'en'), qualityWayOut({ code }, 'en')]) {
      expect(text).not.toMatch(HAN);
      expect(text).not.toMatch(/[{}]/);
    }
    expect(QUALITY_WORDS[code].what.en).toContain('{duty}');
  });

  it('names duty, clause, paper, figure and the other deal', () => {
    const names = { obligation: () => '交付净地', instrument: () => '投资协议' };
    expect(qualityText({ ...sample('deadline_before_signature'), clause: '第三条' }, 'zh', names)).toBe(
      '第三条，G-01 交付净地的期限 2025-01-06 不晚于《投资协议》的签订日 2025-01-07，签订时已届满。',
    );
    expect(qualityText(sample('same_number_twice'), 'en')).toBe(
      'G-01 and E-01, E-02 promise the same figure, CNY 30,000,000.00: perhaps one promise told twice.',
    );
    expect(qualityText(sample('evidence_in_two_deals'), 'zh')).toBe(
      'G-01申报 k1 的佐证“report.pdf”也用于2025-002 E-07。',
    );
  });
});

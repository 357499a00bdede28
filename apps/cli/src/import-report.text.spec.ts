import type { ImportReport } from '../../api/src/imports/import-report';
import { describeImport, ranges } from './import-report.text';

const report: ImportReport = {
  deals: [],
  problems: [
    {
      row: 3,
      column: 'start',
      value: '2018-08-32',
      code: 'date_impossible',
      reason: { zh: '不是存在的日期。', en: 'There is no such day.' },
      wayOut: { zh: '请写 YYYY-MM-DD。', en: 'Write YYYY-MM-DD.' },
    },
    {
      row: 4,
      column: null,
      value: null,
      code: 'x',
      reason: { zh: '坏。', en: 'Bad.' },
      wayOut: { zh: '改。', en: 'Mend.' },
    },
  ],
  notes: [
    { code: 'a', rows: [8, 13, 14, 24], text: { zh: '没有。', en: 'None.' } },
    { code: 'b', rows: [], text: { zh: '未读。', en: 'Unread.' } },
  ],
  read: {
    rows: 26,
    deals: 25,
    promises: 24,
    jobCreationCommitments: 24,
    retentionCommitments: 22,
    claims: 70,
    terminations: 5,
  },
  outcomes: { recorded: 20, unchanged: 3, already_recorded_differently: 1, refused: 1 },
  position: null,
};

describe('the report of an import, as text', () => {
  it('says in English what went in, which rows did not and why, and what to know', () => {
    expect(describeImport('n.csv', report, 'en')).toBe(`n.csv: 26 rows, read as 25 deals
  24 promises, 24 job-creation and 22 retention commitments, 70 claims, 5 terminations
  recorded now 20, recorded before and unchanged 3, recorded before with other content 1, refused 1

Rows that did not go in:
  row 3, start "2018-08-32": There is no such day. Write YYYY-MM-DD.
  row 4: Bad. Mend.

To know:
  rows 8, 13-14, 24: None.
  Unread.
`);
  });

  it('says the same in Chinese', () => {
    expect(describeImport('n.csv', report, 'zh')).toBe(`n.csv：26行，读出25个项目
  政府承诺24项，新增就业承诺24项，保留就业承诺22项，申报70条，终止5项
  本次登记20个，先前已登记且无变化3个，先前已登记而内容不同1个，被退回1个

未能导入的行：
  第3行，列 start “2018-08-32”：不是存在的日期。请写 YYYY-MM-DD。
  第4行：坏。改。

须知：
  第8、13-14、24行：没有。
  未读。
`);
  });

  it('is short where there is nothing to tell', () => {
    expect(describeImport('n.csv', { ...report, problems: [], notes: [] }, 'en').split('\n')).toHaveLength(4);
  });

  it('writes runs of rows as ranges', () => {
    expect(ranges([2, 3, 4, 7, 9, 10], ', ')).toBe('2-4, 7, 9-10');
    expect(ranges([], ', ')).toBe('');
  });
});

import type { Bilingual } from './bilingual';
import type { ImportProblemCode } from './problem-codes';

interface Said {
  readonly reason: Bilingual;
  readonly wayOut: Bilingual;
}

const correctTheCell: Bilingual = {
  zh: '请对照原始数据改正该单元格后重新导入。',
  en: 'Correct the cell against the source and import again.',
};
const correctTheRow: Bilingual = {
  zh: '请对照原始数据改正该行后重新导入。',
  en: 'Correct the row against the source and import again.',
};

/** The words of each problem. `{…}` stands for a detail of the occurrence. */
export const PROBLEM_WORDS: Readonly<Record<ImportProblemCode, Said>> = {
  file_empty: {
    reason: { zh: '文件没有任何内容。', en: 'The file holds nothing.' },
    wayOut: { zh: '请检查是否选错文件。', en: 'Check that the right file was chosen.' },
  },
  file_too_long: {
    reason: {
      zh: '文件有{found}行，超过一次导入的上限{limit}行。',
      en: 'The file has {found} rows; one import takes up to {limit}.',
    },
    wayOut: {
      zh: '请按协议编号分成几份导入；同一协议的各行须在同一份中。',
      en: 'Split it by agreement id, keeping the rows of one agreement together.',
    },
  },
  file_mostly_unreadable: {
    reason: {
      zh: '有{found}行看不出属于哪一协议，文件整体不可靠，未读取任何项目。',
      en: '{found} rows do not tell their agreement: the file as a whole is not reliable, and no deal was taken from it.',
    },
    wayOut: {
      zh: '请检查分隔符、引号和编码，或重新下载原始数据。',
      en: 'Check separators, quotes and encoding, or fetch the source again.',
    },
  },
  header_unreadable: {
    reason: { zh: '表头的引号不成对。', en: 'The quotes of the header do not pair.' },
    wayOut: { zh: '请使用原始数据的表头。', en: "Use the source's own header." },
  },
  column_missing: {
    reason: { zh: '表头缺少列“{column}”。', en: 'The header lacks the column "{column}".' },
    wayOut: {
      zh: '请补上该列；列名须与原始数据一致，以英文逗号分隔，次序不限。',
      en: 'Add the column, named as in the source and separated by commas; the order is free.',
    },
  },
  column_repeated: {
    reason: {
      zh: '列“{column}”出现不止一次，无法判断以哪一列为准。',
      en: 'The column "{column}" stands there more than once; which one counts cannot be told.',
    },
    wayOut: { zh: '请只保留一列。', en: 'Keep one of them.' },
  },
  quotes_broken: {
    reason: {
      zh: '该行引号不成对，无法可靠分列。',
      en: 'The quotes of the row do not pair, so its cells cannot be told apart for certain.',
    },
    wayOut: {
      zh: '含逗号的内容须用英文双引号括起，内部的双引号写两次，单元格内不得换行。',
      en: 'Put text with a comma between double quotes, write a quote inside it twice, and break no line inside a cell.',
    },
  },
  cell_count_wrong: {
    reason: {
      zh: '该行有{found}个单元格，表头有{expected}列。',
      en: 'The row has {found} cells, the header {expected} columns.',
    },
    wayOut: {
      zh: '请补齐或删去多余的单元格；含逗号的内容须用英文双引号括起。',
      en: 'Add or remove cells; text with a comma stands between double quotes.',
    },
  },
  value_missing: {
    reason: { zh: '此处为空，而该列必须填写。', en: 'The cell is empty, and this column must say something.' },
    wayOut: { zh: '请按原始数据填写；为零则写 0。', en: 'Fill it in from the source; write 0 for none.' },
  },
  characters_unreadable: {
    reason: {
      zh: '含有无法辨认的字符（不是 UTF-8，或有控制字符）。',
      en: 'It holds characters that cannot be read (not UTF-8, or control characters).',
    },
    wayOut: { zh: '请将文件另存为 UTF-8，并改正该单元格。', en: 'Save the file as UTF-8 and correct the cell.' },
  },
  text_too_long: {
    reason: { zh: '文字过长，不像该列的内容。', en: 'The text is too long to be what this column means.' },
    wayOut: correctTheCell,
  },
  source_unknown: {
    reason: {
      zh: '来源不是 {expected}，本映射只适用于该来源。',
      en: 'The source is not {expected}, and this mapping is made for that source only.',
    },
    wayOut: { zh: '请改正来源，或为该来源使用相应的映射。', en: 'Correct the source, or use a mapping made for it.' },
  },
  agreement_id_malformed: {
    reason: {
      zh: '协议编号不是该数据集的写法；若照此登记，同一协议可能被登记两次。',
      en: 'This is not how the data set writes an agreement id; taken as it is, one agreement could be recorded twice.',
    },
    wayOut: {
      zh: '请按数据集的写法，例如 131,398 或 SN49818。',
      en: 'Write it as the data set does, for example 131,398 or SN49818.',
    },
  },
  number_malformed: {
    reason: { zh: '不是数字。', en: 'It is not a number.' },
    wayOut: {
      zh: '请只写数字和小数点，不用千分位逗号，例如 1500000.0。',
      en: 'Write digits and a point, without thousands separators, for example 1500000.0.',
    },
  },
  number_negative: {
    reason: {
      zh: '是负数，而承诺与实绩不会小于零。',
      en: 'It is negative; neither a promise nor an actual is below zero.',
    },
    wayOut: correctTheCell,
  },
  number_fractional: {
    reason: { zh: '人数不是整数。', en: 'It is not a whole number of persons.' },
    wayOut: correctTheCell,
  },
  number_too_large: {
    reason: { zh: '数值过大，不像该列的内容。', en: 'The number is too large to be what this column means.' },
    wayOut: correctTheCell,
  },
  money_too_fine: {
    reason: { zh: '金额的小数位多于该币种。', en: 'The sum has more decimals than its currency.' },
    wayOut: correctTheCell,
  },
  currency_unknown: {
    reason: { zh: '币种不在已知之列。', en: 'The currency is not a known one.' },
    wayOut: { zh: '请使用以下代码之一：{known}。', en: 'Use one of {known}.' },
  },
  date_impossible: {
    reason: { zh: '不是存在的日期。', en: 'There is no such day.' },
    wayOut: { zh: '请写 YYYY-MM-DD，例如 2019-07-18。', en: 'Write YYYY-MM-DD, for example 2019-07-18.' },
  },
  status_unknown: {
    reason: {
      zh: '状态不是 Active 或 Terminated，其含义未知。',
      en: 'The status is neither Active nor Terminated; what it means is not known.',
    },
    wayOut: {
      zh: '请对照原始数据改正；确有新状态的，须先补充映射。',
      en: 'Correct it against the source; a new status needs a new rule of the mapping first.',
    },
  },
  as_of_malformed: {
    reason: {
      zh: '看不出数据截至哪一季度、哪一天。',
      en: 'It does not tell the quarter and the day to which the figures refer.',
    },
    wayOut: { zh: '请写成 Q4 SFY2023-24 (2024-03-31) 的形式。', en: 'Write it like Q4 SFY2023-24 (2024-03-31).' },
  },
  as_of_contradicts_itself: {
    reason: { zh: '所写日期不是该季度的最后一天。', en: 'The day is not the last day of that quarter.' },
    wayOut: {
      zh: '纽约州财年始于4月1日，其第四季度止于3月31日；请改正其一。',
      en: "New York's fiscal year begins on 1 April and its fourth quarter ends on 31 March; correct one of the two.",
    },
  },
  end_on_active: {
    reason: {
      zh: '状态为 Active 却有结束日，二者矛盾。',
      en: 'The status is Active, yet there is an end date: they contradict each other.',
    },
    wayOut: { zh: '请向数据发布方核实，改正其一。', en: 'Ask the publisher, and correct one of the two.' },
  },
  end_before_start: {
    reason: { zh: '结束日早于开始日。', en: 'The end lies before the start.' },
    wayOut: correctTheCell,
  },
  end_after_as_of: {
    reason: {
      zh: '结束日晚于数据截至日，当时尚不可能已经终止。',
      en: 'The end lies after the day to which the row refers, when it cannot have ended yet.',
    },
    wayOut: correctTheCell,
  },
  actual_without_promise: {
    reason: { zh: '有实绩而没有承诺，无从归属。', en: 'There is an actual, but no promise that it could belong to.' },
    wayOut: correctTheRow,
  },
  rows_disagree: {
    reason: { zh: '同一协议的第{rows}行在此列说法不一。', en: 'Rows {rows} of one agreement differ in this column.' },
    wayOut: { zh: '请对照原始数据使其一致。', en: 'Make them agree, after the source.' },
  },
  award_repeated: {
    reason: {
      zh: '同一协议的第{rows}行是同一项目、同一类支持，无法判断是重复还是两笔。',
      en: 'Rows {rows} of one agreement name the same programme and type of benefit; whether that is one award or two cannot be told.',
    },
    wayOut: {
      zh: '重复的请只留一行；确为两笔的请手工登记。',
      en: 'Keep one row of a repetition; record two real awards by hand.',
    },
  },
  job_promises_differ: {
    reason: {
      zh: '同一协议的第{rows}行承诺的人数或实绩不同，无法判断是一项承诺还是两项。',
      en: 'Rows {rows} of one agreement state different numbers of jobs; whether that is one commitment or two cannot be told.',
    },
    wayOut: {
      zh: '请向数据发布方核实后改正，或手工登记。',
      en: 'Ask the publisher and correct it, or record the deal by hand.',
    },
  },
  other_row_refused: {
    reason: {
      zh: '同一协议的第{rows}行被退回，项目要么整体登记，要么不登记。',
      en: 'Row {rows} of the same agreement is refused, and a deal is recorded whole or not at all.',
    },
    wayOut: { zh: '请先改正第{rows}行。', en: 'Correct row {rows} first.' },
  },
  may_belong_to_refused_row: {
    reason: {
      zh: '第{rows}行看不出属于哪一协议，但与本项目的企业或编号相符，可能是本项目的另一部分。',
      en: 'Row {rows} does not tell its agreement, but names this company or id: it may be the other part of this deal.',
    },
    wayOut: { zh: '请先改正第{rows}行。', en: 'Correct row {rows} first.' },
  },
};

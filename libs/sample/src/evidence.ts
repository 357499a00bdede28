import { createHash } from 'node:crypto';
import { monthOf, yearOf, type CivilDate, type EvidenceRef } from '@heqi/domain';

/** Registers that an office keeps per quarter or per year: a claim names the edition of its own day. */
const REGISTERS = {
  investment: { title: '固定资产投资入库台账', keeper: '统计局', every: 'quarter' },
  output: { title: '工业产值统计台账', keeper: '统计局', every: 'quarter' },
  tax: { title: '入库税收核对表', keeper: '税务局', every: 'quarter' },
  jobs: { title: '社会保险参保人数核对表', keeper: '人力资源和社会保障局', every: 'quarter' },
  inspection: { title: '现场核查记录', keeper: '招商投资促进局', every: 'quarter' },
  licence: { title: '营业执照登记册', keeper: '市场监督管理局', every: 'year' },
  bankReceipt: { title: '银行进账单汇编', keeper: '财政局', every: 'year' },
  payment: { title: '国库集中支付凭证汇编', keeper: '财政局', every: 'year' },
  handover: { title: '交地及厂房移交确认书汇编', keeper: '规划和自然资源局', every: 'year' },
  utilities: { title: '水电气及道路接入验收单汇编', keeper: '经济和信息化委员会', every: 'year' },
  permit: { title: '施工许可及开工备案汇编', keeper: '住房和城乡建设委员会', every: 'year' },
  completion: { title: '竣工验收备案表汇编', keeper: '住房和城乡建设委员会', every: 'year' },
  production: { title: '投产认定表汇编', keeper: '经济和信息化委员会', every: 'year' },
  audit: { title: '固定资产投资专项审计报告汇编', keeper: '财政局', every: 'year' },
  service: { title: '人才住房及入学服务台账', keeper: '招商投资促进局', every: 'year' },
} as const satisfies Record<string, { title: string; keeper: string; every: 'quarter' | 'year' }>;

export type Register = keyof typeof REGISTERS;

export interface SampleFile {
  readonly sha256: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

const FIRST_YEAR = 2020;
const LAST_YEAR = 2026;

/** Every file that a claim of a sample can name. Real offices keep such registers, one edition for many deals, so some two
 *  hundred files stand behind thousands of claims. They say themselves that they are samples and hold no figures. */
export function sampleEvidence(): Iterable<SampleFile> {
  return files.values();
}

/** The edition of a register that covers a day; days outside the sample's years fall into its first or last edition. */
export function evidenceOf(register: Register, day: CivilDate): EvidenceRef {
  const { sha256, fileName, mediaType, bytes } = files.get(`${register} ${editionOf(register, day)}`)!;
  return { sha256, fileName, mediaType, sizeBytes: bytes.length, grade: 'official_register' };
}

function editionOf(register: Register, day: CivilDate): string {
  const year = Math.min(Math.max(yearOf(day), FIRST_YEAR), LAST_YEAR);
  return REGISTERS[register].every === 'year' ? `${year}年` : `${year}年第${Math.ceil(monthOf(day) / 3)}季度`;
}

const files: ReadonlyMap<string, SampleFile> = new Map(
  (Object.keys(REGISTERS) as Register[]).flatMap((register) =>
    editionsOf(register).map((edition) => [`${register} ${edition}`, fileOf(register, edition)] as const),
  ),
);

function editionsOf(register: Register): string[] {
  const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, index) => FIRST_YEAR + index);
  return years.flatMap((year) =>
    REGISTERS[register].every === 'year' ? [`${year}年`] : [1, 2, 3, 4].map((quarter) => `${year}年第${quarter}季度`),
  );
}

function fileOf(register: Register, edition: string): SampleFile {
  const { title, keeper } = REGISTERS[register];
  const text = [
    `${edition}${title}`,
    `编制单位：荣江区${keeper}（虚构）`,
    '',
    '本文件为示例数据的佐证材料，不含任何真实企业或个人的信息。',
    'A sample file that stands for the evidence of made-up claims; it holds no figures.',
    '',
  ].join('\n');
  const bytes = Buffer.from(text, 'utf8');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { sha256, fileName: `${edition}${title}.txt`, mediaType: 'text/plain', bytes };
}

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { Refusal, type RefusalCode } from '@heqi/domain';
import { REFUSALS } from './catalogue/refusals';
import { problemTitle, refusalText, refusalTitle } from './problem-text';

const HAN = /\p{Script=Han}/u;
const codes = Object.keys(REFUSALS) as RefusalCode[];

/** The details each refusal of the domain carries, read from the domain's own code. */
function detailsInTheDomain(): ReadonlyMap<string, readonly string[][]> {
  const root = path.join(__dirname, '../../domain/src');
  const found = new Map<string, string[][]>();
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('spec.ts')) continue;
    visit(ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.Latest, true));
  }
  return found;

  function visit(node: ts.Node): void {
    if (ts.isNewExpression(node) && node.expression.getText() === 'Refusal') {
      const [code, , details] = node.arguments ?? [];
      const keys = details && ts.isObjectLiteralExpression(details) ? details.properties.map(keyOf) : [];
      for (const each of codesOf(code!)) found.set(each, [...(found.get(each) ?? []), keys]);
    }
    ts.forEachChild(node, visit);
  }
}

/** A literal code, or every code that a parameter of literal types can be. */
function codesOf(code: ts.Expression): string[] {
  if (ts.isStringLiteral(code)) return [code.text];
  let at: ts.Node = code;
  while (!ts.isFunctionDeclaration(at)) at = at.parent;
  const type = at.parameters.find((parameter) => parameter.name.getText() === code.getText())!.type!;
  return [...type.getText().matchAll(/'(\w+)'/g)].map(([, each]) => each!);
}

const keyOf = (property: ts.ObjectLiteralElementLike) => property.name!.getText();
const asDetail = (placeholder: string) => (placeholder === 'id' ? 'what' : placeholder);

describe('a refusal in words', () => {
  const carried = detailsInTheDomain();

  it.each(codes)('%s has a title in both languages and a Chinese sentence', (code) => {
    const { detail } = REFUSALS[code];
    expect(refusalTitle(code, 'zh')).toMatch(HAN);
    expect(refusalTitle(code, 'en')).not.toMatch(HAN);
    expect(detail).toMatch(/^.*\p{Script=Han}.*。$/u);
  });

  it.each(codes)('%s finds what its sentence names among the details the domain gives', (code) => {
    const wanted = [...REFUSALS[code].detail.matchAll(/\{(\w+)\}/g)].map(([, name]) => asDetail(name!));
    const given = carried.get(code) ?? [];
    if (wanted.length > 0) expect(given).not.toEqual([]);
    for (const keys of given) expect(keys).toEqual(expect.arrayContaining(wanted));
  });

  it('fills the sentence, codes in words', () => {
    const refused = (code: RefusalCode, details: Record<string, string>) =>
      refusalText(new Refusal(code, 'English.', details), 'zh');
    expect(refused('DATE_IN_THE_FUTURE', { field: 'paidOn', date: '2025-09-01', today: '2025-08-14' })).toBe(
      '支付日为 2025-09-01，晚于今日（2025-08-14）；请待事实发生后记录。',
    );
    expect(refused('ROLE_NOT_ALLOWED', { role: 'auditor', allowed: 'clerk, legal' })).toBe(
      '审计人员不得办理此项业务，须由经办人员或法制审核人员办理。',
    );
    expect(refused('UNIT_MISMATCH', { no: 'E-02', expected: 'money:CNY', got: 'unit:mu' })).toBe(
      '履约事项 E-02 以元计量，所填为亩，请先换算。',
    );
    expect(refused('DUPLICATE_PARTY', { what: 'Party gov-1' })).toBe('主体 gov-1 已存在，请更正原主体或另用标识。');
  });

  it('is its title where details are missing, and the message itself in English', () => {
    const refusal = new Refusal('CLAIM_WITHDRAWN', 'Claim 7 was withdrawn; make a new claim.');
    expect(refusalText(refusal, 'zh')).toBe('申报已撤回。');
    expect(refusalText(refusal, 'en')).toBe('Claim 7 was withdrawn; make a new claim.');
  });
});

describe('the title of a problem', () => {
  it('is found for the edge and for rules', () => {
    expect(problemTitle('revision-stale', 'zh')).toBe('内容已被他人更新');
    expect(problemTitle('duplicate-party', 'en')).toBe('Duplicate party');
  });
  it('is the code where nobody knows it', () => {
    expect(problemTitle('teapot', 'zh')).toBe('teapot');
  });
});

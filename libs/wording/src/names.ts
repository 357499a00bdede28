import type { Language } from './language';

/** How things that stand in steps by their ids are called; what has no name is shown by its id. */
export interface Names {
  readonly party?: (id: string) => string | undefined;
  readonly obligation?: (no: string) => string | undefined;
  readonly instrument?: (id: string) => string | undefined;
  readonly condition?: (id: string) => string | undefined;
}

export function partyName(id: string, names: Names): string {
  return names.party?.(id) ?? id;
}

/** 'G-01', or 'G-01 交付净地' where the title is known. */
export function obligationName(no: string, names: Names): string {
  const title = names.obligation?.(no);
  return title === undefined ? no : `${no} ${title}`;
}

/** A duty may stand in no instrument: its id is then empty. */
export function instrumentName(id: string, language: Language, names: Names): string {
  const title = names.instrument?.(id);
  if (title !== undefined) return language === 'zh' ? `《${title}》` : `“${title}”`;
  if (id === '') return language === 'zh' ? '所在文书' : 'its instrument';
  return language === 'zh' ? `文书“${id}”` : `instrument ${id}`;
}

export function conditionName(id: string, language: Language, names: Names): string {
  const text = names.condition?.(id);
  if (language === 'zh') return `先决条件“${text ?? id}”`;
  return text === undefined ? `condition ${id}` : `condition “${text}”`;
}

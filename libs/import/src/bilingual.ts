/** The same sentence for readers of Chinese and of English. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

export type Details = Readonly<Record<string, string | number>>;

/** Puts the details of an occurrence where `{name}` stands. */
export function fill({ zh, en }: Bilingual, details: Details): Bilingual {
  const put = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ''));
  return { zh: put(zh), en: put(en) };
}

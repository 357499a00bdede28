export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One thing said in every language. */
export type Words = Readonly<Record<Language, string>>;

/** The names of `{placeholders}` in a text. */
export type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

export type Params = Readonly<Record<string, string | number>>;

/** The text with its placeholders filled; one that has no value throws, so that no reader ever meets a brace. */
export function fill(text: string, params: Params): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new RangeError(`"${text}" needs a value for {${name}}.`);
    return String(value);
  });
}

/** '1 day', '2 days'. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

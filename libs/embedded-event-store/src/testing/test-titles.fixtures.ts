/**
 * The tests of a spec file by their full names, such as 'a link › resolves to its event', read from its text. Where a
 * name comes from a table (`it.each`) it is the pattern that stands in the file, `%s` and all. The text must be laid out
 * by prettier: what belongs to a suite is indented behind it.
 */
export function testTitlesIn(source: string): string[] {
  const suites: { readonly indent: number; readonly title: string }[] = [];
  const titles: string[] = [];
  for (const { indent, isSuite, title } of callsIn(source)) {
    while (suites.length > 0 && suites.at(-1)!.indent >= indent) suites.pop();
    if (isSuite) suites.push({ indent, title });
    else titles.push([...suites.map((suite) => suite.title), title].join(' › '));
  }
  return titles;
}

/** `describe(…`, `it.each(…)(…`, `itOnOwnNode(…`: the line's indent, the word, and the first text behind it. */
const CALL = /^( *)(describe|it)\w*(?:\.each[^]*?\))?\(\s*(['"`])((?:\\.|(?!\3)[^])*)\3/gm;

function* callsIn(source: string) {
  for (const [, indent, word, quote, text] of source.matchAll(CALL)) {
    const title = text!.replaceAll(`\\${quote}`, quote!);
    yield { indent: indent!.length, isSuite: word === 'describe', title };
  }
}

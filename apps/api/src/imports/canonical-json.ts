/** JSON in the canonical form of RFC 8785: equal values give equal text, in whatever order the code sets their fields. Numbers and
 *  strings are written as ECMAScript writes them, which is what the RFC asks for. A field that is undefined is left out.
 *  canonicalJson({ b: [2, 1], a: 'x' }) gives '{"a":"x","b":[2,1]}'. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  const inOrder = fields.toSorted(([a], [b]) => (a < b ? -1 : 1)); // by UTF-16 units, as strings compare
  return `{${inOrder.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(',')}}`;
}

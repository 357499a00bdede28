/** The same type without `readonly` and with intersections flattened; branded strings stay themselves. */
type Plain<T> = T extends string | number | bigint | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? Plain<Item>[]
    : { -readonly [Key in keyof T]: Plain<T[Key]> };

type Identical<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** `true` when two types describe the same JSON, else `false`: an optional field is not the same as a required one. */
export type Same<A, B> = Identical<Plain<A>, Plain<B>>;

/** Compiles only when every entry is `true`. A tuple, not an intersection: `true & false` is never, and would pass. */
export type AllTrue<T extends readonly true[]> = T;

/** The names of a closed list as a tuple for z.enum. */
export function namesOf<Name extends string>(list: Readonly<Record<Name, unknown>>): [Name, ...Name[]] {
  return Object.keys(list) as [Name, ...Name[]];
}

import type { ObligationState } from '../contract/contract.state';
import { dutiesNamedIn } from '../obligation/obligation';

/** The circles in which duties wait for each other, taking anchors, conditions and tolling together: the strongly connected components of
 *  two duties and more. They follow from the terms alone, so that no day opens or closes one. */
export class Circles {
  private readonly circleOf = new Map<string, number>();

  constructor(byNo: ReadonlyMap<string, ObligationState>) {
    let found = 0;
    for (const component of components(byNo)) {
      if (component.length > 1) for (const no of component) this.circleOf.set(no, found);
      found++;
    }
  }

  /** Whether the two wait for each other in turn. */
  join(a: string, b: string): boolean {
    const circle = this.circleOf.get(a);
    return circle !== undefined && circle === this.circleOf.get(b);
  }

  has(no: string): boolean {
    return this.circleOf.has(no);
  }

  /** The circles, each in the order of its duties in the contract. */
  list(): readonly (readonly string[])[] {
    const byCircle = new Map<number, string[]>();
    for (const [no, circle] of this.circleOf) byCircle.set(circle, [...(byCircle.get(circle) ?? []), no]);
    return [...byCircle.values()];
  }
}

/** Tarjan's algorithm, without recursion: a chain of a thousand duties is no deeper than one. */
function components(byNo: ReadonlyMap<string, ObligationState>): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const result: string[][] = [];
  for (const root of byNo.keys()) if (!index.has(root)) visit(root);
  return result;

  function visit(root: string): void {
    const path = [enter(root)];
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const next = frame.named.pop();
      if (next === undefined) {
        leave(frame.no);
        path.pop();
        const parent = path.at(-1);
        if (parent) low.set(parent.no, Math.min(low.get(parent.no)!, low.get(frame.no)!));
      } else if (!index.has(next)) path.push(enter(next));
      else if (onStack.has(next)) low.set(frame.no, Math.min(low.get(frame.no)!, index.get(next)!));
    }
  }
  function enter(no: string) {
    index.set(no, index.size);
    low.set(no, index.get(no)!);
    stack.push(no);
    onStack.add(no);
    return { no, named: dutiesNamedIn(byNo.get(no)!.terms).filter((each) => byNo.has(each)) };
  }
  function leave(no: string): void {
    if (low.get(no) !== index.get(no)) return;
    const component: string[] = [];
    let member: string;
    do {
      member = stack.pop()!;
      onStack.delete(member);
      component.push(member);
    } while (member !== no);
    result.push(component.reverse());
  }
}

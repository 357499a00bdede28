import { amountKind, compareAmounts, toDecimal, type AmountJson } from '../../money/amount';
import type { ObligationTerms } from '../../obligation/obligation';
import { Refusal } from '../../refusal';
import { sideOf, type Side } from '../contract';
import type { ContractState } from '../contract.state';
import { instrumentOf, partyOf } from './find';

/** The numbers that may be named, those of the contract and those recorded in the same command, and whose they are. */
export type Siblings = ReadonlyMap<string, Side>;

/** Refuses terms that contradict themselves or the contract. */
export function checkTerms(terms: ObligationTerms, state: ContractState, siblings: Siblings): void {
  checkRoles(terms, state);
  if (terms.instrumentId !== null) instrumentOf(state, terms.instrumentId);
  checkMeasure(terms);
  checkDueRule(terms, siblings);
  checkConditions(terms, siblings);
  checkTolledBy(terms, siblings);
}

function checkRoles(terms: ObligationTerms, state: ContractState): void {
  for (const partyId of [terms.performerId, terms.obligeeId, terms.verifierId]) {
    if (partyId !== null) partyOf(state, partyId);
  }
  if (terms.obligorId !== null) {
    const obligor = partyOf(state, terms.obligorId);
    if (sideOf(obligor.kind) !== terms.side) {
      throw new Refusal(
        'OBLIGOR_ON_THE_WRONG_SIDE',
        `Obligation ${terms.no} is the ${terms.side}'s, but its obligor ${obligor.name} stands on the ${sideOf(obligor.kind)}'s side.`,
        { no: terms.no, obligorId: obligor.id },
      );
    }
  }
  const verifier = terms.verifierId;
  if (verifier !== null && (verifier === terms.obligorId || verifier === terms.performerId)) {
    throw new Refusal(
      'VERIFIER_IS_THE_OBLIGOR',
      `Obligation ${terms.no} names ${verifier} both as the one who performs and as its verifier; name another verifying office.`,
      { no: terms.no, verifierId: verifier },
    );
  }
}

function checkMeasure(terms: ObligationTerms): void {
  const { measure } = terms;
  if (measure.kind === 'milestone') return;
  if (toDecimal(measure.target).units <= 0n) {
    throw new Refusal('TARGET_NOT_POSITIVE', `The target of obligation ${terms.no} must be above zero.`, {
      no: terms.no,
    });
  }
  if (measure.kind === 'amount') return;
  let previous = measure.plan[0];
  for (const point of measure.plan) {
    requireSameMeasure(terms.no, measure.target, point.value);
    if (
      previous &&
      point !== previous &&
      (point.on <= previous.on || compareAmounts(point.value, previous.value) < 0)
    ) {
      throw new Refusal(
        'PLAN_NOT_RISING',
        `The plan of obligation ${terms.no} must move forward in time and never fall: ${point.on} comes after ${previous.on}.`,
        { no: terms.no, on: point.on },
      );
    }
    previous = point;
  }
  if (!previous || compareAmounts(previous.value, measure.target) !== 0) {
    throw new Refusal('PLAN_ENDS_OFF_TARGET', `The plan of obligation ${terms.no} must end at its target.`, {
      no: terms.no,
    });
  }
}

/** A value must be of the target's kind: the same currency, or a unit of the same dimension. */
export function requireSameMeasure(no: string, target: AmountJson, value: AmountJson): void {
  try {
    compareAmounts(value, target);
  } catch {
    throw new Refusal(
      'UNIT_MISMATCH',
      `Obligation ${no} is measured in ${amountKind(target)}, the value is in ${amountKind(value)}; convert it first.`,
      { no, expected: amountKind(target), got: amountKind(value) },
    );
  }
}

function checkDueRule(terms: ObligationTerms, siblings: Siblings): void {
  const { no, due } = terms;
  if (due.kind !== 'relative') return;
  const { from } = due;
  if (from.kind === 'signing' && terms.instrumentId === null) {
    throw new Refusal(
      'DUE_RULE_NEEDS_AN_INSTRUMENT',
      `Obligation ${no} falls due after the signing, but names no instrument; name the one it stands in.`,
      { no },
    );
  }
  if (from.kind === 'condition' && !terms.conditions.some((condition) => condition.id === from.id)) {
    throw new Refusal(
      'DUE_RULE_NAMES_MISSING_CONDITION',
      `Obligation ${no} falls due after its condition ${from.id}, which it does not have; state that condition.`,
      { no, missing: from.id },
    );
  }
  if (from.kind !== 'fulfilment') return;
  if (from.of === no) {
    throw new Refusal('DUE_RULE_NAMES_ITSELF', `Obligation ${no} cannot fall due after its own fulfilment.`, { no });
  }
  if (!siblings.has(from.of)) {
    throw new Refusal(
      'DUE_RULE_NAMES_MISSING_OBLIGATION',
      `Obligation ${no} falls due after obligation ${from.of}, which this contract does not have; record that one first.`,
      { no, missing: from.of },
    );
  }
}

function checkConditions(terms: ObligationTerms, siblings: Siblings): void {
  const seen = new Set<string>();
  for (const condition of terms.conditions) {
    if (seen.has(condition.id)) {
      throw new Refusal(
        'DUPLICATE_CONDITION',
        `Obligation ${terms.no} has two conditions ${condition.id}; give each its own id.`,
        {
          no: terms.no,
          conditionId: condition.id,
        },
      );
    }
    seen.add(condition.id);
    if (condition.kind !== 'fulfilment') continue;
    if (condition.of === terms.no) {
      throw new Refusal('CONDITION_NAMES_ITSELF', `Obligation ${terms.no} cannot be a condition of itself.`, {
        no: terms.no,
      });
    }
    if (!siblings.has(condition.of)) {
      throw new Refusal(
        'CONDITION_NAMES_MISSING_OBLIGATION',
        `Condition ${condition.id} of obligation ${terms.no} names obligation ${condition.of}, which this contract does not have; record that one first.`,
        { no: terms.no, missing: condition.of },
      );
    }
  }
}

/** Only the other side's delay excuses; what waits for a duty of the same side is anchored on it. */
function checkTolledBy({ no, side, tolledBy }: ObligationTerms, siblings: Siblings): void {
  for (const other of tolledBy) {
    if (other === no) {
      throw new Refusal('TOLLED_BY_ITSELF', `Obligation ${no} cannot be tolled by its own delay.`, { no });
    }
    const otherSide = siblings.get(other);
    if (otherSide === undefined) {
      throw new Refusal(
        'TOLLED_BY_MISSING_OBLIGATION',
        `Obligation ${no} is tolled by obligation ${other}, which this contract does not have; record that one first.`,
        { no, missing: other },
      );
    }
    if (otherSide === side) {
      throw new Refusal(
        'TOLLED_BY_OWN_SIDE',
        `Obligation ${no} cannot be tolled by ${other}: both are the ${side}'s, and nobody is excused by its own side. Let its term start at the fulfilment of ${other} instead.`,
        { no, other },
      );
    }
  }
}

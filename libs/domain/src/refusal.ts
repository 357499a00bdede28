/** Why a command was refused. Codes are stable: clients branch on them; the HTTP status of each lives in the api's
 *  problem-details filter only. */
export type RefusalCode =
  | 'CONTRACT_ALREADY_RECORDED'
  | 'CONTRACT_NOT_FOUND'
  | 'CONTRACT_TERMINATED'
  | 'CONTRACT_NOT_TERMINATED'
  | 'DATE_IN_THE_FUTURE'
  | 'DUPLICATE_CLAIM'
  | 'DUPLICATE_CONDITION'
  | 'DUPLICATE_INSTRUMENT'
  | 'DUPLICATE_OBLIGATION_NUMBER'
  | 'DUPLICATE_PARCEL'
  | 'DUPLICATE_PARTY'
  | 'EVIDENCE_ALREADY_ATTACHED'
  | 'CLAIMANT_VERIFIES_OWN_CLAIM'
  | 'CLAIM_ALREADY_DECIDED'
  | 'CLAIM_NOT_DECIDED'
  | 'CLAIM_NOT_FOUND'
  | 'CLAIM_WITHDRAWN'
  | 'CONDITION_NOT_FOUND'
  | 'CONDITION_NAMES_ITSELF'
  | 'CONDITION_NAMES_MISSING_OBLIGATION'
  | 'DETERMINATION_NOT_FOUND'
  | 'DUE_MOVE_NOT_FOUND'
  | 'DUE_RULE_NAMES_ITSELF'
  | 'DUE_RULE_NAMES_MISSING_CONDITION'
  | 'DUE_RULE_NAMES_MISSING_OBLIGATION'
  | 'DUE_RULE_NEEDS_AN_INSTRUMENT'
  | 'INSTRUMENT_NOT_FOUND'
  | 'INSTRUMENT_NOT_A_SUPPLEMENT'
  | 'INSTRUMENT_NOT_SIGNED'
  | 'NOT_THE_NAMED_VERIFIER'
  | 'NOT_YOUR_CLAIM'
  | 'NOT_YOUR_OBLIGATION'
  | 'OBLIGATION_NOT_FOUND'
  | 'OBLIGATION_RETRACTED'
  | 'OBLIGATION_STILL_REFERRED_TO'
  | 'OBLIGOR_ON_THE_WRONG_SIDE'
  | 'PARCEL_NOT_FOUND'
  | 'PARTY_NOT_FOUND'
  | 'PAYMENT_ON_AN_OBLIGATION_NOT_COUNTED_BY_PAYMENTS'
  | 'READING_ON_AN_OBLIGATION_COUNTED_BY_PAYMENTS'
  | 'PLAN_NOT_RISING'
  | 'PLAN_ENDS_OFF_TARGET'
  | 'ROLE_NOT_ALLOWED'
  | 'TARGET_NOT_POSITIVE'
  | 'UNIT_MISMATCH'
  | 'VALUE_MISSING'
  | 'VALUE_NOT_MEASURED'
  | 'VERIFIER_IS_THE_OBLIGOR';

/** A broken rule. The message names the thing, the state and the way out; `details` carries the same as data. */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly details: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

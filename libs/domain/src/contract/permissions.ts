import type { Actor, Role } from '../actor';
import { Refusal } from '../refusal';
import type { Party } from './contract';
import type { ContractCommand } from './contract.commands';
import { PROCEDURE_ROLES } from './rules/procedures';

const RECORDERS: readonly Role[] = ['clerk', 'legal'];
const CLAIMANTS: readonly Role[] = ['clerk', 'finance', 'enterprise'];
const DECIDERS: readonly Role[] = ['verifier'];
const NOTIFIERS: readonly Role[] = ['clerk', 'legal', 'enterprise'];
const REVIEWERS: readonly Role[] = ['legal'];
const ASKING: readonly Role[] = ['clerk', 'legal', 'enterprise'];
/** Who speaks for a side when it accepts an excuse or grants a relief. */
const GRANTING: readonly Role[] = ['legal', 'leader', 'enterprise'];

/** Which roles may give which command (design.md §10). Leaders grant, and decide on an end and on a clawback; auditors and services give
 *  none. */
export const ROLES_FOR: Readonly<Record<ContractCommand['type'], readonly Role[]>> = {
  RecordContract: RECORDERS,
  CorrectContractDetails: RECORDERS,
  AddParty: RECORDERS,
  CorrectParty: RECORDERS,
  SignInstrument: RECORDERS,
  CorrectInstrument: RECORDERS,
  AddLandParcel: RECORDERS,
  SurveyLandParcel: ['clerk', 'verifier'],
  RecordObligation: RECORDERS,
  CorrectObligationTerms: RECORDERS,
  RetractObligation: RECORDERS,
  MoveDueDate: RECORDERS,
  RevokeDueDateMove: RECORDERS,
  DetermineCondition: DECIDERS,
  RevokeConditionDetermination: DECIDERS,
  ClaimPerformance: CLAIMANTS,
  RecordPayment: CLAIMANTS,
  AttachEvidence: CLAIMANTS,
  WithdrawClaim: CLAIMANTS,
  VerifyPerformance: DECIDERS,
  RejectClaim: DECIDERS,
  RevokeVerification: ['verifier', 'legal'],
  ServeDemand: NOTIFIERS,
  RevokeDemand: NOTIFIERS,
  ServeBreachNotice: NOTIFIERS,
  RevokeBreachNotice: NOTIFIERS,
  RecordAcknowledgement: NOTIFIERS,
  RevokeAcknowledgement: NOTIFIERS,
  FreezeObligation: REVIEWERS,
  UnfreezeObligation: REVIEWERS,
  SupersedeObligation: RECORDERS,
  RevokeSupersession: RECORDERS,
  ClaimExcuse: ASKING,
  EndExcuse: ASKING,
  AcceptExcuse: GRANTING,
  RejectExcuse: GRANTING,
  RevokeExcuseDecision: GRANTING,
  WithdrawExcuse: ASKING,
  RequestRelief: ASKING,
  ApproveRelief: GRANTING,
  RefuseRelief: GRANTING,
  RevokeReliefDecision: GRANTING,
  ServeRelief: RECORDERS,
  WithdrawRelief: ASKING,
  TerminateContract: RECORDERS,
  RevokeContractTermination: RECORDERS,
  ...PROCEDURE_ROLES,
};

/** Refuses a command that the actor's role may not give. */
export function requireRole(command: ContractCommand, actor: Actor): void {
  const allowed = ROLES_FOR[command.type];
  if (allowed.includes(actor.role)) return;
  throw new Refusal(
    'ROLE_NOT_ALLOWED',
    `Role ${actor.role} may not give ${command.type}; ask someone in role ${allowed.join(' or ')}.`,
    { role: actor.role, allowed: allowed.join(', ') },
  );
}

/** Whether a contract is an actor's to know of: an enterprise knows the contracts it is a party to, everyone else in the
 *  district all of them. */
export function mayKnowOf(
  { parties }: { readonly parties: readonly Pick<Party, 'id'>[] },
  { role, partyId }: Actor,
): boolean {
  return role !== 'enterprise' || parties.some((party) => party.id === partyId);
}

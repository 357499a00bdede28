import { ROLES, type Actor, type Role } from '../actor';
import type { ContractCommand } from './contract.commands';
import { mayKnowOf, requireRole, ROLES_FOR } from './permissions';
import { manager, parties, stranger } from '../testing/people.fixtures';
import { Refusal } from '../refusal';

const commands = Object.keys(ROLES_FOR) as ContractCommand['type'][];

/** Written out once more, so that a slip in the table shows. */
const ALLOWED: Readonly<Record<Role, readonly ContractCommand['type'][]>> = {
  clerk: commands.filter(
    (type) =>
      !/^(Verify|RejectClaim|RejectExcuse|RevokeVer|Determine|RevokeCondition|Freeze|Unfreeze|Accept|Approve|Refuse|Decide)/.test(
        type,
      ) && !/^Revoke(Excuse|Relief)Decision$/.test(type),
  ),
  legal: commands.filter(
    (type) =>
      !/^(Verify|RejectClaim|Determine|RevokeCondition|Survey|ClaimP|RecordPayment|RecordRecovery|Attach|WithdrawClaim)/.test(
        type,
      ),
  ),
  verifier: [
    'SurveyLandParcel',
    'DetermineCondition',
    'RevokeConditionDetermination',
    'VerifyPerformance',
    'RejectClaim',
    'RevokeVerification',
  ],
  finance: ['ClaimPerformance', 'RecordPayment', 'AttachEvidence', 'WithdrawClaim', 'RecordRecovery'],
  enterprise: [
    ...['ClaimPerformance', 'RecordPayment', 'AttachEvidence', 'WithdrawClaim'],
    ...['ServeDemand', 'RevokeDemand', 'ServeBreachNotice', 'RevokeBreachNotice'],
    ...['RecordAcknowledgement', 'RevokeAcknowledgement'],
    ...['ClaimExcuse', 'EndExcuse', 'AcceptExcuse', 'RejectExcuse', 'RevokeExcuseDecision', 'WithdrawExcuse'],
    ...['RequestRelief', 'ApproveRelief', 'RefuseRelief', 'RevokeReliefDecision', 'WithdrawRelief'],
    ...['OpenTerminationCase', 'ServeRectificationNotice', 'ServeTerminationIntent'],
    ...['OfferTerminationHearing', 'ConcludeTerminationHearing', 'DecideTermination'],
    ...['ServeTerminationNotice', 'CloseTerminationCase', 'RevokeTerminationStep'],
  ] as ContractCommand['type'][],
  leader: [
    ...['AcceptExcuse', 'RejectExcuse', 'RevokeExcuseDecision'],
    ...['ApproveRelief', 'RefuseRelief', 'RevokeReliefDecision'],
    ...['DecideTermination', 'DecideClawback'],
  ] as ContractCommand['type'][],
  auditor: [],
  service: [],
};

describe('roles', () => {
  it.each(ROLES)('%s may give its commands and no other', (role) => {
    const actor: Actor = { id: 'u', partyId: 'p', role };
    const refused = commands.filter((type) => isRefused(() => requireRole({ type } as ContractCommand, actor)));
    expect(refused).toEqual(commands.filter((type) => !ALLOWED[role].includes(type)));
  });

  it('never let one role both claim and verify', () => {
    for (const role of ROLES)
      expect(ROLES_FOR.ClaimPerformance.includes(role) && ROLES_FOR.VerifyPerformance.includes(role)).toBe(false);
  });

  it('name in the refusal who could', () => {
    expect(() => requireRole({ type: 'RejectClaim' } as ContractCommand, manager)).toThrow(
      'Role enterprise may not give RejectClaim; ask someone in role verifier.',
    );
  });

  it('let an enterprise know only of contracts it is a party to', () => {
    expect(mayKnowOf({ parties }, manager)).toBe(true);
    expect(mayKnowOf({ parties }, stranger)).toBe(false);
    expect(mayKnowOf({ parties }, { ...manager, partyId: null })).toBe(false);
    expect(mayKnowOf({ parties: [] }, { ...stranger, role: 'auditor' })).toBe(true);
  });
});

function isRefused(require_: () => void): boolean {
  try {
    require_();
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    expect((error as Refusal).code).toBe('ROLE_NOT_ALLOWED');
    return true;
  }
}

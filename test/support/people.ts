import type { Actor } from '@heqi/domain';

/** The people of the stories told in tests. */
export const people = {
  clerk: { id: 'u-clerk', partyId: 'office-zs', role: 'clerk' },
  landVerifier: { id: 'u-land-verifier', partyId: 'office-supervision', role: 'verifier' },
  statistician: { id: 'u-statistician', partyId: 'office-statistics', role: 'verifier' },
  legal: { id: 'u-legal', partyId: 'office-zs', role: 'legal' },
  leader: { id: 'u-leader', partyId: 'office-zs', role: 'leader' },
  auditor: { id: 'u-auditor', partyId: null, role: 'auditor' },
  enterprise: { id: 'u-battery', partyId: 'ent-battery', role: 'enterprise' },
  otherEnterprise: { id: 'u-rival', partyId: 'ent-rival', role: 'enterprise' },
} as const satisfies Record<string, Actor>;

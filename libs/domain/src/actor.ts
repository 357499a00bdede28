/** Roles of design.md §10. An auditor reads only; a service is one of our own processes. */
export const ROLES = ['clerk', 'verifier', 'finance', 'legal', 'leader', 'auditor', 'enterprise', 'service'] as const;
export type Role = (typeof ROLES)[number];

/** Who did something: a person or service by id (never by name: events hold no personal data), the office or
 *  enterprise acted for, and the role acted in. */
export interface Actor {
  readonly id: string;
  readonly partyId: string | null;
  readonly role: Role;
}

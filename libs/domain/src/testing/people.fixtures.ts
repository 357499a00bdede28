import type { Actor } from '../actor';
import type { Party } from '../contract/contract';

/** The parties of the deal that specs speak of: the bureau, the office that owes, the offices that measure, the enterprise. */
export const BUREAU = 'office-zs';
export const LAND_OFFICE = 'office-zr';
export const PLATFORM = 'platform-ct';
export const SUPERVISION = 'office-dc';
export const STATISTICS = 'office-tj';
export const ENTERPRISE = 'ent-1';
export const OTHER_ENTERPRISE = 'ent-2';

export const parties: readonly Party[] = [
  { id: BUREAU, kind: 'government_office', name: '招商局', identifier: null },
  { id: LAND_OFFICE, kind: 'government_office', name: '自然资源局', identifier: null },
  { id: PLATFORM, kind: 'platform_company', name: '城投公司', identifier: null },
  { id: SUPERVISION, kind: 'government_office', name: '督查办', identifier: null },
  { id: STATISTICS, kind: 'government_office', name: '统计局', identifier: null },
  { id: ENTERPRISE, kind: 'enterprise', name: '某某科技有限公司', identifier: null },
];

export const clerk: Actor = { id: 'u-clerk', partyId: BUREAU, role: 'clerk' };
export const otherClerk: Actor = { id: 'u-clerk-2', partyId: LAND_OFFICE, role: 'clerk' };
export const legal: Actor = { id: 'u-legal', partyId: BUREAU, role: 'legal' };
export const finance: Actor = { id: 'u-finance', partyId: BUREAU, role: 'finance' };
export const leader: Actor = { id: 'u-leader', partyId: BUREAU, role: 'leader' };
export const auditor: Actor = { id: 'u-auditor', partyId: null, role: 'auditor' };
export const service: Actor = { id: 's-alerter', partyId: null, role: 'service' };
/** Verifies what the government's side performs. */
export const supervisor: Actor = { id: 'u-supervisor', partyId: SUPERVISION, role: 'verifier' };
/** Verifies what the enterprise performs. */
export const statistician: Actor = { id: 'u-statistician', partyId: STATISTICS, role: 'verifier' };
export const landVerifier: Actor = { id: 'u-land-verifier', partyId: LAND_OFFICE, role: 'verifier' };
export const manager: Actor = { id: 'u-manager', partyId: ENTERPRISE, role: 'enterprise' };
export const stranger: Actor = { id: 'u-stranger', partyId: OTHER_ENTERPRISE, role: 'enterprise' };

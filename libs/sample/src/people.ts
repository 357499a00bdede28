import type { Actor, Role } from '@heqi/domain';
import { BUREAU_ID, OFFICES } from './district';
import { enterpriseId } from './enterprises';

export interface SamplePerson {
  readonly actor: Actor;
  readonly nameZh: string;
  readonly nameEn: string;
}

const clerk = person('u-clerk', BUREAU_ID, 'clerk', '招商投资促进局经办', 'Clerk of the investment promotion bureau');
const finance = person(
  'u-finance',
  OFFICES.finance.id,
  'finance',
  '财政局经办',
  'Payments officer of the finance bureau',
);
const legal = person('u-legal', 'office-justice', 'legal', '司法局法务', 'Counsel of the justice bureau');

const verifiers: readonly SamplePerson[] = [
  verifier('supervision', '督查室核验', 'Verifier of government promises, supervision office'),
  verifier('statistics', '统计局核验', 'Verifier, statistics bureau'),
  verifier('tax', '税务局核验', 'Verifier, tax bureau'),
  verifier('labour', '人社局核验', 'Verifier, human resources bureau'),
  verifier('land', '规划和自然资源局核验', 'Verifier, planning and natural resources bureau'),
  verifier('housing', '住房城乡建委核验', 'Verifier, housing and construction commission'),
  verifier('economy', '经济信息委核验', 'Verifier, economy and information commission'),
  verifier('market', '市场监管局核验', 'Verifier, market regulation bureau'),
  verifier('finance', '财政局核验', 'Verifier, finance bureau'),
];

const enterprises: readonly SamplePerson[] = [
  person('u-ent-001', enterpriseId(0), 'enterprise', '企业甲经办', 'Officer of the first enterprise'),
  person('u-ent-002', enterpriseId(1), 'enterprise', '企业乙经办', 'Officer of the second enterprise'),
];

/** Who works with the sample. They are named by their office and task: no data of persons, not even invented. */
export const samplePeople: readonly SamplePerson[] = [
  clerk,
  ...verifiers,
  finance,
  legal,
  person('u-leader', 'office-gov', 'leader', '区政府分管领导', 'Leader of the district government'),
  person('u-auditor', null, 'auditor', '审计局审计', 'Auditor'),
  ...enterprises,
];

export const CLERK = clerk.actor;
export const FINANCE = finance.actor;
export const LEGAL = legal.actor;

/** The verifier of a measuring office. Throws for an office that has none: a duty must not name it. */
export function verifierOf(officeId: string): Actor {
  const found = verifiers.find(({ actor }) => actor.partyId === officeId);
  if (!found) throw new Error(`Office ${officeId} has no verifier among the sample's people.`);
  return found.actor;
}

/** Who speaks for an enterprise: its own user where it has one, else the bureau's clerk on its word. */
export function claimantFor(enterprisePartyId: string): Actor {
  return enterprises.find(({ actor }) => actor.partyId === enterprisePartyId)?.actor ?? CLERK;
}

function verifier(key: keyof typeof OFFICES, nameZh: string, nameEn: string): SamplePerson {
  const { id } = OFFICES[key];
  return person(id.replace('office-', 'u-verify-'), id, 'verifier', nameZh, nameEn);
}

function person(id: string, partyId: string | null, role: Role, nameZh: string, nameEn: string): SamplePerson {
  return { actor: { id, partyId, role }, nameZh, nameEn };
}

import { Injectable } from '@nestjs/common';
import {
  placesOf,
  type AmountJson,
  type CivilDate,
  type DutyElsewhere,
  type EvidenceUse,
  type QualityCode,
  type QualityFinding,
  type QualityKind,
  type Side,
} from '@heqi/domain';
import { In, Not, type EntityManager } from 'typeorm';
import { ViewReader, type Fresh } from '../checkpoint/view-reader';
import type { DistrictFilter } from '../district-filter';
import { pageOf, type Page, type Paging } from '../paging';
import { EvidenceUseRow } from './evidence-use.entity';

export interface QualityFilter extends DistrictFilter {
  readonly contractId?: string;
  readonly code?: QualityCode;
  readonly kind?: QualityKind;
  readonly side?: Side;
  readonly no?: string;
  /** Names other deals only where this party is one of theirs, too: what an enterprise may know of. */
  readonly knownTo?: string;
}

/** A warning with the deal that it is about. */
export type ListedFinding = QualityFinding & {
  readonly contractId: string;
  readonly dealNumber: string;
  readonly contractTitle: string;
  /** How the duties and papers that it names are called, by number and id. */
  readonly titles: Readonly<Record<string, string>>;
};

/** What terms leave open and what reports ask to be looked at again, in all deals. */
@Injectable()
export class DealQuality {
  constructor(private readonly reader: ViewReader) {}

  /** As of a day, by deal and duty; `counts` are those of all pages together. */
  async find(
    day: CivilDate,
    filter: QualityFilter = {},
    paging: Paging = {},
  ): Promise<Fresh<Page<ListedFinding> & { readonly counts: Readonly<Partial<Record<QualityCode, number>>> }>> {
    const { skip, take } = pageOf(paging);
    return this.reader.read(async (manager) => {
      const asked = parametersOf(day, filter);
      const counted = await manager.query<{ code: QualityCode; count: string }[]>(
        `SELECT q.code, count(*) AS count FROM (${FOUND}) q WHERE ${NARROWED} GROUP BY q.code ORDER BY q.code`,
        asked,
      );
      const rows = await manager.query<FoundRow[]>(
        `SELECT q.* FROM (${FOUND}) q WHERE ${NARROWED}
         ORDER BY q.deal_number, q.contract_id, q.no, q.code, q.finding_id OFFSET ${skip} LIMIT ${take}`,
        asked,
      );
      const elsewhere = await elsewhereOf(manager, day, rows, filter.knownTo);
      const counts = Object.fromEntries(counted.map(({ code, count }) => [code, Number(count)]));
      const total = counted.reduce((sum, { count }) => sum + Number(count), 0);
      return { rows: rows.map((row) => findingOf(row, elsewhere)), counts, total };
    });
  }

  /** The uses of files in other contracts than this one, with the parties of each. */
  async usesElsewhere(
    contractId: string,
    sha256s: readonly string[],
  ): Promise<readonly (EvidenceUse & { readonly partyIds: readonly string[] })[]> {
    if (sha256s.length === 0) return [];
    const { rows } = await this.reader.read(async (manager) => ({
      rows: await manager.findBy(EvidenceUseRow, { sha256: In([...new Set(sha256s)]), contractId: Not(contractId) }),
    }));
    return rows.map(({ onDay, ...row }) => ({ ...row, on: onDay as CivilDate }));
  }
}

interface FoundRow {
  readonly contract_id: string;
  readonly finding_id: string;
  readonly code: QualityCode;
  readonly no: string;
  readonly side: Side;
  readonly clause: string | null;
  readonly concerns: readonly string[];
  readonly amount: AmountJson | null;
  readonly details: Readonly<Record<string, string>>;
  readonly titles: Readonly<Record<string, string>>;
  readonly from_day: string;
  readonly until_day: string | null;
  readonly deal_number: string;
  readonly contract_title: string;
}

/** $1 is the day, $2 who may know of other deals. */
const FOUND = `
  SELECT contract_id, finding_id, code, kind, no, side, clause, concerns, amount, details, titles,
         from_day::text, until_day::text, deal_number, contract_title, bureau_id, park_id, zone_id, party_ids
  FROM views.deal_quality
  WHERE from_day <= $1::date AND (until_day IS NULL OR until_day >= $1::date)
  UNION ALL
  SELECT u.contract_id, 'evidence_in_two_deals:' || u.no || ':' || u.claim_id || ':' || u.sha256,
         'evidence_in_two_deals', 'evidence', u.no, u.side, u.clause, '{}'::text[], NULL::jsonb,
         jsonb_build_object('claimId', u.claim_id, 'fileName', u.file_name, 'sha256', u.sha256),
         jsonb_build_object(u.no, u.title),
         GREATEST(u.on_day, u.began_on, MIN(o.on_day))::text, NULL::text,
         u.deal_number, u.contract_title, u.bureau_id, u.park_id, u.zone_id, u.party_ids
  FROM views.evidence_use u
  JOIN views.evidence_use o ON o.sha256 = u.sha256 AND o.contract_id <> u.contract_id
  WHERE u.counts AND o.counts AND GREATEST(u.on_day, u.began_on, o.on_day) <= $1::date
    AND ($2::text IS NULL OR $2::text = ANY(o.party_ids))
  GROUP BY u.contract_id, u.claim_id, u.sha256`;

const NARROWED = `
  ($3::text IS NULL OR q.contract_id = $3) AND ($4::text IS NULL OR q.code = $4) AND ($5::text IS NULL OR q.kind = $5)
  AND ($6::text IS NULL OR q.side = $6) AND ($7::text IS NULL OR q.no = $7) AND ($8::text IS NULL OR q.bureau_id = $8)
  AND ($9::text IS NULL OR q.park_id = $9) AND ($10::text IS NULL OR q.zone_id = $10)
  AND ($11::text IS NULL OR $11 = ANY(q.party_ids))`;

function parametersOf(day: CivilDate, filter: QualityFilter): (string | null)[] {
  const { knownTo, contractId, code, kind, side, no, bureauId, parkId, zoneId, partyId } = filter;
  return [
    day,
    ...[knownTo, contractId, code, kind, side, no, bureauId, parkId, zoneId, partyId].map((each) => each ?? null),
  ];
}

/** Where else the files of these rows are used as of the day, by file. */
async function elsewhereOf(
  manager: EntityManager,
  day: CivilDate,
  rows: readonly FoundRow[],
  knownTo: string | undefined,
): Promise<ReadonlyMap<string, readonly EvidenceUseRow[]>> {
  const files = [...new Set(rows.filter(isShared).map(({ details }) => details['sha256']!))];
  if (files.length === 0) return new Map();
  const uses = await manager.findBy(EvidenceUseRow, { sha256: In(files), counts: true });
  const known = uses.filter((use) => use.onDay <= day && (knownTo === undefined || use.partyIds.includes(knownTo)));
  const byFile = new Map<string, EvidenceUseRow[]>();
  for (const use of known) byFile.set(use.sha256, [...(byFile.get(use.sha256) ?? []), use]);
  return byFile;
}

function isShared({ code }: FoundRow): boolean {
  return code === 'evidence_in_two_deals';
}

function findingOf(row: FoundRow, uses: ReadonlyMap<string, readonly EvidenceUseRow[]>): ListedFinding {
  const { code, no, side, clause, concerns, amount, details, titles } = row;
  const others = isShared(row) ? (uses.get(details['sha256']!) ?? []) : [];
  const elsewhere: readonly DutyElsewhere[] = placesOf(others.filter((use) => use.contractId !== row.contract_id));
  return {
    ...{ id: row.finding_id, code, no, side, clause, concerns, elsewhere, amount, details, titles },
    holds: { from: row.from_day as CivilDate, until: row.until_day as CivilDate | null },
    contractId: row.contract_id,
    dealNumber: row.deal_number,
    contractTitle: row.contract_title,
  };
}

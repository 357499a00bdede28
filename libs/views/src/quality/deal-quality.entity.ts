import type { AmountJson, QualityCode, QualityKind, Side } from '@heqi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One warning about the terms or reports of a deal, with the days as of which it holds. What deals share with each other is not
 *  here: it is found among the evidence uses when asked. */
@Entity({ schema: 'views', name: 'deal_quality' })
@Index(['code'])
export class DealQualityRow {
  @PrimaryColumn({ name: 'contract_id', type: 'text' })
  contractId: string;
  @PrimaryColumn({ name: 'finding_id', type: 'text' })
  findingId: string;
  @Column({ type: 'text' })
  code: QualityCode;
  @Column({ type: 'text' })
  kind: QualityKind;
  @Column({ type: 'text' })
  no: string;
  @Column({ type: 'text' })
  side: Side;
  @Column({ type: 'text', nullable: true })
  clause: string | null;
  @Column({ type: 'text', array: true })
  concerns: readonly string[];
  @Column({ type: 'jsonb', nullable: true })
  amount: AmountJson | null;
  @Column({ type: 'jsonb' })
  details: Readonly<Record<string, string>>;
  /** How the duties and papers that it names are called, by number and id. */
  @Column({ type: 'jsonb' })
  titles: Readonly<Record<string, string>>;
  @Column({ name: 'from_day', type: 'date' })
  fromDay: string;
  @Column({ name: 'until_day', type: 'date', nullable: true })
  untilDay: string | null;
  @Column({ name: 'deal_number', type: 'text' })
  dealNumber: string;
  @Column({ name: 'contract_title', type: 'text' })
  contractTitle: string;
  @Column({ name: 'bureau_id', type: 'text' })
  bureauId: string;
  @Column({ name: 'park_id', type: 'text', nullable: true })
  parkId: string | null;
  @Column({ name: 'zone_id', type: 'text', nullable: true })
  zoneId: string | null;
  @Column({ name: 'party_ids', type: 'text', array: true })
  partyIds: readonly string[];
}

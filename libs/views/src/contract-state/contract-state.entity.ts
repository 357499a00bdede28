import type { ContractState } from '@heqi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A contract as folded from its events, with the columns lists are filtered by. */
@Entity({ schema: 'views', name: 'contract_state' })
export class ContractStateRow {
  @PrimaryColumn({ name: 'contract_id', type: 'text' })
  contractId: string;
  /** Of the last event folded. */
  @Column({ type: 'integer' })
  revision: number;
  /** Of the last event folded, in the whole log. */
  @Column({ type: 'numeric', precision: 20, scale: 0 })
  position: string;
  @Column({ type: 'jsonb' })
  state: ContractState;
  @Column({ name: 'bureau_id', type: 'text' })
  bureauId: string;
  @Column({ name: 'deal_number', type: 'text' })
  dealNumber: string;
  @Column({ type: 'text' })
  title: string;
  @Index()
  @Column({ name: 'park_id', type: 'text', nullable: true })
  parkId: string | null;
  @Column({ name: 'zone_id', type: 'text', nullable: true })
  zoneId: string | null;
  @Column({ name: 'industry_code', type: 'text', nullable: true })
  industryCode: string | null;
  @Column({ name: 'party_ids', type: 'text', array: true })
  partyIds: readonly string[];
  /** An instant as text: of fixed width, so the order of the text is the order of time. */
  @Column({ name: 'recorded_at', type: 'text' })
  recordedAt: string;
  @Column({ name: 'last_recorded_at', type: 'text' })
  lastRecordedAt: string;
}

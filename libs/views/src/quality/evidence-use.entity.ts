import type { Side } from '@heqi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A file behind a claim. Those that do not count stay too: at an earlier instant they may have counted. */
@Entity({ schema: 'views', name: 'evidence_use' })
@Index(['sha256'])
export class EvidenceUseRow {
  @PrimaryColumn({ name: 'contract_id', type: 'text' })
  contractId: string;
  @PrimaryColumn({ name: 'claim_id', type: 'text' })
  claimId: string;
  @PrimaryColumn({ type: 'text' })
  sha256: string;
  @Column({ name: 'file_name', type: 'text' })
  fileName: string;
  /** The day of the performance that it is to show. */
  @Column({ name: 'on_day', type: 'date' })
  onDay: string;
  @Column({ name: 'began_on', type: 'date' })
  beganOn: string;
  @Column({ type: 'boolean' })
  counts: boolean;
  @Column({ type: 'text' })
  no: string;
  @Column({ type: 'text' })
  side: Side;
  @Column({ type: 'text', nullable: true })
  clause: string | null;
  @Column({ type: 'text' })
  title: string;
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

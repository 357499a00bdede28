import type { Quadrant } from '@heqi/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One stretch of days on which a deal stands in one quadrant with the same lights. The rows of a deal cover every day. */
@Entity({ schema: 'views', name: 'contract_board' })
export class ContractBoardRow {
  @PrimaryColumn({ name: 'contract_id', type: 'text' })
  contractId: string;
  @PrimaryColumn({ name: 'from_day', type: 'date' })
  fromDay: string;
  /** The last day; null while open-ended. */
  @Column({ name: 'until_day', type: 'date', nullable: true })
  untilDay: string | null;
  @Column({ type: 'text' })
  quadrant: Quadrant;
  @Column({ name: 'government_grey', type: 'integer' })
  governmentGrey: number;
  @Column({ name: 'government_blue', type: 'integer' })
  governmentBlue: number;
  @Column({ name: 'government_green', type: 'integer' })
  governmentGreen: number;
  @Column({ name: 'government_yellow', type: 'integer' })
  governmentYellow: number;
  @Column({ name: 'government_red', type: 'integer' })
  governmentRed: number;
  @Column({ name: 'enterprise_grey', type: 'integer' })
  enterpriseGrey: number;
  @Column({ name: 'enterprise_blue', type: 'integer' })
  enterpriseBlue: number;
  @Column({ name: 'enterprise_green', type: 'integer' })
  enterpriseGreen: number;
  @Column({ name: 'enterprise_yellow', type: 'integer' })
  enterpriseYellow: number;
  @Column({ name: 'enterprise_red', type: 'integer' })
  enterpriseRed: number;

  @Column({ name: 'deal_number', type: 'text' })
  dealNumber: string;
  @Column({ type: 'text' })
  title: string;
  @Column({ name: 'bureau_id', type: 'text' })
  bureauId: string;
  @Column({ name: 'park_id', type: 'text', nullable: true })
  parkId: string | null;
  @Column({ name: 'zone_id', type: 'text', nullable: true })
  zoneId: string | null;
  @Column({ name: 'party_ids', type: 'text', array: true })
  partyIds: readonly string[];
  /** The day from which a termination counts; null while none is recorded. */
  @Column({ name: 'terminated_on', type: 'date', nullable: true })
  terminatedOn: string | null;
}

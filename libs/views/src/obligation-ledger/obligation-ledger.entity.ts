import type { AmountJson, Book, Flag, Light, Measure, ObligationStatus, Side } from '@heqi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** One stretch of days on which the answer for one duty is the same. The rows of a duty cover every day there is, so the
 *  ledger as of a day is the rows that hold that day, and nothing is written when time passes. */
@Entity({ schema: 'views', name: 'obligation_ledger' })
@Index(['dueOn'])
@Index(['obligorId'])
export class ObligationLedgerRow {
  @PrimaryColumn({ name: 'contract_id', type: 'text' })
  contractId: string;
  @PrimaryColumn({ type: 'text' })
  no: string;
  @PrimaryColumn({ name: 'from_day', type: 'date' })
  fromDay: string;
  /** The last day; null while open-ended. */
  @Column({ name: 'until_day', type: 'date', nullable: true })
  untilDay: string | null;
  @Column({ type: 'text' })
  side: Side;
  @Column({ type: 'text' })
  status: ObligationStatus;
  @Column({ type: 'text' })
  light: Light;
  @Column({ name: 'due_on', type: 'date', nullable: true })
  dueOn: string | null;
  @Column({ name: 'original_due_on', type: 'date', nullable: true })
  originalDueOn: string | null;
  /** A later holiday notice may still move the due date. */
  @Column({ type: 'boolean' })
  provisional: boolean;
  @Column({ name: 'fulfilled_on', type: 'date', nullable: true })
  fulfilledOn: string | null;
  /** Natural days; 0 until fulfilled. While overdue the days are counted from the due date when asked. */
  @Column({ name: 'days_late_at_fulfilment', type: 'integer' })
  daysLateAtFulfilment: number;
  /** 10000 is the whole target, and far more than that can be reached; null for a milestone. */
  @Column({ name: 'verified_basis_points', type: 'double precision', nullable: true })
  verifiedBasisPoints: number | null;
  /** Days of slip by book on the first of these days (see SpanSlip). */
  @Column({ name: 'slip_at_start', type: 'jsonb' })
  slipAtStart: Readonly<Record<Book, number>>;
  /** The book to which each later of these days adds one; null while the slip stands still. */
  @Column({ name: 'slip_grows', type: 'text', nullable: true })
  slipGrows: Book | null;
  /** Number of the duty at the root of what holds it up. */
  @Column({ name: 'blocked_by', type: 'text', nullable: true })
  blockedBy: string | null;
  @Column({ type: 'text', array: true })
  flags: readonly Flag[];

  @Column({ type: 'text' })
  title: string;
  @Column({ type: 'text', nullable: true })
  clause: string | null;
  @Column({ type: 'text', nullable: true })
  category: string | null;
  @Column({ name: 'instrument_id', type: 'text', nullable: true })
  instrumentId: string | null;
  @Column({ name: 'obligor_id', type: 'text', nullable: true })
  obligorId: string | null;
  @Column({ name: 'obligor_name', type: 'text', nullable: true })
  obligorName: string | null;
  @Column({ name: 'performer_id', type: 'text', nullable: true })
  performerId: string | null;
  @Column({ name: 'performer_name', type: 'text', nullable: true })
  performerName: string | null;
  @Column({ name: 'obligee_id', type: 'text', nullable: true })
  obligeeId: string | null;
  @Column({ name: 'obligee_name', type: 'text', nullable: true })
  obligeeName: string | null;
  @Column({ name: 'verifier_id', type: 'text', nullable: true })
  verifierId: string | null;
  @Column({ name: 'verifier_name', type: 'text', nullable: true })
  verifierName: string | null;
  @Column({ name: 'measure_kind', type: 'text' })
  measureKind: Measure['kind'];
  @Column({ type: 'jsonb', nullable: true })
  target: AmountJson | null;

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
  /** Every party of the contract: who of the enterprises may know of the duty. */
  @Column({ name: 'party_ids', type: 'text', array: true })
  partyIds: readonly string[];
}

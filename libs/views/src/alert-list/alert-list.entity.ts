import type { AlertEvent, AlertLevel, AlertResolution, AlertRule, Side } from '@heqi/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

export type AlertRaisedData = Extract<AlertEvent, { type: 'AlertRaised' }>['data'];

/** One alert, from its raising to its clearing. */
@Entity({ schema: 'views', name: 'alert_list' })
export class AlertListRow {
  @PrimaryColumn({ name: 'contract_id', type: 'text' })
  contractId: string;
  @PrimaryColumn({ type: 'text' })
  no: string;
  @PrimaryColumn({ type: 'text' })
  rule: AlertRule;
  @PrimaryColumn({ type: 'integer' })
  occurrence: number;
  /** Id of the event that raised it. */
  @Column({ name: 'alert_id', type: 'uuid' })
  alertId: string;
  @Column({ type: 'text' })
  side: Side;
  @Column({ type: 'text' })
  level: AlertLevel;
  @Column({ type: 'text' })
  state: 'raised' | 'cleared';
  @Column({ type: 'text', nullable: true })
  resolution: AlertResolution | null;
  /** The day reviewed, not the day of the review. */
  @Index()
  @Column({ name: 'raised_on', type: 'date' })
  raisedOn: string;
  /** The instant of the raising's recording, as text. */
  @Column({ name: 'recorded_at', type: 'text' })
  recordedAt: string;
  @Column({ name: 'cleared_on', type: 'date', nullable: true })
  clearedOn: string | null;
  @Column({ name: 'due_on', type: 'date' })
  dueOn: string;
  @Column({ name: 'obligor_id', type: 'text', nullable: true })
  obligorId: string | null;
  /** What the alert was raised with, to check it by. */
  @Column({ type: 'jsonb' })
  data: AlertRaisedData;
  /** Revision, in the alert stream, of the last event that spoke of it. */
  @Column({ type: 'integer' })
  revision: number;
}

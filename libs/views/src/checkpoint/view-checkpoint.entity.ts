import { Column, Entity, PrimaryColumn } from 'typeorm';

/** How far the views have come; moves in the same transaction as their rows. One row. */
@Entity({ schema: 'views', name: 'view_checkpoint' })
export class ViewCheckpointRow {
  @PrimaryColumn({ type: 'text' })
  name: string;
  /** Everything of the log up to here is in the rows; null before the first event. */
  @Column({ type: 'numeric', precision: 20, scale: 0, nullable: true })
  position: string | null;
  /** When the log learned the last event applied, as text. */
  @Column({ name: 'last_event_recorded_at', type: 'text', nullable: true })
  lastEventRecordedAt: string | null;
  /** The calendar all spans were counted on. */
  @Column({ name: 'calendar_version', type: 'text' })
  calendarVersion: string;
  /** The version of rows and rules that wrote all of this. */
  @Column({ name: 'view_version', type: 'text' })
  viewVersion: string;
}

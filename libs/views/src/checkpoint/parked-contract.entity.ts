import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A stream that the views could not follow. Its contract is shown as of the last event before, and said to be parked.
 *  `unreadable`: this version cannot read an event; those after it are not applied. One that can rebuilds by itself.
 *  `inapplicable`: an event does not follow from those before it; those after it are not applied.
 *  `unassessable`: the facts are folded, but no days can be computed from them; the next event may mend that. */
@Entity({ schema: 'views', name: 'parked_contract' })
export class ParkedContractRow {
  @PrimaryColumn({ name: 'stream_name', type: 'text' })
  streamName: string;
  @Column({ name: 'contract_id', type: 'text' })
  contractId: string;
  @Column({ type: 'text' })
  kind: 'unreadable' | 'inapplicable' | 'unassessable';
  /** Of the event that could not be applied, or of the last one folded. */
  @Column({ type: 'integer' })
  revision: number;
  @Column({ type: 'text' })
  reason: string;
}

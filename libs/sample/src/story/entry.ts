import type { Actor, CivilDate, ContractCommand } from '@heqi/domain';

/** Someone's intention to record something on or after a day. The entries of a deal stand in an order that the rules allow
 *  on one day. */
export interface Entry {
  readonly on: CivilDate;
  readonly actor: Actor;
  readonly command: ContractCommand;
}

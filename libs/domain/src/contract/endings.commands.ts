import type { ObligationFrozen, ObligationSuperseded, ObligationUnfrozen } from './endings.events';

/** What can be asked about ends without performance: the data are those of the events. */
export type EndingCommand = FreezeObligation | UnfreezeObligation | SupersedeObligation | RevokeSupersession;

export type FreezeObligation = { readonly type: 'FreezeObligation' } & ObligationFrozen['data'];
export type UnfreezeObligation = { readonly type: 'UnfreezeObligation' } & ObligationUnfrozen['data'];
export type SupersedeObligation = { readonly type: 'SupersedeObligation' } & ObligationSuperseded['data'];
export interface RevokeSupersession {
  readonly type: 'RevokeSupersession';
  readonly no: string;
  readonly reason: string;
}

import type { AcknowledgementRecorded, BreachNoticeServed, DemandServed } from './notices.events';

/** What can be asked about notices: the data are those of the events. */
export type NoticeCommand =
  ServeDemand | RevokeDemand | ServeBreachNotice | RevokeBreachNotice | RecordAcknowledgement | RevokeAcknowledgement;

export type ServeDemand = { readonly type: 'ServeDemand' } & DemandServed['data'];
export interface RevokeDemand {
  readonly type: 'RevokeDemand';
  readonly no: string;
  readonly demandId: string;
  readonly reason: string;
}
export type ServeBreachNotice = { readonly type: 'ServeBreachNotice' } & BreachNoticeServed['data'];
export interface RevokeBreachNotice {
  readonly type: 'RevokeBreachNotice';
  readonly no: string;
  readonly noticeId: string;
  readonly reason: string;
}
export type RecordAcknowledgement = { readonly type: 'RecordAcknowledgement' } & AcknowledgementRecorded['data'];
export interface RevokeAcknowledgement {
  readonly type: 'RevokeAcknowledgement';
  readonly no: string;
  readonly acknowledgementId: string;
  readonly reason: string;
}

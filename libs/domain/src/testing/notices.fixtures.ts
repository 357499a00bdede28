import type { Term } from '../calendar/term';
import type { Side } from '../contract/contract';
import type * as Endings from '../contract/endings.commands';
import type { EndingEvent } from '../contract/endings.events';
import type * as Notices from '../contract/notices.commands';
import type { NoticeEvent, Paper } from '../contract/notices.events';
import { civilDate } from '../time/civil-date';
import { ENTERPRISE, LAND_OFFICE } from './people.fixtures';
import { SUPPLEMENT, term } from './terms.fixtures';

const reason = '登记有误';

/** The office owes G-…, the enterprise E-…; each has notice from the other. */
function sideOwing(no: string): Side {
  return no.startsWith('G') ? 'government' : 'enterprise';
}

export function paperOf(byPartyId: string): Paper {
  return { byPartyId, documentNumber: null, evidence: [] };
}

const ofCreditor = (no: string) => paperOf(sideOwing(no) === 'government' ? ENTERPRISE : LAND_OFFICE);
const ofDebtor = (no: string) => paperOf(sideOwing(no) === 'government' ? LAND_OFFICE : ENTERPRISE);

export function demandServed(
  no: string,
  on: string,
  respite: Term | null = term(30, 'natural_days'),
  demandId = `${no}-d1`,
): NoticeEvent {
  return { type: 'DemandServed', data: { no, demandId, servedOn: civilDate(on), respite, ...ofCreditor(no) } };
}

export function demandRevoked(no: string, demandId = `${no}-d1`): NoticeEvent {
  return { type: 'DemandRevoked', data: { no, demandId, reason } };
}

export function breachNoticeServed(
  no: string,
  on: string,
  cureTerm: Term = term(60, 'natural_days'),
  noticeId = `${no}-b1`,
): NoticeEvent {
  return { type: 'BreachNoticeServed', data: { no, noticeId, servedOn: civilDate(on), cureTerm, ...ofCreditor(no) } };
}

export function breachNoticeRevoked(no: string, noticeId = `${no}-b1`): NoticeEvent {
  return { type: 'BreachNoticeRevoked', data: { no, noticeId, reason } };
}

export function acknowledged(no: string, on: string, acknowledgementId = `${no}-a1`): NoticeEvent {
  return {
    type: 'AcknowledgementRecorded',
    data: { no, acknowledgementId, acknowledgedOn: civilDate(on), ...ofDebtor(no) },
  };
}

export function acknowledgementRevoked(no: string, acknowledgementId = `${no}-a1`): NoticeEvent {
  return { type: 'AcknowledgementRevoked', data: { no, acknowledgementId, reason } };
}

const review = { reviewNumber: '公平竞争审查〔2025〕7号', ground: '《公平竞争审查条例》第十条' };

export function frozenByLaw(no: string, on: string, substituteNo: string | null = null): EndingEvent {
  const frozenOn = civilDate(on);
  return { type: 'ObligationFrozen', data: { no, frozenOn, ...review, substituteNo, compensationNo: null } };
}

export function unfrozen(no: string, on: string): EndingEvent {
  return { type: 'ObligationUnfrozen', data: { no, unfrozenOn: civilDate(on), reviewNumber: null, reason } };
}

export function superseded(no: string, byNo: string, on: string): EndingEvent {
  return {
    type: 'ObligationSuperseded',
    data: { no, byNo, instrumentId: SUPPLEMENT, supersededOn: civilDate(on) },
  };
}

export function supersessionRevoked(no: string): EndingEvent {
  return { type: 'SupersessionRevoked', data: { no, reason } };
}

export function serveDemand(parts: Partial<Notices.ServeDemand> = {}): Notices.ServeDemand {
  const demand = { demandId: 'G-01-d1', servedOn: civilDate('2025-07-01'), respite: term(30, 'natural_days') };
  return { type: 'ServeDemand', no: 'G-01', ...demand, ...ofCreditor('G-01'), ...parts };
}

export function revokeDemand(demandId = 'G-01-d1'): Notices.RevokeDemand {
  return { type: 'RevokeDemand', no: 'G-01', demandId, reason };
}

export function serveBreachNotice(parts: Partial<Notices.ServeBreachNotice> = {}): Notices.ServeBreachNotice {
  const notice = { noticeId: 'G-01-b1', servedOn: civilDate('2025-07-10'), cureTerm: term(60, 'natural_days') };
  return { type: 'ServeBreachNotice', no: 'G-01', ...notice, ...ofCreditor('G-01'), ...parts };
}

export function revokeBreachNotice(noticeId = 'G-01-b1'): Notices.RevokeBreachNotice {
  return { type: 'RevokeBreachNotice', no: 'G-01', noticeId, reason };
}

export function recordAcknowledgement(
  parts: Partial<Notices.RecordAcknowledgement> = {},
): Notices.RecordAcknowledgement {
  const acknowledgement = { acknowledgementId: 'G-01-a1', acknowledgedOn: civilDate('2025-07-20') };
  return { type: 'RecordAcknowledgement', no: 'G-01', ...acknowledgement, ...ofDebtor('G-01'), ...parts };
}

export function revokeAcknowledgement(acknowledgementId = 'G-01-a1'): Notices.RevokeAcknowledgement {
  return { type: 'RevokeAcknowledgement', no: 'G-01', acknowledgementId, reason };
}

export function freezeObligation(parts: Partial<Endings.FreezeObligation> = {}): Endings.FreezeObligation {
  const freeze = { frozenOn: civilDate('2025-05-01'), ...review, substituteNo: null, compensationNo: null };
  return { type: 'FreezeObligation', no: 'G-01', ...freeze, ...parts };
}

export function unfreezeObligation(on: string): Endings.UnfreezeObligation {
  return { type: 'UnfreezeObligation', no: 'G-01', unfrozenOn: civilDate(on), reviewNumber: null, reason };
}

export function supersedeObligation(parts: Partial<Endings.SupersedeObligation> = {}): Endings.SupersedeObligation {
  const supersession = { byNo: 'G-02', instrumentId: SUPPLEMENT, supersededOn: civilDate('2025-06-01') };
  return { type: 'SupersedeObligation', no: 'G-01', ...supersession, ...parts };
}

export const revokeSupersession: Endings.RevokeSupersession = { type: 'RevokeSupersession', no: 'G-01', reason };

import { addDays, isMoney, type ContractDetails, type ObligationTerms } from '@heqi/domain';
import { PARKS } from '../district';
import type { Deal } from '../deal';
import { creditCodeOf } from '../enterprises';
import { CLERK, LEGAL } from '../people';
import type { DutyHistory } from '../performance/history';
import type { Random } from '../random';
import { workdayFrom } from '../timeline/workdays';
import type { Entry } from './entry';
import { paper, type Papers } from './papers';
import { detailsOf } from './recording';

/** The deal as the clerk first typed it, and how it was put right (更正). */
export interface Typed {
  readonly details: ContractDetails;
  readonly obligations: readonly ObligationTerms[];
  readonly corrections: readonly Entry[];
}

/** Which deals carry which slip follows from their index, so that a district of 301 has each of them. */
export function typed(deal: Deal, obligations: readonly ObligationTerms[], papers: Papers, random: Random): Typed {
  const details = detailsOf(deal);
  const slip = deal.index % 9 === 6 ? mistypedDuty(obligations, random) : undefined;
  const inAnotherPark = PARKS.find(({ id }) => id !== details.parkId)!.id;
  const parkMistaken = deal.index % 23 === 4;
  const later = (from: number, to: number) => workdayFrom(random.daysAfter(deal.recordedOn, from, to));
  const corrections: Entry[] = [];
  if (slip) {
    const { no, side: _, ...terms } = slip.right;
    corrections.push({
      on: later(5, 25),
      actor: CLERK,
      command: { type: 'CorrectObligationTerms', no, terms, reason: slip.reason },
    });
  }
  if (parkMistaken) {
    const reason = '园区归属录入有误，以协议文本为准';
    corrections.push({ on: later(10, 90), actor: CLERK, command: { type: 'CorrectContractDetails', details, reason } });
  }
  if (deal.index % 19 === 5) corrections.push(renumbered(papers, later(10, 60)));
  return {
    details: parkMistaken ? { ...details, parkId: inAnotherPark } : details,
    obligations: obligations.map((terms) => (terms.no === slip?.right.no ? slip.wrong : terms)),
    corrections,
  };
}

/** 万元 taken for 元: the usual slip of a ledger. Where no sum can be mistyped, the clause is. */
function mistypedDuty(obligations: readonly ObligationTerms[], random: Random) {
  const right = random.pick(obligations);
  const { measure } = right;
  if (measure.kind === 'amount' && isMoney(measure.target)) {
    const target = { ...measure.target, minor: (BigInt(measure.target.minor) / 10_000n).toString() };
    return { right, wrong: { ...right, measure: { ...measure, target } }, reason: '金额单位误录为元，应为万元' };
  }
  return { right, wrong: { ...right, clause: '第四条第（一）项' }, reason: '条款号录入有误' };
}

function renumbered({ agreement }: Papers, on: Entry['on']): Entry {
  const instrument = { ...agreement, documentNumber: `${agreement.documentNumber}-1` };
  return { on, actor: LEGAL, command: { type: 'CorrectInstrument', instrument, reason: '文号以归档文本为准' } };
}

/** What the bureau learns of the enterprise once its company is registered: its credit code, and where a company of the
 *  project's own performs, that company. */
export function companyEntries(deal: Deal, histories: readonly DutyHistory[], random: Random): Entry[] {
  const registeredOn = histories.find(({ plan }) => plan.key === 'register')?.fulfilledOn;
  if (!registeredOn) return [];
  const on = workdayFrom(random.daysAfter(registeredOn, 8, 30));
  const party = { ...deal.enterprise, identifier: creditCodeOf(deal.index) };
  if (deal.index % 11 !== 8) {
    const reason = '补录统一社会信用代码';
    return [{ on, actor: CLERK, command: { type: 'CorrectParty', party, reason } }];
  }
  const company = { ...party, id: `${party.id}-project`, name: party.name.replace('有限公司', '（荣江）有限公司') };
  const investment = histories.find(({ plan }) => plan.key === 'investment');
  if (!investment) return [];
  const { no, side: _, ...terms } = investment.plan.terms;
  const reason = '履行主体为在荣江注册的项目公司';
  return [
    { on, actor: CLERK, command: { type: 'AddParty', party: company } },
    {
      on,
      actor: CLERK,
      command: { type: 'CorrectObligationTerms', no, terms: { ...terms, performerId: company.id }, reason },
    },
  ];
}

/** One duty entered twice, and the second struck out again. */
export function duplicateEntries(deal: Deal, obligations: readonly ObligationTerms[], random: Random): Entry[] {
  if (deal.index % 17 !== 7) return [];
  const twice = random.pick(obligations);
  const [letter] = twice.no.split('-');
  const taken = obligations.filter(({ no }) => no.startsWith(`${letter}-`)).length;
  const no = `${letter}-${String(taken + 5).padStart(2, '0')}`;
  const on = addDays(deal.recordedOn, 2);
  return [
    { on, actor: CLERK, command: { type: 'RecordObligation', obligation: { ...twice, no } } },
    {
      on: workdayFrom(random.daysAfter(on, 3, 25)),
      actor: CLERK,
      command: { type: 'RetractObligation', no, reason: `与${twice.no}重复录入` },
    },
  ];
}

/** The end of a deal that was given up (解除), in its own paper. */
export function terminationEntries(deal: Deal, terminatedOn: Entry['on'] | null, random: Random): Entry[] {
  if (terminatedOn === null) return mistakenTermination(deal, random);
  const instrument = paper(deal, 'termination', 'other', `关于解除${deal.title}投资协议的通知书`, terminatedOn);
  const on = random.daysAfter(terminatedOn, 1, 6);
  return [
    { on, actor: LEGAL, command: { type: 'SignInstrument', instrument } },
    {
      on,
      actor: LEGAL,
      command: {
        type: 'TerminateContract',
        terminatedOn: deal.index % 4 === 0 ? null : terminatedOn,
        statedAsOf: terminatedOn,
        instrumentId: instrument.id,
        reason: random.pick(['乙方长期未履约，经约谈整改无果', '双方协商一致解除', '乙方母公司战略调整退出']),
      },
    },
  ];
}

/** A termination meant for another deal, taken back within days. */
function mistakenTermination(deal: Deal, random: Random): Entry[] {
  if (deal.index % 97 !== 9) return [];
  const on = workdayFrom(random.daysAfter(deal.recordedOn, 12, 20));
  const reason = '退出企业处置';
  return [
    {
      on,
      actor: LEGAL,
      command: { type: 'TerminateContract', terminatedOn: on, statedAsOf: on, instrumentId: null, reason },
    },
    {
      on: workdayFrom(random.daysAfter(on, 3, 9)),
      actor: LEGAL,
      command: { type: 'RevokeContractTermination', reason: '误录：应为同名另一项目' },
    },
  ];
}

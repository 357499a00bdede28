import { addDays, earlier, later, type CivilDate, type EvidenceRef } from '@heqi/domain';
import { shareOf } from '../amounts';
import { evidenceOf } from '../evidence';
import { claimantFor, CLERK, FINANCE, verifierOf } from '../people';
import type { DutyHistory } from '../performance/history';
import type { Performed } from '../performance/performed';
import type { Random } from '../random';
import { workdayFrom } from '../timeline/workdays';
import type { Entry } from './entry';

/** How a performance gets onto the record: claimed by one, verified by another. Most go straight; the detours are taken only
 *  where they end within the record, so that they never decide how a deal stands. */
export function claimsOf(history: DutyHistory, lastDay: CivilDate, random: Random): Entry[] {
  const last = history.performed.at(-1);
  let ordinal = 0;
  return history.performed.flatMap((performed) => {
    const isFinal = performed === last && history.fulfilledOn !== null;
    const claimedOn = claimDay(history, performed, isFinal, lastDay, random);
    const nextId = () => `${history.plan.terms.no}-c${++ordinal}`;
    const account = new Account(history, performed, claimedOn, nextId, random);
    const detour = drawDetour(!isFinal && history.plan.reporting.kind === 'readings', random);
    const before = ordinal;
    const entries = account.told(detour);
    if (detour === 'straight' || entries.at(-1)!.on <= addDays(lastDay, -5)) return entries;
    ordinal = before;
    return account.told('straight');
  });
}

/** Levels wait for the end of the quarter's books; a duty completed in time is also claimed in time. */
function claimDay(
  { plan, dueOn }: DutyHistory,
  { on }: Performed,
  isFinal: boolean,
  lastDay: CivilDate,
  random: Random,
): CivilDate {
  const day = plan.reporting.kind === 'readings' && !isFinal ? random.daysAfter(on, 6, 16) : random.daysAfter(on, 1, 9);
  return isFinal && dueOn !== null && dueOn <= lastDay ? later(on, earlier(day, lastDay)) : day;
}

type Detour = 'straight' | 'evidence_added' | 'rejected' | 'withdrawn' | 'revoked' | 'verified_lower';

function drawDetour(mayBeLower: boolean, random: Random): Detour {
  const draw = random.int(1, 1000);
  if (draw <= 60) return 'evidence_added';
  if (draw <= 100) return 'rejected';
  if (draw <= 120) return 'withdrawn';
  if (draw <= 132) return 'revoked';
  return draw <= 170 && mayBeLower ? 'verified_lower' : 'straight';
}

/** One performance on its way through the offices. */
class Account {
  constructor(
    private readonly history: DutyHistory,
    private readonly performed: Performed,
    private readonly claimedOn: CivilDate,
    private readonly nextId: () => string,
    private readonly random: Random,
  ) {}

  told(detour: Detour): Entry[] {
    const { random, claimedOn } = this;
    const id = this.nextId();
    const claim = this.claim(id, claimedOn, null);
    const decidedOn = workdayFrom(random.daysAfter(claimedOn, 4, 22));
    switch (detour) {
      case 'straight':
        return [claim, this.verification(id, decidedOn)];
      case 'evidence_added':
        return [claim, this.moreEvidence(id, random.daysAfter(claimedOn, 1, 3)), this.verification(id, decidedOn)];
      case 'verified_lower':
        return [claim, this.verification(id, decidedOn, '按到位凭证核减，未计入部分下期补报', true)];
      case 'rejected': {
        const again = this.nextId();
        const claimedAgainOn = random.daysAfter(decidedOn, 5, 18);
        return [
          claim,
          this.rejection(id, decidedOn),
          this.claim(again, claimedAgainOn, '补充材料后重新申报'),
          this.verification(again, workdayFrom(random.daysAfter(claimedAgainOn, 4, 15))),
        ];
      }
      case 'withdrawn': {
        const again = this.nextId();
        const withdrawnOn = random.daysAfter(claimedOn, 1, 3);
        const claimedAgainOn = random.daysAfter(withdrawnOn, 1, 6);
        return [
          claim,
          this.withdrawal(id, withdrawnOn),
          this.claim(again, claimedAgainOn, null),
          this.verification(again, workdayFrom(random.daysAfter(claimedAgainOn, 4, 15))),
        ];
      }
      case 'revoked': {
        const revokedOn = workdayFrom(random.daysAfter(decidedOn, 15, 50));
        return [
          claim,
          this.verification(id, decidedOn),
          this.revocation(id, revokedOn),
          this.verification(id, workdayFrom(random.daysAfter(revokedOn, 3, 12)), '复核后维持'),
        ];
      }
    }
  }

  private get no(): string {
    return this.history.plan.terms.no;
  }

  private get verifier() {
    return verifierOf(this.history.plan.terms.verifierId ?? '');
  }

  private get claimant() {
    const { plan } = this.history;
    if (plan.terms.side === 'enterprise') return claimantFor(plan.terms.obligorId ?? '');
    return plan.reporting.kind === 'payments' ? FINANCE : CLERK;
  }

  private get evidence(): EvidenceRef {
    return evidenceOf(this.history.plan.evidence, this.performed.on);
  }

  private claim(claimId: string, on: CivilDate, note: string | null): Entry {
    const { no, claimant, evidence } = this;
    const { on: performedOn, value } = this.performed;
    if (this.history.plan.reporting.kind === 'payments' && value !== null && 'minor' in value) {
      const voucherNumber = `${performedOn.replaceAll('-', '')}-${this.random.int(1000, 9999)}`;
      return {
        on,
        actor: claimant,
        command: {
          type: 'RecordPayment',
          no,
          claimId,
          paidOn: performedOn,
          amount: value,
          evidence: [evidence],
          voucherNumber,
          note,
        },
      };
    }
    return {
      on,
      actor: claimant,
      command: { type: 'ClaimPerformance', no, claimId, performedOn, value, evidence: [evidence], source: null, note },
    };
  }

  private moreEvidence(claimId: string, on: CivilDate): Entry {
    const evidence = evidenceOf(this.history.plan.evidence === 'inspection' ? 'service' : 'inspection', on);
    return { on, actor: this.claimant, command: { type: 'AttachEvidence', no: this.no, claimId, evidence } };
  }

  private withdrawal(claimId: string, on: CivilDate): Entry {
    const reason = this.random.pick([
      '填报日期有误，撤回重报',
      '所附凭证非本项目，撤回重报',
      '口径与上期不一致，撤回重报',
    ]);
    return { on, actor: this.claimant, command: { type: 'WithdrawClaim', no: this.no, claimId, reason } };
  }

  private rejection(claimId: string, on: CivilDate): Entry {
    const reason = this.random.pick(['佐证材料不齐，退回补充', '现场核查与申报不符', '票据抬头与项目公司名称不一致']);
    return { on, actor: this.verifier, command: { type: 'RejectClaim', no: this.no, claimId, decidedOn: on, reason } };
  }

  private revocation(claimId: string, on: CivilDate): Entry {
    const reason = '年度复核发现佐证材料存疑，撤销原认定待复核';
    const { no, verifier } = this;
    return { on, actor: verifier, command: { type: 'RevokeVerification', no, claimId, decidedOn: on, reason } };
  }

  /** Accepts the claim as made; with `lower`, a level somewhat below it. */
  private verification(claimId: string, on: CivilDate, note: string | null = null, lower = false): Entry {
    const { no, verifier, history, performed } = this;
    const { measure } = history.plan.terms;
    const criterion = measure.kind === 'milestone' ? measure.criterion : null;
    const value = lower && performed.value !== null ? shareOf(performed.value, this.random.int(8800, 9700)) : null;
    return {
      on,
      actor: verifier,
      command: {
        type: 'VerifyPerformance',
        no,
        claimId,
        performedOn: null,
        value,
        grade: null,
        decidedOn: on,
        criterion,
        note,
      },
    };
  }
}

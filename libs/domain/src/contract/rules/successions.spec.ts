import type { ExcuseClaim } from '../excuse';
import type { ReliefRequest } from '../relief';
import {
  by,
  claimed,
  commitment,
  contractRecorded,
  excuseClaimed,
  performed,
  promise,
  reliefRequested,
  terminated,
  type Fact,
} from '../../testing/facts.fixtures';
import { given } from '../../testing/given.fixtures';
import { claimPerformance, verifyPerformance, withdrawClaim } from '../../testing/commands.fixtures';
import { ENTERPRISE, LAND_OFFICE, manager, STATISTICS, statistician, SUPERVISION } from '../../testing/people.fixtures';
import { civilDate } from '../../time/civil-date';
import * as c from '../../testing/procedures.fixtures';

const deal = (...facts: readonly Fact[]) => given(contractRecorded(), promise(), commitment(), ...facts);
const succeeded = c.factOf(c.succeed());
const newManager = { ...manager, id: 'u-new', partyId: c.newEnterprise.id };
const newOffice = { id: 'office-new', kind: 'government_office', name: '新区统计局', identifier: null } as const;

describe('a succession', () => {
  it('is recorded, and asked for again changes nothing', () => {
    deal().when(c.succeed()).thenEvents(succeeded);
    deal(succeeded).when(c.succeed()).thenNothing();
    deal(succeeded).when(c.revokeSuccession).thenEvents(c.factOf(c.revokeSuccession));
  });

  it('is refused where it contradicts what is recorded', () => {
    deal(succeeded)
      .when(c.succeed({ kind: 'division' }))
      .thenRefused('DUPLICATE_SUCCESSION', 'S-1');
    deal(succeeded)
      .when(c.succeed({ successionId: 'S-2', successor: { ...c.newEnterprise, id: 'ent-3' } }))
      .thenRefused('PARTY_ALREADY_SUCCEEDED', 'ent-new');
    deal()
      .when(c.succeed({ predecessorId: 'ent-9' }))
      .thenRefused('PARTY_NOT_FOUND');
    deal()
      .when(c.succeed({ predecessorId: LAND_OFFICE }))
      .thenRefused('SUCCESSOR_ON_THE_WRONG_SIDE', LAND_OFFICE);
    deal().when(c.revokeSuccession).thenRefused('SUCCESSION_NOT_FOUND', 'S-1');
  });

  it('moves what is open from its day on; the day before has the old name', () => {
    const at = (day: string) => deal(succeeded).duty('E-01', day).roles.obligor;
    expect(at('2025-04-30')).toEqual({ id: ENTERPRISE, name: '某某科技有限公司' });
    expect(at('2025-05-01')).toEqual({ id: 'ent-new', name: '合并后公司' });
    expect(deal(succeeded).duty('G-01', '2025-05-01').roles.obligee!.id).toBe('ent-new');
    expect(deal(succeeded, c.factOf(c.revokeSuccession)).duty('E-01', '2025-05-01').roles.obligor!.id).toBe(ENTERPRISE);
  });

  it('leaves with the predecessor what had ended before, fulfilled or with the contract', () => {
    const done = deal(performed('E-01', '2025-03-01'), succeeded);
    expect(done.duty('E-01', '2025-08-01').roles.obligor!.name).toBe('某某科技有限公司');
    const ended = deal(terminated('2025-03-01'), succeeded, commitment({ no: 'E-02', survivesTermination: true }));
    expect(ended.duty('E-01', '2025-08-01').roles.obligor!.id).toBe(ENTERPRISE);
    expect(ended.duty('E-02', '2025-08-01').roles.obligor!.id).toBe('ent-new');
  });

  it('follows a chain, and a new name under the same id', () => {
    const next = { ...c.newEnterprise, id: 'ent-3', name: '再合并公司' };
    const again = c.succeed({ successionId: 'S-2', predecessorId: 'ent-new', successor: next });
    const chain = deal(succeeded, c.factOf(again));
    expect(chain.duty('E-01', '2025-05-01').roles.obligor!.name).toBe('再合并公司');
    const renamed = c.succeed({ successor: { ...c.newEnterprise, id: ENTERPRISE, name: '新名公司' }, kind: 'rename' });
    const named = (day: string) => deal(c.factOf(renamed)).duty('E-01', day).roles.obligor;
    expect(named('2025-04-30')).toEqual({ id: ENTERPRISE, name: '某某科技有限公司' });
    expect(named('2025-05-01')).toEqual({ id: ENTERPRISE, name: '新名公司' });
    const back = deal(c.factOf(renamed), c.factOf(c.revokeSuccession)).duty('E-01', '2025-06-01').roles.obligor;
    expect(back!.name).toBe('某某科技有限公司');
  });

  it('lets the people of the successor act for what it inherits, from its day on', () => {
    const claim = claimPerformance({ performedOn: civilDate('2025-06-01') });
    const { type: _, ...data } = claim;
    deal(succeeded).when(claim, newManager).thenEvents({ type: 'PerformanceClaimed', data });
    deal(succeeded).when(claim, manager).thenRefused('NOT_YOUR_OBLIGATION');
    deal(succeeded).when(claim, newManager, '2025-04-30').thenRefused('NOT_YOUR_OBLIGATION');
    const own = { facts: [claimed('E-01', '2025-03-01')], actor: manager };
    const withdrawal = { no: 'E-01', claimId: 'E-01-c1', reason: '记录有误' };
    deal(own, succeeded).when(withdrawClaim(), newManager).thenEvents({ type: 'ClaimWithdrawn', data: withdrawal });
  });

  it('lets them claim an excuse, ask for a relief and take back what the predecessor asked for', () => {
    const excuse = excuseClaimed('x-1', { from: '2025-05-10' });
    const claim = { type: 'ClaimExcuse', ...(excuse.data as ExcuseClaim) } as const;
    deal(succeeded).when(claim, newManager).thenEvents(excuse);
    deal(succeeded).when(claim, manager).thenRefused('NOT_YOUR_OBLIGATION');
    const asked = reliefRequested('E-01', { kind: 'extension', newDueOn: civilDate('2025-12-31') });
    const request = { type: 'RequestRelief', ...(asked.data as ReliefRequest & { no: string }) } as const;
    deal(succeeded).when(request, newManager).thenEvents(asked);
    deal(succeeded).when(request, manager).thenRefused('NOT_YOUR_OBLIGATION');
    const [byPredecessor, askedBefore] = [by(manager, excuse), by(manager, asked)];
    const decision = { excuseId: 'x-1', decidedOn: civilDate('2025-08-01'), reason: '属实' };
    deal(byPredecessor, succeeded)
      .when({ type: 'WithdrawExcuse', excuseId: 'x-1', reason: '误报' }, newManager)
      .thenEvents({ type: 'ExcuseWithdrawn', data: { excuseId: 'x-1', reason: '误报' } });
    deal(byPredecessor, succeeded)
      .when({ type: 'AcceptExcuse', ...decision }, newManager)
      .thenRefused('CLAIMANT_DECIDES_OWN_EXCUSE');
    const withdrawal = { no: 'E-01', reliefId: 'E-01-r1', reason: '不再需要' };
    deal(askedBefore, succeeded)
      .when({ type: 'WithdrawRelief', ...withdrawal }, newManager)
      .thenEvents({ type: 'ReliefWithdrawn', data: withdrawal });
  });

  it('lets the people of the new verifier decide, and not those of the old', () => {
    const moved = c.factOf(c.succeed({ predecessorId: STATISTICS, successor: newOffice, kind: 'abolition' }));
    const before = deal(claimed('E-01', '2025-06-01'), moved);
    before.when(verifyPerformance(), statistician).thenRefused('NOT_THE_NAMED_VERIFIER', 'office-new');
    const { type: _, ...decided } = verifyPerformance();
    const data = { ...decided, performedOn: civilDate('2025-06-01'), grade: 'self' as const };
    const verifier = { ...statistician, partyId: newOffice.id };
    before.when(verifyPerformance(), verifier).thenEvents({ type: 'PerformanceVerified', data });
    expect(deal(claimed('E-01', '2025-06-01'), moved).duty('E-01', '2025-06-02').verification!.verifierId).toBe(
      'office-new',
    );
  });

  it('never lets an office verify what it came to perform itself', () => {
    const merged = c.factOf(
      c.succeed({
        predecessorId: SUPERVISION,
        successor: { id: LAND_OFFICE, kind: 'government_office', name: '自然资源局', identifier: null },
      }),
    );
    deal(claimed('G-01', '2025-06-01'), merged)
      .when(verifyPerformance({ no: 'G-01', claimId: 'G-01-c1' }), { ...statistician, partyId: LAND_OFFICE })
      .thenRefused('CLAIMANT_VERIFIES_OWN_CLAIM');
  });
});

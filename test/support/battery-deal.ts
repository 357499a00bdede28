/** A deal as a bureau writes it: three promises, four commitments, land between them. Signed 1 March 2025. */
export function batteryDeal(dealNumber: string): Record<string, unknown> {
  return {
    bureauId: 'office-zs',
    dealNumber,
    details: { title: '新能源电池项目', parkId: 'park-east', zoneId: 'zone-rc', industryCode: 'C3841' },
    parties: [
      { id: 'office-zs', kind: 'government_office', name: '荣江区招商投资促进局' },
      { id: 'office-land', kind: 'government_office', name: '荣江区规划和自然资源局' },
      { id: 'office-finance', kind: 'government_office', name: '荣江区财政局' },
      { id: 'office-supervision', kind: 'government_office', name: '荣江区政府督查室' },
      { id: 'office-statistics', kind: 'government_office', name: '荣江区统计局' },
      {
        id: 'ent-battery',
        kind: 'enterprise',
        name: '江能电池有限公司',
        identifier: { scheme: 'USCC', value: '91512081MA62K0260E' },
      },
    ],
    instruments: [
      {
        id: 'agreement',
        kind: 'investment_agreement',
        title: '投资协议',
        documentNumber: '荣招〔2025〕8号',
        signedOn: '2025-03-01',
      },
    ],
    parcels: [{ id: 'parcel-1', contractedArea: { value: '105.8', unit: 'mu' } }],
    promises: [
      duty('G-01', '交付净地', 'office-land', 'office-supervision', { kind: 'milestone' }, fixed('2025-04-30')),
      duty(
        'G-02',
        '水电接至红线',
        'office-zs',
        'office-supervision',
        { kind: 'milestone' },
        {
          kind: 'relative',
          from: { kind: 'fulfilment', of: 'G-01' },
          term: { count: 30, unit: 'working_days' },
        },
      ),
      {
        ...duty(
          'G-03',
          '设备补助',
          'office-finance',
          'office-supervision',
          { kind: 'amount', target: yuan(10_000_000), countedBy: 'payments' },
          {
            kind: 'relative',
            from: { kind: 'condition', id: 'production' },
            term: { count: 60, unit: 'working_days' },
          },
        ),
        conditions: [{ id: 'production', kind: 'fulfilment', of: 'E-03' }],
      },
    ],
    commitments: [
      duty(
        'E-01',
        '缴纳履约保证金',
        'ent-battery',
        'office-statistics',
        { kind: 'amount', target: yuan(1_000_000), countedBy: 'payments' },
        {
          kind: 'relative',
          from: { kind: 'signing' },
          term: { count: 30, unit: 'natural_days' },
        },
      ),
      duty(
        'E-02',
        '开工建设',
        'ent-battery',
        'office-statistics',
        { kind: 'milestone', criterion: '取得施工许可证并入库' },
        {
          kind: 'relative',
          from: { kind: 'fulfilment', of: 'G-01' },
          term: { count: 6, unit: 'months' },
        },
      ),
      duty(
        'E-03',
        '建成投产',
        'ent-battery',
        'office-statistics',
        { kind: 'milestone' },
        {
          kind: 'relative',
          from: { kind: 'fulfilment', of: 'E-02' },
          term: { count: 18, unit: 'months' },
        },
      ),
      duty(
        'E-04',
        '固定资产投资',
        'ent-battery',
        'office-statistics',
        {
          kind: 'progress_plan',
          target: yuan(300_000_000),
          countedBy: 'readings',
          plan: [
            { on: '2025-03-01', value: yuan(0) },
            { on: '2026-12-31', value: yuan(300_000_000) },
          ],
        },
        fixed('2026-12-31'),
      ),
    ],
  };
}

export const yuan = (amount: number) => ({ minor: String(amount * 100), currency: 'CNY' });
const fixed = (on: string) => ({ kind: 'fixed', on });

function duty(
  no: string,
  title: string,
  obligorId: string,
  verifierId: string,
  measure: unknown,
  due: unknown,
): Record<string, unknown> {
  return {
    no,
    title,
    clause: null,
    instrumentId: 'agreement',
    obligorId,
    performerId: obligorId,
    verifierId,
    measure,
    due,
  };
}

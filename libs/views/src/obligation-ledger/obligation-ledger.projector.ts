import type { ContractState, ObligationSpan } from '@heqi/domain';
import type { ObligationLedgerRow } from './obligation-ledger.entity';

/** The rows of a contract: its spans, each with what a reader of the ledger wants to see beside it. */
export function ledgerRows(
  contractId: string,
  state: ContractState,
  spans: readonly ObligationSpan[],
): ObligationLedgerRow[] {
  const describe = descriptions(contractId, state);
  return spans.map((span) => ({
    ...describe(span.no),
    ...heldBy(span.roles),
    no: span.no,
    fromDay: span.from,
    untilDay: span.until,
    side: span.side,
    status: span.status,
    light: span.light,
    dueOn: span.dueOn,
    originalDueOn: span.originalDueOn,
    provisional: span.provisional,
    fulfilledOn: span.fulfilledOn,
    daysLateAtFulfilment: span.daysLateAtFulfilment,
    verifiedBasisPoints: span.verifiedBasisPoints,
    slipAtStart: span.slip.byBook,
    slipGrows: span.slip.grows,
    blockedBy: span.blockedBy,
    flags: span.flags,
  }));
}

type RoleColumns = Pick<
  ObligationLedgerRow,
  | 'obligorId'
  | 'obligorName'
  | 'performerId'
  | 'performerName'
  | 'obligeeId'
  | 'obligeeName'
  | 'verifierId'
  | 'verifierName'
>;

/** Who held the roles on the days of the span, as they were called then. */
function heldBy({ obligor, performer, obligee, verifier }: ObligationSpan['roles']): RoleColumns {
  return {
    obligorId: obligor?.id ?? null,
    obligorName: obligor?.name ?? null,
    performerId: performer?.id ?? null,
    performerName: performer?.name ?? null,
    obligeeId: obligee?.id ?? null,
    obligeeName: obligee?.name ?? null,
    verifierId: verifier?.id ?? null,
    verifierName: verifier?.name ?? null,
  };
}

type Description = Omit<ObligationLedgerRow, keyof SpanColumns | keyof RoleColumns>;
type SpanColumns = Pick<
  ObligationLedgerRow,
  | 'no'
  | 'fromDay'
  | 'untilDay'
  | 'side'
  | 'status'
  | 'light'
  | 'dueOn'
  | 'originalDueOn'
  | 'provisional'
  | 'fulfilledOn'
  | 'daysLateAtFulfilment'
  | 'verifiedBasisPoints'
  | 'slipAtStart'
  | 'slipGrows'
  | 'blockedBy'
  | 'flags'
>;

function descriptions(contractId: string, state: ContractState): (no: string) => Description {
  const { details, parties } = state;
  const contract = {
    contractId,
    dealNumber: state.dealNumber,
    contractTitle: details.title,
    bureauId: state.bureauId,
    parkId: details.parkId,
    zoneId: details.zoneId,
    partyIds: parties.map((party) => party.id),
  };
  const byNo = new Map(state.obligations.map(({ terms }) => [terms.no, terms]));
  return (no) => {
    const terms = byNo.get(no)!;
    const { measure } = terms;
    return {
      ...contract,
      title: terms.title,
      clause: terms.clause,
      category: terms.category,
      instrumentId: terms.instrumentId,
      measureKind: measure.kind,
      target: measure.kind === 'milestone' ? null : measure.target,
    };
  };
}

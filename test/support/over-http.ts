import type { ContractEvent } from '@heqi/domain';

/** One request, and who makes it. */
export interface Asked {
  readonly by: 'clerk' | 'enterprise' | 'supervisor' | 'statistician' | 'leader';
  /** Below the contract; empty for the contract itself. */
  readonly path: string;
  readonly body: Record<string, unknown>;
}

type Of<Type extends ContractEvent['type']> = Extract<ContractEvent, { type: Type }>['data'];

/** The requests by which a history comes about: the deal in one, then one for each thing that happened. Throws for an event that it has no
 *  route for, so that nothing of a history is left out unnoticed. */
export function requestsFor(events: readonly ContractEvent[], dealNumber: string): readonly Asked[] {
  const all = <Type extends ContractEvent['type']>(type: Type): Of<Type>[] =>
    events.flatMap((event) => (event.type === type ? [event.data as Of<Type>] : []));
  const { contractId: _, bureauId, timeZone, dealNumber: __, ...details } = all('ContractRecorded')[0]!;
  const corrected = new Map(all('InstrumentCorrected').map(({ instrument }) => [instrument.id, instrument]));
  const duties = all('ObligationRecorded').map(({ obligation }) => obligation);
  const of = (side: string) => duties.filter((duty) => duty.side === side).map(({ side: ___, ...terms }) => terms);
  const deal = {
    ...{ bureauId, dealNumber, timeZone, details },
    parties: all('PartyAdded').map(({ party }) => party),
    instruments: all('InstrumentSigned').map(({ instrument }) => corrected.get(instrument.id) ?? instrument),
    promises: of('government'),
    commitments: of('enterprise'),
  };
  return [{ by: 'clerk', path: '', body: deal }, ...events.flatMap(requestFor)];
}

const IN_THE_DEAL: readonly ContractEvent['type'][] = [
  ...(['ContractRecorded', 'PartyAdded', 'InstrumentSigned', 'InstrumentCorrected', 'ObligationRecorded'] as const),
];

function requestFor(event: ContractEvent): Asked[] {
  if (IN_THE_DEAL.includes(event.type)) return [];
  switch (event.type) {
    case 'PerformanceClaimed': {
      const { no, ...body } = event.data;
      return [{ by: 'clerk', path: `/obligations/${no}/claims`, body }];
    }
    case 'PerformanceVerified': {
      const { no, claimId, ...body } = event.data;
      const by = no.startsWith('G') ? 'supervisor' : 'statistician';
      return [{ by, path: `/obligations/${no}/claims/${claimId}/verification`, body }];
    }
    case 'ExcuseClaimed':
      return [{ by: 'enterprise', path: '/excuses', body: { ...event.data } }];
    case 'ExcuseAccepted': {
      const { excuseId, ...body } = event.data;
      return [{ by: 'leader', path: `/excuses/${excuseId}/acceptance`, body }];
    }
    case 'ReliefRequested': {
      const { no, ...body } = event.data;
      return [{ by: 'enterprise', path: `/obligations/${no}/reliefs`, body }];
    }
    case 'ReliefApproved': {
      const { no, reliefId, ...body } = event.data;
      return [{ by: 'leader', path: `/obligations/${no}/reliefs/${reliefId}/approval`, body }];
    }
    case 'ReliefServed': {
      const { no, reliefId, ...body } = event.data;
      return [{ by: 'clerk', path: `/obligations/${no}/reliefs/${reliefId}/service`, body }];
    }
    default:
      throw new Error(`there is no request for ${event.type} here yet`);
  }
}

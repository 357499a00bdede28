import type { Actor } from '../actor';
import type { Term } from '../calendar/term';
import type { Recorded } from '../recorded';
import type { CivilDate } from '../time/civil-date';
import type { NoticeEvent, Paper } from './notices.events';

/** The standing notices about one duty, each kind in the order of recording. */
export interface Notices {
  readonly demands: readonly Demand[];
  readonly breachNotices: readonly BreachNotice[];
  readonly acknowledgements: readonly Acknowledgement[];
}

interface RecordedPaper extends Paper {
  readonly recordedBy: Actor;
  readonly eventId: string;
}

export interface Demand extends RecordedPaper {
  readonly demandId: string;
  readonly servedOn: CivilDate;
  readonly respite: Term | null;
}

export interface BreachNotice extends RecordedPaper {
  readonly noticeId: string;
  readonly servedOn: CivilDate;
  readonly cureTerm: Term;
}

export interface Acknowledgement extends RecordedPaper {
  readonly acknowledgementId: string;
  readonly acknowledgedOn: CivilDate;
}

export const NO_NOTICES: Notices = { demands: [], breachNotices: [], acknowledgements: [] };

export function evolveNotices(
  notices: Notices,
  { type, data }: NoticeEvent,
  { actor: recordedBy, id: eventId }: Pick<Recorded<unknown>, 'actor' | 'id'>,
): Notices {
  const { demands, breachNotices, acknowledgements } = notices;
  switch (type) {
    case 'DemandServed': {
      const { no: _, ...demand } = data;
      return { ...notices, demands: [...demands, { ...demand, recordedBy, eventId }] };
    }
    case 'DemandRevoked':
      return { ...notices, demands: demands.filter(({ demandId }) => demandId !== data.demandId) };
    case 'BreachNoticeServed': {
      const { no: _, ...notice } = data;
      return { ...notices, breachNotices: [...breachNotices, { ...notice, recordedBy, eventId }] };
    }
    case 'BreachNoticeRevoked':
      return { ...notices, breachNotices: breachNotices.filter(({ noticeId }) => noticeId !== data.noticeId) };
    case 'AcknowledgementRecorded': {
      const { no: _, ...acknowledgement } = data;
      return { ...notices, acknowledgements: [...acknowledgements, { ...acknowledgement, recordedBy, eventId }] };
    }
    case 'AcknowledgementRevoked': {
      const others = acknowledgements.filter((each) => each.acknowledgementId !== data.acknowledgementId);
      return { ...notices, acknowledgements: others };
    }
    default:
      return unhandled(type);
  }
}

function unhandled(type: never): never {
  throw new Error(`unhandled event ${String(type)}`);
}

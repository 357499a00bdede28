import { Injectable } from '@nestjs/common';
import {
  assess,
  calendarKnownAt,
  DEFAULT_ASSESSMENT_RULES,
  explainDueDate,
  foldContract,
  latestCalendar,
  type AssessmentRules,
  type CivilDate,
  type ContractAssessment,
  type ContractEvent,
  type ContractState,
  type ExplanationStep,
  type Instant,
} from '@heqi/domain';
import { EventStore } from '@heqi/event-store';
import { contractStream, decodeContractEvent, type RecordedInLog } from '@heqi/messages';

/** What was known at `knownAt`: everything recorded up to that instant, the instant included. Left out: everything. */
export interface Knowledge {
  readonly knownAt?: Instant | undefined;
}

/** As of a day × as known at an instant. */
export interface Moment extends Knowledge {
  readonly asOf: CivilDate;
}

/** An answer and all it was derived from, so that anyone can derive it again. */
export interface ReplayedAssessment {
  readonly state: ContractState;
  readonly assessment: ContractAssessment;
  /** The steps to the due date of each standing duty, by its number. */
  readonly explanations: Readonly<Record<string, readonly ExplanationStep[]>>;
  /** The last event used. */
  readonly lastEvent: { readonly id: string; readonly revision: number; readonly position: string };
  /** The newest holiday notice that was known. */
  readonly calendarVersion: string;
  readonly rulesVersion: number;
}

/** Reads a contract from the log itself, past every view. Writes nothing and reads no clock: the same question gives the same
 *  answer for ever, whatever is recorded later. Throws UndecodableEvent rather than answer from half of the facts. */
@Injectable()
export class ContractReplay {
  constructor(private readonly store: EventStore) {}

  /** The contract's events in order; [] when none was known. A command's events share their instant, so none is cut in two. */
  async history(contractId: string, { knownAt }: Knowledge = {}): Promise<readonly RecordedInLog<ContractEvent>[]> {
    const history = (await this.store.readStream(contractStream(contractId))).map(decodeContractEvent);
    return knownAt === undefined ? history : history.filter(({ recordedAt }) => recordedAt <= knownAt);
  }

  /** Undefined while the contract was not known. */
  async stateAt(contractId: string, knownAt?: Instant): Promise<ContractState | undefined> {
    return foldContract(await this.history(contractId, { knownAt }));
  }

  /** Both halves of the deal as of a day, by the facts and the holidays known at the instant (without one, by all on file);
   *  undefined while the contract was not known. */
  async assessmentAt(
    contractId: string,
    { asOf, knownAt }: Moment,
    rules: AssessmentRules = DEFAULT_ASSESSMENT_RULES,
  ): Promise<ReplayedAssessment | undefined> {
    const history = await this.history(contractId, { knownAt });
    const state = foldContract(history);
    const last = history.at(-1);
    if (!state || !last) return undefined;
    const calendar = knownAt === undefined ? latestCalendar() : calendarKnownAt(knownAt);
    const assessment = assess(state, asOf, calendar, rules);
    const explained = assessment.obligations.map(
      ({ no }) => [no, explainDueDate(state, no, asOf, calendar, rules)] as const,
    );
    return {
      state,
      assessment,
      explanations: Object.fromEntries(explained),
      lastEvent: { id: last.id, revision: last.revision, position: last.position },
      calendarVersion: calendar.version,
      rulesVersion: rules.version,
    };
  }
}

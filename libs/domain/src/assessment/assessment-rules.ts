/** Thresholds of the assessment. Configuration with a version: alerts name the version they were raised under.
 *  Defaults follow Yinchuan's 2025 rule (10–30 points behind: yellow; above: red) and design.md §6. */
export interface AssessmentRules {
  readonly version: number;
  /** An open duty is due soon within this many natural days before its due date. */
  readonly dueSoonDays: number;
  /** Points (hundredths of the target) behind the plan from which the light is yellow. */
  readonly behindPaceYellowPoints: number;
  /** The same for red. */
  readonly behindPaceRedPoints: number;
}

export const DEFAULT_ASSESSMENT_RULES: AssessmentRules = {
  version: 1,
  dueSoonDays: 15,
  behindPaceYellowPoints: 10,
  behindPaceRedPoints: 30,
};

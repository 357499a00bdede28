/** A decider in the sense of Chassaing: the whole behaviour of an aggregate as three pure values. */
export interface Decider<Command, Event, State, Context, Folded = Event> {
  readonly initialState: State;
  /** What happens when the command meets the state. `[]` when there is nothing to do; throws a Refusal when a rule forbids it. */
  readonly decide: (command: Command, state: State, context: Context) => readonly Event[];
  /** The state after one more recorded event. Refuses nothing: what is recorded has happened. */
  readonly evolve: (state: State, event: Folded) => State;
}

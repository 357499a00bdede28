import { EventLog } from '../storage/event-log';
import { ConfigStream } from './config-stream';
import { GroupStreams } from './group-streams';
import { RunningGroup } from './running-group';
import { GroupDefinition, groupId, GroupSettings, GroupSource, reasonToRefuse, sourceName } from './settings';
import { endOf, RowFilters } from './sources';
import { SubscriptionError } from './subscription-error';

/** Which group is meant. A filter plays no part in it. */
export interface GroupName {
  readonly source: GroupSource;
  readonly group: string;
}

/**
 * All groups of a node. Changes are made one after the other, and are durable before they are answered. Groups that
 * cannot be read leave the rest of the store alone: only calls about them fail.
 */
export class PersistentSubscriptions {
  private readonly config: ConfigStream;
  private groups = new Map<string, RunningGroup>();
  private failure: Error | undefined;
  private stopped = false;
  private lastChange: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly log: EventLog,
    private readonly filters: RowFilters,
  ) {
    this.config = new ConfigStream(log);
    this.load();
  }

  create(name: GroupName, settings: GroupSettings): Promise<void> {
    return this.change(async () => {
      this.refuse(name, settings);
      if (this.groups.has(idOf(name))) throw errorOf('persistent-subscription-exists', name);
      const definition = this.define(name, settings);
      // What a group of this name left behind when its deletion was cut short is not the new group's.
      await new GroupStreams(this.log, name.source, name.group).delete();
      await this.config.save([...this.definitions(), definition]);
      this.start(definition);
    });
  }

  /** Gives a group other settings. Its consumers are dropped; its filter, checkpoint and parked messages stay. */
  update(name: GroupName, settings: GroupSettings): Promise<void> {
    return this.change(async () => {
      const old = this.find(name);
      this.refuse(name, settings);
      const definition = this.define({ ...name, source: old.definition.source }, settings);
      await this.config.save(this.definitions().map((one) => (one === old.definition ? definition : one)));
      await old.close();
      this.start(definition);
    });
  }

  /** Removes a group with its checkpoint and parked messages. Its consumers are dropped. */
  delete(name: GroupName): Promise<void> {
    return this.change(async () => {
      const old = this.find(name);
      await this.config.save(this.definitions().filter((one) => one !== old.definition));
      this.groups.delete(old.id);
      await old.close();
      await old.forget();
    });
  }

  /** @throws SubscriptionError when there is none. */
  find(name: GroupName): RunningGroup {
    if (this.failure) throw this.failure;
    const found = this.groups.get(idOf(name));
    if (!found) throw errorOf('persistent-subscription-does-not-exist', name);
    return found;
  }

  /** Groups of one source, or of all, ordered by source. */
  list(source?: GroupSource): RunningGroup[] {
    if (this.failure) throw this.failure;
    const wanted = source && sourceName(source);
    const nameOf = (group: RunningGroup) => sourceName(group.definition.source);
    const found = [...this.groups.values()].filter((group) => wanted === undefined || nameOf(group) === wanted);
    if (wanted !== undefined && found.length === 0) {
      throw errorOf('persistent-subscription-does-not-exist', { source: source!, group: '' });
    }
    return found.toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : nameOf(one) > nameOf(other) ? 1 : 0));
  }

  /** Drops all consumers and starts all groups again from what is written down. */
  restart(): Promise<void> {
    return this.inTurn(async () => {
      await Promise.all([...this.groups.values()].map((group) => group.close()));
      this.load();
    });
  }

  /** Ends the work of all groups at once. The connections are left to whoever stops the node. */
  stop(): void {
    this.stopped = true;
    for (const group of this.groups.values()) group.stop();
  }

  private load(): void {
    this.groups = new Map();
    this.failure = undefined;
    try {
      for (const definition of this.config.load()) this.start(definition);
    } catch (error) {
      this.failure = error as Error;
    }
  }

  private start(definition: GroupDefinition): void {
    if (this.stopped) return;
    const group = new RunningGroup(this.log, definition, this.filters);
    this.groups.set(group.id, group);
  }

  private definitions(): GroupDefinition[] {
    return [...this.groups.values()].map(({ definition }) => definition);
  }

  private define({ source, group }: GroupName, settings: GroupSettings): GroupDefinition {
    const { startFrom } = settings;
    const first = source.kind === 'all' ? 1 : 0;
    const firstPlace =
      startFrom === 'end' ? endOf(this.log, { source }) : Math.max(first, startFrom === 'start' ? 0 : startFrom);
    return { source, group, settings, firstPlace };
  }

  private refuse(name: GroupName, settings: GroupSettings): void {
    const reason = reasonToRefuse(settings) ?? this.reasonToRefuseStart(name.source, settings);
    if (reason) throw errorOf('persistent-subscription-failed', name, reason);
  }

  private reasonToRefuseStart(source: GroupSource, { startFrom }: GroupSettings): string | undefined {
    if (source.kind !== 'all' || typeof startFrom !== 'number' || startFrom <= this.log.headPosition) return undefined;
    return 'Invalid Start From position: it lies behind the last event of the log.';
  }

  private change(work: () => Promise<void>): Promise<void> {
    return this.inTurn(() => {
      if (this.failure) throw this.failure;
      return work();
    });
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const change = this.lastChange.then(() => {
      if (this.stopped) throw new Error('The node is stopping.');
      return work();
    });
    this.lastChange = change.catch(() => undefined);
    return change;
  }
}

function idOf({ source, group }: GroupName): string {
  return groupId(source, group);
}

function errorOf(kind: SubscriptionError['kind'], { source, group }: GroupName, reason?: string): SubscriptionError {
  return new SubscriptionError(kind, sourceName(source), group, reason);
}

import { EventLog } from '../storage/event-log';
import { GroupDefinition } from './settings';
import { SystemStream } from './system-stream';

const NAME = '$persistentSubscriptionConfig';
const VERSION = 1;

interface Config {
  readonly version: number;
  readonly groups: readonly GroupDefinition[];
}

/** The groups of a node, all in one event: whoever reads the newest one has them as of one moment. */
export class ConfigStream {
  private readonly stream: SystemStream;

  constructor(log: EventLog) {
    this.stream = new SystemStream(log, NAME);
  }

  /** @throws Error when the newest event is damaged or was written by a newer version. */
  load(): readonly GroupDefinition[] {
    const config = this.stream.lastJson() as Config | undefined;
    if (config === undefined) return [];
    if (config.version !== VERSION) {
      throw new Error(`${NAME} has format ${config.version}; this version reads format ${VERSION}.`);
    }
    return config.groups;
  }

  /** Resolves once the groups are durable. */
  async save(groups: readonly GroupDefinition[]): Promise<void> {
    await this.stream.keepNewest(2);
    const config: Config = { version: VERSION, groups };
    await this.stream.append({ type: '$PersistentConfig', isJson: true, data: JSON.stringify(config) });
  }
}

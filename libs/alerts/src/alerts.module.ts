import { Logger, Module, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { EventStore } from '@heqi/event-store';
import { Clock, SETTINGS, type Settings } from '@heqi/runtime';
import { Alerter } from './alerter';
import { AlertsHealth } from './alerts-health';
import { AlertRelay } from './relay/alert-relay';
import { KafkajsProducer } from './relay/kafkajs-producer';

/** The outward side: the alerter and the relay to Kafka, running from the application's start to its shutdown. Needs a
 *  global EventStore, Clock and SETTINGS. */
@Module({
  providers: [
    {
      provide: Alerter,
      inject: [EventStore, Clock, SETTINGS],
      useFactory: (store: EventStore, clock: Clock, { HEQI_TIME_ZONE }: Settings) =>
        new Alerter({ store, clock, timeZone: HEQI_TIME_ZONE, log: new Logger(Alerter.name) }),
    },
    {
      provide: AlertRelay,
      inject: [EventStore, Clock, SETTINGS],
      useFactory: (store: EventStore, clock: Clock, { KAFKA_BROKERS }: Settings) => {
        const log = new Logger(AlertRelay.name);
        const producer = KAFKA_BROKERS.length > 0 ? new KafkajsProducer(KAFKA_BROKERS, log) : null;
        return new AlertRelay({ store, clock, log, producer });
      },
    },
    AlertsHealth,
  ],
  exports: [Alerter, AlertRelay, AlertsHealth],
})
export class AlertsModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly alerter: Alerter,
    private readonly relay: AlertRelay,
  ) {}

  onApplicationBootstrap(): void {
    this.alerter.start();
    this.relay.start();
  }

  /** Before the event store is closed: both write their checkpoints. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.alerter.stop(), this.relay.stop()]);
  }
}

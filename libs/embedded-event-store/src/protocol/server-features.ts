import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';

/** The release whose behaviour this node keeps to, as far as its README says. */
const SERVER_VERSION = '24.10.0';

const FEATURES: Readonly<Record<string, string[]>> = {
  ...Object.fromEntries(pathsOf(PersistentSubscriptionsService).map((path) => [path, ['stream', 'all']])),
  [StreamsService.read.path]: ['position', 'events'],
  [StreamsService.batchAppend.path]: ['deadline_duration'],
};

/** What a client asks before its first append; what is missing here it does not try. */
export function supportedMethods(): SupportedMethods {
  const services = [StreamsService, PersistentSubscriptionsService, GossipService, ServerFeaturesService];
  const paths = services.flatMap(pathsOf);
  return new SupportedMethods().setEventStoreServerVersion(SERVER_VERSION).setMethodsList(
    paths.map((path) => {
      const [, service, method] = path.toLowerCase().split('/');
      return new SupportedMethod()
        .setServiceName(service!)
        .setMethodName(method!)
        .setFeaturesList(FEATURES[path] ?? []);
    }),
  );
}

function pathsOf(service: object): string[] {
  return Object.values(service as Record<string, { path: string }>).map((method) => method.path);
}

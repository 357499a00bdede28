import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { Metadata, sendUnaryData, Server, ServiceDefinition, UntypedServiceImplementation } from '@grpc/grpc-js';
import { mayUse, StreamAction } from '../security/access';
import { Caller, Users } from '../security/users';
import { accessDenied, RpcError, unauthenticated } from './errors';

type Need = 'nobody in particular' | 'a user' | 'an admin';

/**
 * Who may call a method at all; one that is not named here is for admins. EventStoreDB answers the same methods without
 * credentials. Methods that name streams ask {@link accessOf} about each, BatchAppend in its answer to each append.
 */
const NEEDS: Readonly<Record<string, Need>> = {
  [ServerFeaturesService.getSupportedMethods.path]: 'nobody in particular',
  [GossipService.read.path]: 'nobody in particular',
  [StreamsService.batchAppend.path]: 'nobody in particular',
  [StreamsService.read.path]: 'a user',
  [StreamsService.append.path]: 'a user',
  [StreamsService.delete.path]: 'a user',
  [StreamsService.tombstone.path]: 'a user',
  [PersistentSubscriptionsService.read.path]: 'a user',
  [PersistentSubscriptionsService.getInfo.path]: 'a user',
  [PersistentSubscriptionsService.list.path]: 'a user',
};

/** What the caller of one call may do. */
export interface Access {
  /** @throws RpcError (PERMISSION_DENIED) when it may not. */
  require(stream: string, action: StreamAction): void;
}

const accesses = new WeakMap<object, Access>();

/** @throws Error for a call that came past the guard. */
export function accessOf(call: object): Access {
  const access = accesses.get(call);
  if (!access) throw new Error('The service of this call was not added through the guard.');
  return access;
}

/** Lets every service that is added through it be called only by those who may. Without users everybody may do all. */
export class Guard {
  constructor(
    private readonly server: Server,
    private readonly users: Users | undefined,
  ) {}

  addService(service: ServiceDefinition, implementation: UntypedServiceImplementation): void {
    const guarded = Object.entries(implementation).map(([name, handle]) => {
      const { path, responseStream } = service[name]!;
      const need = NEEDS[path] ?? 'an admin';
      return [name, this.around(handle as Handler, need, responseStream)];
    });
    this.server.addService(service, Object.fromEntries(guarded) as UntypedServiceImplementation);
  }

  private around(handle: Handler, need: Need, responseStream: boolean): Handler {
    return (call, callback) => {
      try {
        accesses.set(call, this.admit(call.metadata, need));
      } catch (error) {
        if (responseStream) call.emit('error', error);
        else callback!(error as RpcError);
        return;
      }
      handle(call, callback);
    };
  }

  private admit(metadata: Metadata, need: Need): Access {
    if (!this.users) return { require: () => undefined };
    const caller = callerOf(metadata, this.users);
    if (need === 'an admin' && caller !== 'admin') throw accessDenied();
    if (need === 'a user' && caller === 'anonymous') throw accessDenied();
    return {
      require: (stream, action) => {
        if (!mayUse(caller, stream, action)) throw accessDenied();
      },
    };
  }
}

interface Call {
  readonly metadata: Metadata;
  emit(event: 'error', error: unknown): boolean;
}
type Handler = (call: Call, callback?: sendUnaryData<unknown>) => void;

/** Wrong credentials are refused even where none are needed, as by EventStoreDB. */
function callerOf(metadata: Metadata, users: Users): Caller {
  const given = metadata.get('authorization');
  if (given.length === 0) return 'anonymous';
  const caller = given.length === 1 ? users.bearerOf(given[0]!.toString()) : undefined;
  if (!caller) throw unauthenticated();
  return caller;
}

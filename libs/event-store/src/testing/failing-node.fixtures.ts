import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { type Metadata, Server, ServerCredentials, status } from '@grpc/grpc-js';

/** A node that answers, but wrongly: as one behind a proxy that is just starting. */
export class FailingNode {
  /** What it was asked with, one a question. */
  readonly asked: Metadata[] = [];
  port = 0;
  private readonly server = new Server();

  private constructor() {
    this.server.addService(ServerFeaturesService, {
      getSupportedMethods: ({ metadata }: { metadata: Metadata }, answer: (error: object) => void) => {
        this.asked.push(metadata);
        answer({ code: status.INTERNAL, details: 'just starting' });
      },
    });
  }
  /** Without TLS, unless given what to prove itself by. */
  static async start(credentials = ServerCredentials.createInsecure()): Promise<FailingNode> {
    const node = new FailingNode();
    node.port = await new Promise<number>((resolve, reject) => {
      node.server.bindAsync('127.0.0.1:0', credentials, (error, bound) => (error ? reject(error) : resolve(bound)));
    });
    return node;
  }
  stop(): void {
    this.server.forceShutdown();
  }
}

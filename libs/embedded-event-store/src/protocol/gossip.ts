import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb';
import { UUID } from '@eventstore/db-client/generated/shared_pb';

const TICKS_PER_MS = 10_000n;

/** The cluster as this node sees it: itself, its leader. */
export function clusterOfOne(instanceId: string, port: number, now: number): ClusterInfo {
  return new ClusterInfo().setMembersList([
    new MemberInfo()
      .setInstanceId(new UUID().setString(instanceId))
      .setTimeStamp(`${BigInt(Math.trunc(now)) * TICKS_PER_MS}`)
      .setState(MemberInfo.VNodeState.LEADER)
      .setIsAlive(true)
      .setHttpEndPoint(new EndPoint().setAddress('127.0.0.1').setPort(port)),
  ]);
}

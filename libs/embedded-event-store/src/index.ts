export { acceptLostTail, type LostTail } from './hosting/accept-lost-tail';
export { type EmbeddedNode, startEmbeddedNode } from './hosting/embedded-node';
export { LARGEST_APPEND_SIZE, type NodeOptions } from './hosting/node';
export { runEmbeddedNode } from './hosting/foreground';

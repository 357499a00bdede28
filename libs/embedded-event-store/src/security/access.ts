import type { Caller } from './users';

/** What a call does to a stream. Its settings (`$$stream`) are read and written like a stream. */
export type StreamAction = 'read' | 'write' | 'delete';

export const ALL = '$all';

/** Whether a caller may do something to a stream by the rights that EventStoreDB gives while no access control list says
 *  otherwise: streams belong to all users; `$all`, the system's streams and their settings to `$admins`. Nobody writes to
 *  `$all`, and nobody deletes a stream's settings. */
export function mayUse(caller: Caller, stream: string, action: StreamAction): boolean {
  const isSettings = stream.startsWith('$$');
  if (action === 'delete' && isSettings) return false;
  if (action !== 'read' && stream === ALL) return false;
  const owner = isSettings ? stream.slice(2) : stream;
  switch (caller) {
    case 'admin':
      return true;
    case 'user':
      return !owner.startsWith('$');
    case 'anonymous':
      return false;
    default:
      return caller satisfies never;
  }
}

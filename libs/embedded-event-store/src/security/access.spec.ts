import { mayUse, StreamAction } from './access';
import type { Caller } from './users';

const CALLERS: readonly Caller[] = ['admin', 'user', 'anonymous'];

/** For each kind of stream and action, who may. */
it.each<[string, StreamAction, readonly Caller[]]>([
  ['contract-7', 'read', ['admin', 'user']],
  ['contract-7', 'write', ['admin', 'user']],
  ['contract-7', 'delete', ['admin', 'user']],
  ['$$contract-7', 'read', ['admin', 'user']],
  ['$$contract-7', 'write', ['admin', 'user']],
  ['$$contract-7', 'delete', []],
  ['$settings', 'read', ['admin']],
  ['$settings', 'write', ['admin']],
  ['$settings', 'delete', ['admin']],
  ['$$$settings', 'read', ['admin']],
  ['$$$settings', 'write', ['admin']],
  ['$$$settings', 'delete', []],
  ['$all', 'read', ['admin']],
  ['$all', 'write', []],
  ['$all', 'delete', []],
  ['$$$all', 'read', ['admin']],
  ['$$$all', 'write', ['admin']],
])('%s: %s is for %j', (stream, action, those) => {
  expect(CALLERS.filter((caller) => mayUse(caller, stream, action))).toEqual(those);
});

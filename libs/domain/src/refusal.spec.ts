import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { REFUSAL_CODES } from './refusal';
import { auditor, leader, service } from './testing/people.fixtures';
import { contractRecorded } from './testing/facts.fixtures';
import { addParty } from './testing/commands.fixtures';
import { given } from './testing/given.fixtures';

describe('refusals', () => {
  it('come before anything is said of the contract when the role may not ask', () => {
    for (const actor of [leader, auditor, service]) {
      given(contractRecorded()).when(addParty(), actor).thenRefused('ROLE_NOT_ALLOWED', actor.role);
      given().when(addParty(), actor).thenRefused('ROLE_NOT_ALLOWED');
    }
  });

  it('are each reached by at least one spec', () => {
    const specs = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.spec.ts'))
      .map((file) => readFileSync(path.join(__dirname, file), 'utf8'));
    const reached = new Set(
      specs.flatMap((text) => [...text.matchAll(/thenRefused\(\s*'([A-Z_]+)'/g)].map(([, code]) => code)),
    );
    expect(REFUSAL_CODES.filter((code) => !reached.has(code))).toEqual([]);
    expect([...reached].filter((code) => !(REFUSAL_CODES as readonly unknown[]).includes(code))).toEqual([]);
  });
});

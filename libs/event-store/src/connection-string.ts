/** Throws for a connection string with which the client would do something else than it says. Its text is not quoted:
 *  it may hold a password. */
export function requireSoundConnectionString(connectionString: string): void {
  if (!/^esdb(\+discover)?:\/\//i.test(connectionString)) {
    throw new Error('An event store’s connection string starts with esdb://, as in esdb://127.0.0.1:2113?tls=false.');
  }
  const [address = '', query = ''] = connectionString.split('?', 2);
  const settings = new Map([...new URLSearchParams(query)].map(([name, value]) => [name.toLowerCase(), value]));
  if (address.includes('@') && settings.get('tls')?.toLowerCase() === 'false') {
    throw new Error(
      'The event store’s connection string has credentials and tls=false: they would be dropped without a word. ' +
        'Turn TLS on, or leave the credentials out.',
    );
  }
  if (settings.get('throwonappendfailure')?.toLowerCase() === 'false') {
    throw new Error(
      'The event store’s connection string has throwOnAppendFailure=false: a conflict would then be told with a wrong ' +
        'revision. Leave it out.',
    );
  }
}

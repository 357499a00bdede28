import { requireSoundConnectionString } from './connection-string';

describe('a connection string', () => {
  it.each([
    'esdb://127.0.0.1:2113?tls=false',
    'esdb://admin:changeit@store.example:2113?tlsCAFile=ca.crt',
    'esdb+discover://cluster.example:2113',
    'esdb://a:1,b:2,c:3?keepAliveInterval=20000',
  ])('may be %s', (connectionString) => {
    expect(() => requireSoundConnectionString(connectionString)).not.toThrow();
  });

  it.each([
    ['127.0.0.1:2113', 'starts with esdb://'],
    ['http://127.0.0.1:2113', 'starts with esdb://'],
    ['esdb://admin:secret@127.0.0.1:2113?tls=false', 'credentials and tls=false'],
    ['esdb://admin:secret@127.0.0.1:2113/?Tls=False', 'credentials and tls=false'],
    ['esdb://127.0.0.1:2113?tls=false&throwOnAppendFailure=false', 'throwOnAppendFailure=false'],
  ])('is refused when it would not do what it says: %s', (connectionString, reason) => {
    const check = () => requireSoundConnectionString(connectionString);
    expect(check).toThrow(reason);
    expect(check).not.toThrow('secret');
  });
});

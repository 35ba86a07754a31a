import { describe, expect, it } from 'vitest';
import { CLIENTS, type ClientIndex, readClientIndex, trustedHostOf } from './client-index';
import { snippetsFor } from './snippets';

const index = (
  address: string,
  options: { certificatePath?: string; keepsPassword?: boolean } = {},
): ClientIndex => {
  const { certificatePath = null, keepsPassword = false } = options;
  const read = readClientIndex(address, { certificatePath, keepsPassword });
  if (read === null) throw new Error(`"${address}" was refused`);
  return read;
};

const textOf = (of: ClientIndex): string =>
  CLIENTS.flatMap((client) => snippetsFor(client, of, 'requests').map(({ text }) => text)).join('\n');

const LOOPBACK = 'http://127.0.0.1:8123/simple/';
const LAN = 'http://192.168.4.7:8080/team/simple/';

describe('an index for clients', () => {
  it.each([
    ['http://127.0.0.1:8123/simple', LOOPBACK],
    ['https://host.example/simple/?a=b#c', 'https://host.example/simple/'],
    [
      "file:///media/my stick/it's $HOME;(1)&`x`/simple",
      'file:///media/my%20stick/it%27s%20%24HOME%3B%281%29%26%60x%60/simple/',
    ],
    ['file:///C:/mirror/web/simple/', 'file:///C:/mirror/web/simple/'],
    ['http://[fe80::1]:8080/simple/', 'http://[fe80::1]:8080/simple/'],
  ])('of "%s" is at %s', (address, url) => {
    expect(index(address).url).toBe(url);
  });

  it.each(['ftp://host/simple/', 'simple', '', 'javascript:alert(1)'])('is not at "%s"', (address) => {
    expect(readClientIndex(address, { certificatePath: null, keepsPassword: false })).toBeNull();
  });

  it.each([
    [LOOPBACK, null],
    ['http://localhost:9/simple/', null],
    ['http://[::1]:9/simple/', null],
    ['https://10.0.0.1/simple/', null],
    ['file:///srv/simple/', null],
    [LAN, '192.168.4.7:8080'],
    ['http://mirror/simple/', 'mirror'],
    ['http://[fe80::1]:8080/simple/', '[fe80::1]:8080'],
    ['http://127.0.0.1.example/simple/', '127.0.0.1.example'],
  ])('at %s has to be trusted by the name %s', (address, host) => {
    expect(trustedHostOf(index(address))).toBe(host);
  });
});

describe('the snippets', () => {
  it.each(CLIENTS)('of %s all name the index, and no other', (client) => {
    const texts = snippetsFor(client, index(LOOPBACK), 'requests').map(({ text }) => text);
    expect(texts).not.toEqual([]);
    for (const text of texts) expect(text.match(/https?:\/\/\S+?(?="|\s|$)/g)).toEqual([LOOPBACK]);
  });

  it('never add an index to those that a client has already', () => {
    expect(textOf(index(LAN))).not.toMatch(/extra-index|supplemental|explicit/);
  });

  it('speak of trust for plain http to another computer alone', () => {
    expect(textOf(index(LAN)).match(/trusted-host.*|verify_ssl.*/g)).toEqual([
      'trusted-host 192.168.4.7:8080 requests',
      'trusted-host = 192.168.4.7:8080',
      'verify_ssl = false',
      'verify_ssl = false',
      'trusted-host 192.168.4.7:8080',
    ]);
    for (const address of [LOOPBACK, 'https://mirror/simple/', 'file:///srv/simple/']) {
      expect(textOf(index(address))).not.toMatch(/trusted-host|verify_ssl = false/);
    }
  });

  it('name the certificate for every client', () => {
    const of = index('https://mirror/simple/', { certificatePath: '/etc/my certificates/mirror.pem' });
    for (const client of CLIENTS) {
      const texts = snippetsFor(client, of, 'requests').map(({ text }) => text);
      expect(texts.join('\n')).toContain('/etc/my certificates/mirror.pem');
    }
    expect(snippetsFor('pip', of, 'six')[0]?.text).toBe(
      'pip --isolated install --index-url https://mirror/simple/ --cert "/etc/my certificates/mirror.pem" six',
    );
  });

  it('leave a password out unless it is asked for', () => {
    const address = 'https://anna:s3cr%40t@mirror/simple/';
    expect(textOf(index(address))).not.toMatch(/s3cr/);
    expect(textOf(index(address))).toContain('machine mirror login anna');
    expect(textOf(index(address))).toContain(`https://anna:$\{SANDGROUSE_INDEX_PASSWORD}@mirror/simple/`);
    const asked = textOf(index(address, { keepsPassword: true }));
    expect(asked).toContain('index-url = https://anna:s3cr%40t@mirror/simple/');
    expect(asked).not.toContain('SANDGROUSE_INDEX_PASSWORD');
  });

  it('are none for poetry from a folder, which it cannot read', () => {
    expect(snippetsFor('poetry', index('file:///srv/simple/'), 'six')).toEqual([]);
    expect(snippetsFor('pip', index('file:///srv/simple/'), 'six')).toHaveLength(2);
  });

  it.each([
    ['https://10.0.0.1:8443/simple/', true],
    ['https://[fe80::1]:8443/simple/', true],
    ['https://mirror:8443/simple/', false],
    ['https://10.example/simple/', false],
    [LAN, false],
  ])('help pip with a certificate for a bare address: %s', (address, isBare) => {
    for (const client of ['pip', 'conda'] as const) {
      const texts = snippetsFor(client, index(address), 'requests').map(({ text }) => text);
      expect(texts.includes('PIP_USE_DEPRECATED=legacy-certs')).toBe(isBare);
    }
  });
});

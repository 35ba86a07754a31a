import { once } from 'node:events';
import { isIP, type Socket } from 'node:net';
import type { TunnelTarget } from './connect';
import type { ChosenProxy } from './proxy-choice';
import { ProxyFailure, type ProxyFault } from './proxy-failure';

const VERSION = 5;
const NO_LOGIN = 0;
const BY_PASSWORD = 2;
const CONNECT = 1;

/** The replies of RFC 1928, 6. */
const REPLIES: Readonly<Record<number, readonly [ProxyFault, string]>> = {
  1: ['target', 'it failed'],
  2: ['refused', 'its rules do not allow the connection'],
  3: ['target', 'there is no network'],
  4: ['target', 'there is no way to the host'],
  5: ['target', 'the connection was refused'],
  6: ['target', 'the host did not answer'],
  7: ['refused', 'it makes no connections'],
  8: ['refused', 'it does not know this kind of address'],
};

/** Asks a SOCKS5 proxy for a way to the target (RFC 1928); names are looked up by the proxy. */
export async function connectThroughSocks(
  proxy: ChosenProxy,
  socket: Socket,
  target: TunnelTarget,
): Promise<Socket> {
  const methods = proxy.login === null ? [NO_LOGIN] : [NO_LOGIN, BY_PASSWORD];
  socket.write(Buffer.from([VERSION, methods.length, ...methods]));
  const [version, method] = await readBytes(socket, 2);
  if (version !== VERSION) throw new ProxyFailure(proxy.shown, 'refused', 'it is no SOCKS5 proxy');
  if (method === BY_PASSWORD) await logIn(proxy, socket);
  else if (method !== NO_LOGIN) {
    throw new ProxyFailure(proxy.shown, 'password', 'it asks for a user name and a password');
  }
  socket.write(
    Buffer.concat([Buffer.from([VERSION, CONNECT, 0]), addressOf(target.hostname), portBytes(target.port)]),
  );
  const [, reply, , kind] = await readBytes(socket, 4);
  if (reply !== 0) {
    const [fault, reason] = REPLIES[reply ?? 0] ?? ['refused', `it answered with ${reply}`];
    throw new ProxyFailure(proxy.shown, fault, reason);
  }
  await readBytes(socket, (await boundLength(socket, kind)) + 2);
  return socket;
}

/** RFC 1929. */
async function logIn({ login, shown }: ChosenProxy, socket: Socket): Promise<void> {
  const username = Buffer.from(login?.username ?? '', 'utf8').subarray(0, 255);
  const password = Buffer.from(login?.password ?? '', 'utf8').subarray(0, 255);
  const lengths = [Buffer.from([1, username.length]), Buffer.from([password.length])] as const;
  socket.write(Buffer.concat([lengths[0], username, lengths[1], password]));
  const [, status] = await readBytes(socket, 2);
  if (status === 0) return;
  const reason = 'it does not take the user name and the password that it was given';
  throw new ProxyFailure(shown, 'password', reason);
}

const IPV4 = 1;
const NAME = 3;
const IPV6 = 4;

function addressOf(hostname: string): Buffer {
  if (isIP(hostname) === 4) return Buffer.from([IPV4, ...hostname.split('.').map(Number)]);
  if (isIP(hostname) === 6) return Buffer.from([IPV6, ...ipv6Bytes(hostname)]);
  const name = Buffer.from(hostname, 'utf8').subarray(0, 255);
  return Buffer.concat([Buffer.from([NAME, name.length]), name]);
}

/** Addresses come out of URLs, which write no IPv4 part into them. */
function ipv6Bytes(address: string): readonly number[] {
  const [head = '', tail] = address.split('::');
  const groups = (text: string): readonly string[] => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros = new Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return [...before, ...zeros, ...after].flatMap((group) => {
    const value = Number.parseInt(group, 16);
    return [value >> 8, value & 0xff];
  });
}

function portBytes(port: number): Buffer {
  return Buffer.from([port >> 8, port & 0xff]);
}

async function boundLength(socket: Socket, kind: number | undefined): Promise<number> {
  if (kind === IPV4) return 4;
  if (kind === IPV6) return 16;
  return (await readBytes(socket, 1))[0] ?? 0;
}

async function readBytes(socket: Socket, count: number): Promise<Buffer> {
  for (;;) {
    const bytes = socket.read(count) as Buffer | null;
    if (bytes !== null && bytes.length === count) return bytes;
    if (bytes !== null || socket.readableEnded || socket.destroyed) {
      throw socket.errored ?? new Error('it broke the connection off');
    }
    const ending = new AbortController();
    const { signal } = ending;
    try {
      // An error rejects both.
      await Promise.race([
        once(socket, 'readable', { signal }),
        once(socket, 'end', { signal }),
        once(socket, 'close', { signal }),
      ]);
    } finally {
      ending.abort();
    }
  }
}

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { caddyConfiguration } from '../caddy';
import { nginxConfiguration } from '../nginx';

/** A real web server that serves a mirror with our configuration. */
export interface WebServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

export const WEB_SERVERS = ['nginx', 'caddy'] as const;
export type WebServerName = (typeof WEB_SERVERS)[number];

const VERSION_WORDS: Readonly<Record<WebServerName, string>> = { nginx: '-v', caddy: 'version' };

export function hasWebServer(name: WebServerName): boolean {
  return spawnSync(name, [VERSION_WORDS[name]]).status === 0;
}

/** Starts it for the mirror in `directory`; resolves when it takes connections. */
export async function startWebServer(name: WebServerName, directory: string): Promise<WebServer> {
  const port = await findFreePort();
  const folder = await mkdtemp(join(tmpdir(), `sandgrouse-${name}-`));
  const child = await START[name](folder, { directory, port });
  let said = '';
  child.stderr?.on('data', (part: Buffer) => {
    said = (said + part.toString()).slice(-4000);
  });
  const ended = once(child, 'exit');
  while (!(await takesConnections(port))) {
    if (child.exitCode !== null) throw new Error(`${name} ended: ${said}`);
  }
  return {
    port,
    close: async () => {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const START: Readonly<
  Record<WebServerName, (folder: string, place: { directory: string; port: number }) => Promise<ChildProcess>>
> = {
  nginx: async (folder, place) => {
    await writeFile(join(folder, 'sandgrouse.conf'), nginxConfiguration(place));
    const lines = [
      'daemon off;',
      // Of no consequence for anybody but root, who would serve as nobody.
      ...(process.getuid?.() === 0 ? ['user root;'] : []),
      `pid "${folder}/pid";`,
      'error_log stderr;',
      'events {}',
      `http { access_log off; client_body_temp_path "${folder}/body"; proxy_temp_path "${folder}/proxy"; fastcgi_temp_path "${folder}/fastcgi"; uwsgi_temp_path "${folder}/uwsgi"; scgi_temp_path "${folder}/scgi"; include "${folder}/sandgrouse.conf"; }`,
    ];
    await writeFile(join(folder, 'nginx.conf'), lines.join('\n'));
    return spawn('nginx', ['-c', join(folder, 'nginx.conf')], { stdio: ['ignore', 'ignore', 'pipe'] });
  },
  caddy: async (folder, place) => {
    await writeFile(join(folder, 'Caddyfile'), caddyConfiguration(place));
    return spawn('caddy', ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    });
  },
};

export async function findFreePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Each try takes a turn of the event loop and a connection: no waiting by the clock. */
export function takesConnections(port: number): Promise<boolean> {
  return new Promise((fulfil) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      fulfil(true);
    });
    socket.on('error', () => fulfil(false));
  });
}

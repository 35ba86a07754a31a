import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A folder served by nginx. */
export interface NginxServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

const PORT = 18_231;

/** Starts nginx on `folder`; what it writes goes to `records`. */
export async function startNginx(folder: string, records: string): Promise<NginxServer> {
  await mkdir(records, { recursive: true });
  const configuration = join(records, 'nginx.conf');
  await writeFile(configuration, nginxConfiguration(folder, records));
  const child = spawn('nginx', ['-c', configuration, '-e', join(records, 'error.log')], { stdio: 'inherit' });
  const ended = new Promise<void>((fulfil, reject) => {
    child.on('close', () => fulfil());
    child.on('error', reject);
  });
  await Promise.race([untilAnswered(`http://127.0.0.1:${PORT}/`), ended]);
  return {
    port: PORT,
    close: () => {
      child.kill();
      return ended;
    },
  };
}

function nginxConfiguration(folder: string, records: string): string {
  return `daemon off; master_process off; pid ${join(records, 'nginx.pid')};
events { worker_connections 1024; }
http {
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000;
  types { text/html html; } default_type application/octet-stream;
  client_body_temp_path ${records}; proxy_temp_path ${records}; fastcgi_temp_path ${records};
  uwsgi_temp_path ${records}; scgi_temp_path ${records};
  server { listen 127.0.0.1:${PORT}; root ${folder}; }
}
`;
}

async function untilAnswered(url: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const answered = await fetch(url).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((fulfil) => setTimeout(fulfil, 50));
  }
  throw new Error(`nginx does not answer at ${url}`);
}

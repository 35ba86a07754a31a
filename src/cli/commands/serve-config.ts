import { resolve } from 'node:path';
import { readProfile } from '../../engine/profile/profile-file';
import { caddyConfiguration } from '../../engine/serve/web-servers/caddy';
import { nginxConfiguration } from '../../engine/serve/web-servers/nginx';
import type { ServedPlace } from '../../engine/serve/web-servers/served-place';
import { type Launch, systemdUnit } from '../../engine/serve/web-servers/systemd';
import { windowsServiceScript } from '../../engine/serve/web-servers/windows-service';
import { EXIT_CODES } from '../exit-codes';
import type { ServeConfigRequest, ServedBy } from '../requests';
import { printJson, printLines, type Session } from '../session';

const WRITERS: Readonly<Record<ServedBy, (place: ServedPlace, launch: Launch) => string>> = {
  nginx: nginxConfiguration,
  caddy: caddyConfiguration,
  systemd: systemdUnit,
  'windows-service': windowsServiceScript,
};

/** `sandgrouse serve-config`: the text goes to standard output, to be put where its first line says. */
export async function runServeConfig(
  { directory, servedBy, port }: ServeConfigRequest,
  session: Session,
): Promise<number> {
  await readProfile(directory, { signal: session.ending.signal });
  const text = WRITERS[servedBy]({ directory: resolve(directory), port }, session.launch);
  if (session.json)
    printJson(session, { type: 'serve-config', for: servedBy, text, exitCode: EXIT_CODES.done });
  else printLines(session.results, [text.trimEnd()]);
  return EXIT_CODES.done;
}

// Runs the application. `npm start`, or `npm run dev` to have the window follow the sources.
// Options: --xvfb (run in a virtual display), --download-electron (try Electron's own download again). The rest goes to
// the application.
import { electronVite, ensureBuild, prepareForDevelopment } from './setup/application-build.mjs';
import { CHECKOUT } from './setup/checkout.mjs';
import { requireWorkingSandbox } from './setup/chromium-sandbox.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureElectron } from './setup/electron-runtime.mjs';
import { requireNodeVersion } from './setup/node-version.mjs';
import { runScript, SetupError, say } from './setup/progress.mjs';
import { handOver } from './setup/run-command.mjs';
import { whileLocked } from './setup/set-up-lock.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';
import { startVirtualDisplay } from './setup/virtual-display.mjs';

const OWN_OPTIONS = ['--dev', '--xvfb', '--download-electron'];

function requireDisplay() {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return;
  throw new SetupError(
    'There is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set). Run it in a desktop session,\n' +
      'or with "npm start -- --xvfb" in a virtual display. "npm run cli -- --help" does the same work without a window.',
  );
}

/** Switches that this machine asks for. */
async function switches(electron, given) {
  if (process.platform !== 'linux') return [];
  const list = [];
  if (process.getuid() === 0) {
    say('Running as root, so Chromium runs without its sandbox (--no-sandbox).');
    list.push('--no-sandbox');
  } else if (!given.includes('--no-sandbox')) {
    await requireWorkingSandbox(electron);
  }
  if (!process.env.DISPLAY && process.env.WAYLAND_DISPLAY) list.push('--ozone-platform=wayland');
  return list;
}

async function main() {
  requireNodeVersion();
  const given = process.argv.slice(2);
  const asks = (option) => given.includes(option);
  const rest = given.filter((argument) => !OWN_OPTIONS.includes(argument));
  if (!asks('--xvfb')) requireDisplay();
  const electron = await whileLocked(async () => {
    await ensureDependencies();
    const executable = await ensureElectron({ retryDownload: asks('--download-electron') });
    await ensureSystemPackages({ electron: executable, needsDisplay: asks('--xvfb'), needsPython: false });
    await (asks('--dev') ? prepareForDevelopment() : ensureBuild());
    return executable;
  });
  const own = await switches(electron, rest);
  const display = asks('--xvfb') ? await startVirtualDisplay() : undefined;
  Object.assign(process.env, display?.env);
  try {
    return asks('--dev')
      ? await handOver(process.execPath, [electronVite(), 'dev', '--', ...own, ...rest])
      : await handOver(electron, [...own, CHECKOUT, ...rest]);
  } finally {
    await display?.close();
  }
}

await runScript(main);

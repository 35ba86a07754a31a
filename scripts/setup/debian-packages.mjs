import { SetupError, say } from './progress.mjs';
import { runCommand } from './run-command.mjs';

/** Debian's and Ubuntu's package for each library that Electron links; several names where releases differ. */
const LIBRARY_PACKAGES = {
  'libX11.so.6': ['libx11-6'],
  'libXcomposite.so.1': ['libxcomposite1'],
  'libXdamage.so.1': ['libxdamage1'],
  'libXext.so.6': ['libxext6'],
  'libXfixes.so.3': ['libxfixes3'],
  'libXrandr.so.2': ['libxrandr2'],
  'libasound.so.2': ['libasound2t64', 'libasound2'],
  'libatk-1.0.so.0': ['libatk1.0-0t64', 'libatk1.0-0'],
  'libatk-bridge-2.0.so.0': ['libatk-bridge2.0-0t64', 'libatk-bridge2.0-0'],
  'libatspi.so.0': ['libatspi2.0-0t64', 'libatspi2.0-0'],
  'libcairo.so.2': ['libcairo2'],
  'libcups.so.2': ['libcups2t64', 'libcups2'],
  'libdbus-1.so.3': ['libdbus-1-3'],
  'libdrm.so.2': ['libdrm2'],
  'libexpat.so.1': ['libexpat1'],
  'libgbm.so.1': ['libgbm1'],
  'libgio-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libglib-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libgobject-2.0.so.0': ['libglib2.0-0t64', 'libglib2.0-0'],
  'libgtk-3.so.0': ['libgtk-3-0t64', 'libgtk-3-0'],
  'libnspr4.so': ['libnspr4'],
  'libnss3.so': ['libnss3'],
  'libnssutil3.so': ['libnss3'],
  'libpango-1.0.so.0': ['libpango-1.0-0'],
  'libsmime3.so': ['libnss3'],
  'libudev.so.1': ['libudev1'],
  'libxcb.so.1': ['libxcb1'],
  'libxkbcommon.so.0': ['libxkbcommon0'],
};

/** The libraries that the dynamic loader does not find, read from what `ldd` prints. */
export function parseMissingLibraries(lddOutput) {
  const names = [...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1]);
  return [...new Set(names)];
}

/** For each missing library its package's possible names; a library without an entry here is its own name. */
export function packagesOfLibraries(libraries) {
  return libraries.map((library) => LIBRARY_PACKAGES[library] ?? [library]);
}

/** Of each package's names the first that this system's index knows, else the last. No name comes twice. */
export async function resolveNames(alternatives, isKnown = isKnownToApt) {
  const names = [];
  for (const candidates of alternatives) {
    let chosen = candidates.at(-1);
    for (const name of candidates.length > 1 ? candidates : []) {
      if (await isKnown(name)) {
        chosen = name;
        break;
      }
    }
    names.push(chosen);
  }
  return [...new Set(names)];
}

async function isKnownToApt(name) {
  const { text } = await runCommand('apt-cache', ['policy', name], {
    output: 'capture',
    env: { LC_ALL: 'C' },
  });
  return /Candidate: (?!\(none\))\S/.test(text);
}

/** Installs packages as root, each given by its possible names. */
export async function installPackages(alternatives) {
  const quiet = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
  say('Refreshing the package index (apt-get update) …');
  await runCommand('apt-get', ['update', '-qq'], quiet);
  const names = await resolveNames(alternatives);
  say(`Installing system packages: ${names.join(' ')} …`);
  const install = await runCommand(
    'apt-get',
    ['install', '-y', '-q', '-o', 'Dpkg::Use-Pty=0', '--no-install-recommends', ...names],
    quiet,
  );
  if (install.code !== 0) {
    throw new SetupError(
      `The system packages could not be installed; apt-get says why above. Try it by hand:\n  ${installLine(names)}`,
    );
  }
}

/** The line that a person who is not root has to run. */
export function installLine(names) {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`;
}

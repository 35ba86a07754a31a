import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import {
  installLine,
  installPackages,
  packagesOfLibraries,
  parseMissingLibraries,
  resolveNames,
} from './debian-packages.mjs';
import { SetupError } from './progress.mjs';
import { runCommand } from './run-command.mjs';

/**
 * Makes sure, on Linux, that the system has what Electron needs: its shared libraries, fonts, and, where asked for, a
 * virtual display (`needsDisplay`) and Python with `venv` (`needsPython`). As root on Debian and Ubuntu what is missing is
 * installed; elsewhere the message says what to run.
 */
export async function ensureSystemPackages({ electron, needsDisplay, needsPython }) {
  if (process.platform !== 'linux') return;
  const wishes = { electron, needsDisplay, needsPython };
  const isRoot = process.getuid() === 0;
  const hasApt = isOnPath('apt-get');
  const required = await findMissing(wishes);
  // Fonts make the window readable on a bare machine. A desktop has its own, so nobody is sent to fetch them.
  const optional = isRoot && hasApt ? await findMissingFonts() : [];
  if (required.length + optional.length === 0) return;
  if (isRoot && hasApt) {
    await installPackages([...required, ...optional].map((item) => item.packages));
    const still = await findMissing(wishes);
    if (still.length === 0) return;
    throw new SetupError(
      `Still missing after the installation: ${listed(still)}. Install it by hand, then run this again.`,
    );
  }
  if (!hasApt) {
    throw new SetupError(
      `Missing on this system: ${listed(required)}. Install it with your distribution's package manager, then run this again.`,
    );
  }
  const names = await resolveNames(required.map((item) => item.packages));
  throw new SetupError(
    `Missing on this system: ${listed(required)}. Run this, then try again:\n  ${installLine(names)}`,
  );
}

function listed(items) {
  return items.map((item) => item.what).join(', ');
}

/** What is missing, each with the Debian packages that bring it. */
async function findMissing({ electron, needsDisplay, needsPython }) {
  const ldd = await runCommand('ldd', [electron], { output: 'capture' });
  const libraries = parseMissingLibraries(ldd.text);
  const packages = packagesOfLibraries(libraries);
  const missing = libraries.map((what, position) => ({ what, packages: packages[position] }));
  if (needsDisplay && !isOnPath('Xvfb')) missing.push({ what: 'Xvfb', packages: ['xvfb'] });
  if (needsPython && !(await canMakeEnvironments())) {
    missing.push({ what: 'Python with venv', packages: ['python3-venv'] });
  }
  return missing;
}

async function canMakeEnvironments() {
  return (await runCommand('python3', ['-c', 'import venv, ensurepip'], { output: 'capture' })).code === 0;
}

/** Latin and Chinese glyphs: small font packages that cover what the window shows. */
async function findMissingFonts() {
  const fonts = [
    { language: 'en', packages: ['fonts-dejavu-core'] },
    { language: 'zh-cn', packages: ['fonts-wqy-microhei', 'fonts-droid-fallback'] },
  ];
  if (!isOnPath('fc-list')) return [{ packages: ['fontconfig'] }, ...fonts];
  const found = await Promise.all(
    fonts.map(({ language }) => runCommand('fc-list', [`:lang=${language}`], { output: 'capture' })),
  );
  return fonts.filter((_font, position) => found[position].text.trim() === '');
}

function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

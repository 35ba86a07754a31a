import { SetupError } from './progress.mjs';

const OLDEST = '20.18.0';

/** Stops with a clear message where Node is older than the project needs. `version` is as `process.version`. */
export function requireNodeVersion(version = process.version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST.split('.').map(Number);
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new SetupError(
    `Sandgrouse needs Node ${OLDEST} or newer, and this is ${version}. Install a newer Node, then run the command again.`,
  );
}

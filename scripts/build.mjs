// Builds the sample index and the application into out/. `npm run build`
import { ensureBuild } from './setup/application-build.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { requireNodeVersion } from './setup/node-version.mjs';
import { runScript } from './setup/progress.mjs';
import { whileLocked } from './setup/set-up-lock.mjs';

await runScript(async () => {
  requireNodeVersion();
  await whileLocked(async () => {
    await ensureDependencies();
    await ensureBuild();
  });
  return 0;
});

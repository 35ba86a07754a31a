/**
 * What a bare Electron runs when it has no application inside: `electron [-r FILE]… [--switch]… APPLICATION [argument]…`.
 * APPLICATION is a folder with a package.json, or a script. Electron's own downloads carry a default application of
 * their own; this one goes into the runtime that set-up puts together where those downloads cannot be had.
 */
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const USAGE = 'Usage: electron [-r FILE]… [--switch]… APPLICATION [argument]…';

function readCommandLine(args) {
  const required = [];
  for (let position = 0; position < args.length; position += 1) {
    const arg = args[position];
    if (arg === '-r' || arg === '--require') {
      position += 1;
      required.push(args[position]);
    } else if (!arg.startsWith('-')) {
      return { required, application: resolve(arg) };
    }
  }
  return { required, application: undefined };
}

/** Gives the process the application's name, version and folder; answers the script to run. */
function adopt(application) {
  if (!statSync(application).isDirectory()) {
    app.setAppPath(dirname(application));
    return application;
  }
  const { name, productName, version, main } = JSON.parse(
    readFileSync(join(application, 'package.json'), 'utf8'),
  );
  app.setName(productName ?? name);
  if (version !== undefined) app.setVersion(version);
  if (!app.commandLine.hasSwitch('user-data-dir')) {
    app.setPath('userData', join(app.getPath('appData'), productName ?? name));
  }
  app.setAppPath(application);
  return join(application, main ?? 'index.js');
}

const { required, application } = readCommandLine(process.argv.slice(1));
const require = createRequire(import.meta.url);
for (const file of required) require(resolve(file));

if (application === undefined) {
  process.stderr.write(`${USAGE}\n`);
  app.exit(2);
} else {
  try {
    // Awaited at the top level: Electron holds its 'ready' event back until the entry script has been evaluated.
    await import(pathToFileURL(adopt(application)).href);
  } catch (error) {
    process.stderr.write(
      `The application "${application}" could not be started.\n${error?.stack ?? error}\n`,
    );
    app.exit(1);
  }
}

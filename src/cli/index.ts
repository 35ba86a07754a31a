import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import targetScript from '../../resources/sandgrouse-target.py?raw';
import serverScript from '../../resources/serve.py?raw';
import { systemEnvironment } from '../engine/run/environment';
import { applicationFolder } from './application-folder';
import { runCommandLine } from './command-line';
import { watchSignals } from './ending';
import { startSystemTimer } from './output/event-batches';
import { openSink } from './output/terminal';

/** The built file is `out/main/cli.js`: the sample index is its neighbour's child, the manifest two floors up. */
const here = import.meta.dirname;
const manifest = JSON.parse(readFileSync(join(here, '..', '..', 'package.json'), 'utf8')) as {
  readonly version: string;
};

const exitCode = await runCommandLine(process.argv.slice(2), {
  results: openSink(process.stdout, process.env),
  notices: openSink(process.stderr, process.env),
  environment: systemEnvironment({ version: manifest.version, interface: 'command line' }),
  program: `sandgrouse ${manifest.version}`,
  sampleIndexFolder: join(here, '..', 'sample-index'),
  applicationFolder: applicationFolder(process.platform, process.env, homedir()),
  installed: {
    applicationFolder: join(here, '..', '..'),
    runtimeFolder: process.versions.electron === undefined ? null : dirname(process.execPath),
  },
  launch: {
    words: [process.execPath, import.meta.filename],
    // In the packaged application, the executable is Electron, which is a Node when it is told to be.
    environment: process.versions.electron === undefined ? {} : { ELECTRON_RUN_AS_NODE: '1' },
  },
  targetScript,
  serverScript,
  startTimer: startSystemTimer,
  ending: watchSignals({
    on: (name, listener) => process.on(name, listener),
    exit: (code) => process.exit(code),
  }),
});
// Not `process.exit`: it would cut off what a pipe has not taken yet.
process.exitCode = exitCode;

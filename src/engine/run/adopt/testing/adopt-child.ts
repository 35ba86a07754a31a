import { adoptMirror } from '../adopt-mirror';

/** A process that adopts a mirror and is killed in the middle of it. */
const [directory = '', configurationPath = ''] = process.argv.slice(2);

const outcome = await adoptMirror({
  directory,
  configurationPath,
  removesLeftovers: false,
  program: 'child',
  recordAct: async () => undefined,
  emit: () => undefined,
  signal: new AbortController().signal,
});
process.exitCode = outcome.kind === 'adopted' ? 0 : 1;

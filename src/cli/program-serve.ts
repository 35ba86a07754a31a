import { type Command, InvalidArgumentError } from 'commander';
import type { Encryption } from '../contract/sharing';
import { HOST_NAME } from '../contract/sharing-schema';
import { type Accept, addCommand, gather, whole } from './command-options';
import type { PasswordChoice } from './requests';

interface ServeOptions {
  readonly json?: true;
  readonly port?: number;
  readonly share?: true;
  readonly name?: readonly string[];
  readonly tls?: true;
  readonly certificate?: string;
  readonly key?: string;
  readonly token?: true;
  readonly passwordFile?: string;
  readonly user?: string;
  readonly accessLog?: string;
}

export function addServe(program: Command, accept: Accept): void {
  const command = addCommand(
    program,
    'serve',
    'Serve mirrors, or exports straight from a drive, to pip and other installers, until Ctrl-C: on this computer, or to its network.',
    '<DIR...>',
  );
  command
    .option('-p, --port <N>', 'The port (1 to 65535; otherwise any free one).', whole(1, 65_535))
    .option('--share', 'Let other computers on the network reach it.')
    .option('--name <HOST>', 'A name that clients call this computer by. May be repeated.', gatherNames)
    .option('--tls', 'Serve over https, with a certificate that is made here.')
    .option('--certificate <FILE>', 'Serve over https with this certificate, as PEM; with --key.')
    .option('--key <FILE>', 'The private key of the certificate, as PEM.')
    .option('--token', 'Answer only who gives a token; it is made once and shown at the start.')
    .option('--password-file <FILE>', 'Answer only who gives the password that this file holds.')
    .option('--user <NAME>', 'The name that belongs to the password (otherwise any will do).')
    .option('--access-log <FILE>', 'Add each request to this file, in the combined log format.')
    .action((directories: [string, ...string[]], options: ServeOptions) => {
      const refuse = (message: string): never => command.error(`error: ${message}`);
      const { port = null, name: names = [], accessLog: accessLogPath = null } = options;
      accept(
        {
          command: 'serve',
          directories,
          port,
          reach: options.share === true ? 'network' : 'computer',
          names: options.share === true || names.length === 0 ? names : refuse('--name needs --share.'),
          encryption: readEncryption(options, refuse),
          password: readPassword(options, refuse),
          accessLogPath,
        },
        options.json === true,
      );
    });
}

function readEncryption(
  { tls, certificate, key }: ServeOptions,
  refuse: (message: string) => never,
): Encryption {
  if (certificate === undefined && key === undefined) return { kind: tls === true ? 'made' : 'none' };
  if (certificate === undefined || key === undefined)
    return refuse('--certificate and --key belong together.');
  if (tls === true) return refuse('--tls makes a certificate: leave it out where you give one.');
  return { kind: 'own', certificatePath: certificate, keyPath: key };
}

function readPassword(
  { token, passwordFile, user }: ServeOptions,
  refuse: (message: string) => never,
): PasswordChoice {
  if (passwordFile !== undefined) {
    return token === true
      ? refuse('Give --token or --password-file, not both.')
      : { kind: 'file', path: passwordFile, user: user ?? null };
  }
  if (user !== undefined) return refuse('--user needs --password-file.');
  return { kind: token === true ? 'made' : 'none' };
}

function gatherNames(name: string, earlier?: readonly string[]): readonly string[] {
  if (HOST_NAME.test(name)) return gather(name.toLowerCase(), earlier);
  throw new InvalidArgumentError('Give a name such as "pypi.lab", without a port.');
}

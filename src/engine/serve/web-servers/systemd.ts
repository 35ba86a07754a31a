import { checkPath, type ServedPlace } from './served-place';

/** How this program is started: the executable, the words before its own, and what it wants in its environment. */
export interface Launch {
  readonly words: readonly [string, ...string[]];
  readonly environment: Readonly<Record<string, string>>;
}

/** Folders that a service does not see, because other programs of its kind have no business there. */
const HIDDEN = ['/home', '/root', '/run/user', '/tmp', '/var/tmp'];

/**
 * A unit that serves the mirror from the start of the computer, on loopback, as a user who is nobody else and can write
 * nowhere (systemd 247 and newer; systemd.exec(5)). Throws `serve-config-refused`.
 */
export function systemdUnit({ directory, port }: ServedPlace, { words, environment }: Launch): string {
  // A colon separates source and place where a folder is brought in.
  const folder = checkPath(directory, 'systemd', /:/);
  const shown = [folder, ...words.filter((word) => word.startsWith('/'))].filter(isHidden);
  for (const path of shown) checkPath(path, 'systemd', /:/);
  const start = [...words, 'serve', folder, '--port', String(port)].map(quoteForCommand).join(' ');
  const variables = Object.entries(environment).map(
    ([name, value]) => `Environment=${quoteForUnit(`${name}=${value}`)}`,
  );
  return `# Save it as /etc/systemd/system/sandgrouse.service, then: systemctl daemon-reload && systemctl enable --now sandgrouse
# Everybody has to be able to read the mirror's folder, and the program: the service runs as a user of its own.
[Unit]
Description=Sandgrouse mirror of Python packages
Documentation=man:systemd.exec(5)
After=network.target
RequiresMountsFor=${quoteForUnit(folder)}

[Service]
${[...variables, `ExecStart=${start}`].join('\n')}
Restart=on-failure
RestartSec=5
DynamicUser=yes
UMask=0077

# Reads the mirror and writes nowhere.
ProtectSystem=strict
ReadOnlyPaths=${quoteForUnit(folder)}
ProtectHome=tmpfs
PrivateTmp=yes
${shown.map((path) => `BindReadOnlyPaths=${quoteForUnit(path)}\n`).join('')}PrivateDevices=yes
ProtectProc=invisible
ProtectClock=yes
ProtectHostname=yes
ProtectControlGroups=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes

# Talks with this computer alone. To serve the network, take these two lines out.
IPAddressDeny=any
IPAddressAllow=localhost
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX

# No rights, no other programs. MemoryDenyWriteExecute is not among them: JavaScript is compiled while it runs.
NoNewPrivileges=yes
CapabilityBoundingSet=
AmbientCapabilities=
LockPersonality=yes
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged

[Install]
WantedBy=multi-user.target
`;
}

const isHidden = (path: string): boolean => HIDDEN.some((hidden) => path.startsWith(`${hidden}/`));

/** systemd.syntax(7): quotes, backslashes, and specifiers. */
const quoteForUnit = (word: string): string =>
  `"${word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%')}"`;

/** systemd.service(5), "Command lines": variables too. */
const quoteForCommand = (word: string): string => quoteForUnit(word).replaceAll('$', '$$$$');

import { checkPath, type ServedPlace } from './served-place';
import type { Launch } from './systemd';

/**
 * A PowerShell script that lets Windows serve the mirror from its start on, as its account for services without rights. A
 * program of Node is no service by itself; the Task Scheduler, which every Windows has, starts it without one. Throws
 * `serve-config-refused`.
 */
export function windowsServiceScript(
  { directory, port }: ServedPlace,
  { words, environment }: Launch,
): string {
  const variables = Object.entries(environment).map(([name, value]) => `set ${name}=${value}&& `);
  // The command line of Windows puts variables in wherever they stand.
  const refused = variables.length === 0 ? /["<>|?*]/ : /["<>|?*%]/;
  const folder = checkPath(directory, 'Windows', refused);
  const [program, ...before] = words;
  const quoted = [...before, 'serve', folder, '--port', String(port)].map(quoteForProgram).join(' ');
  const action =
    variables.length === 0
      ? { execute: program, argument: quoted }
      : {
          execute: 'cmd.exe',
          argument: `/d /s /c "${variables.join('')}${quoteForProgram(program)} ${quoted}"`,
        };
  return `# Run it in PowerShell as an administrator. It may be run again; it then takes the place of what was set up before.
# To take it away: Unregister-ScheduledTask -TaskName 'Sandgrouse'
$ErrorActionPreference = 'Stop'
$folder = ${quoteForPowerShell(folder)}

# LOCAL SERVICE may read the mirror, and that is all that it may.
icacls $folder /grant '*S-1-5-19:(OI)(CI)RX' | Out-Null

$action = New-ScheduledTaskAction -Execute ${quoteForPowerShell(action.execute)} -Argument ${quoteForPowerShell(action.argument)}
$trigger = New-ScheduledTaskTrigger -AtStartup
$principal = New-ScheduledTaskPrincipal -UserId 'S-1-5-19' -LogonType ServiceAccount -RunLevel Limited
$settings = New-ScheduledTaskSettingsSet -RestartCount 3 -RestartInterval (New-TimeSpan -Minutes 1) -ExecutionTimeLimit ([TimeSpan]::Zero) -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries
Register-ScheduledTask -TaskName 'Sandgrouse' -Action $action -Trigger $trigger -Principal $principal -Settings $settings -Force | Out-Null
Start-ScheduledTask -TaskName 'Sandgrouse'
Write-Output 'The mirror is served at http://127.0.0.1:${port}/simple/, now and after each start of Windows.'
`;
}

/** As programs of Windows take their words apart: backslashes count double before a quote. */
const quoteForProgram = (word: string): string => `"${word.replace(/\\+$/, (slashes) => slashes + slashes)}"`;

/** In single quotes nothing counts but they themselves; PowerShell takes curly ones for them too. */
const quoteForPowerShell = (word: string): string =>
  `'${word.replace(/['‘’‚‛]/g, (quote) => quote + quote)}'`;

/**
 * A command in a folder of a system that is in a folder of its own, as debootstrap lays one down; `null`: this computer's.
 * `script` comes before it, for the shell that starts it.
 */
export function commandIn(
  root: string | null,
  folder: string,
  command: readonly string[],
  script: readonly string[] = [],
): readonly [string, ...string[]] {
  const lines = ['cd -- "$0" || exit', ...script, 'exec "$@"'];
  const shell = ['sh', '-c', lines.join('\n'), folder, ...command] as const;
  return root === null ? shell : ['chroot', root, ...shell];
}

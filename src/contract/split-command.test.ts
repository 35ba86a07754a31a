import { expect, it } from 'vitest';
import { splitCommand } from './split-command';

it.each([
  ['clamscan --recursive', ['clamscan', '--recursive']],
  ['  clamscan   -r ', ['clamscan', '-r']],
  [
    String.raw`"C:\Program Files\ClamAV\clamscan.exe" -r`,
    [String.raw`C:\Program Files\ClamAV\clamscan.exe`, '-r'],
  ],
  [`'/opt/my scanner/scan' --rules "all of them"`, ['/opt/my scanner/scan', '--rules', 'all of them']],
  ['', []],
])('parts "%s"', (line, words) => {
  expect(splitCommand(line)).toEqual(words);
});

it.each(['"open', "scan 'it", 'a"b"', '"a"b'])('takes "%s" for no command', (line) => {
  expect(splitCommand(line)).toBeNull();
});

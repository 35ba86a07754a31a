import { nameOfBundle } from '../bundle';
import type { TransferEntry } from '../transfer-log';
import { count, megabytes } from './english-numbers';

/** An export or import in a sentence without an end; plain text, since what is read of a log was cleaned. */
export function describeTransfer({ transfer, result, cause, bundle }: TransferEntry): string {
  const isExport = transfer === 'exported';
  const carried = describeCarried(bundle);
  switch (result) {
    case 'done':
      return `${isExport ? 'Exported' : 'Imported'} ${carried}${describeChecks(bundle)}`;
    case 'part-taken':
      return `Took in ${carried}; other parts are to come`;
    case 'unchanged':
      return `Imported nothing: ${carried} was here already`;
    case 'stopped':
      return `Stopped ${isExport ? 'exporting' : 'importing'} ${carried}`;
    case 'failed':
      return `Could not ${isExport ? 'export' : 'import'} ${carried}${cause === null ? '' : `. ${cause}`}`;
  }
}

function describeCarried(bundle: TransferEntry['bundle']): string {
  if (bundle === null) return 'an export that could not be read';
  const { id, mirror, base, part, parts, files, bytes } = bundle;
  const piece = parts > 1 ? `part ${part} of ${parts} of ` : '';
  const since = base === null ? '' : `, what changed since ${nameOfBundle(base)}`;
  return `${piece}${nameOfBundle(id)} of "${mirror}" (${count(files, 'file', 'files')}, ${megabytes(bytes)}${since})`;
}

function describeChecks(bundle: TransferEntry['bundle']): string {
  if (bundle === null) return '';
  const scanned = bundle.scan === null ? '' : `, scanned with "${bundle.scan.command}"`;
  return `${scanned}, signed by ${bundle.key}`;
}

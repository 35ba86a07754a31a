import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ImportReport } from '../../contract/import-report';
import { shortenNames, toPlainText } from '../../contract/plain-text';
import { looksLikeBundle, refuseAsBundle } from '../../engine/export/format/open-bundle';
import { recogniseBundle } from '../../engine/export/format/recognise-bundle';
import { writeFileAtomically } from '../../engine/files/atomic-write';
import { exportBandersnatch } from '../../engine/inputs/bandersnatch/export-bandersnatch';
import { readProfile } from '../../engine/profile/profile-file';
import { applyImport, readImport } from '../../engine/run/import-into';
import { EXIT_CODES } from '../exit-codes';
import { importLines, noteLines } from '../output/import-text';
import type { ImportRequest } from '../requests';
import { printJson, printLines, type Session } from '../session';
import { UsageError } from '../usage-error';
import { importBundles } from './import-bundles';
import { shellWord } from './init';

/** `sandgrouse import`: takes files of other tools into the profile, each with a report of what became of it. */
export async function runImport(request: ImportRequest, session: Session): Promise<number> {
  const { directory, bandersnatchPath, files } = request;
  if (bandersnatchPath !== null) return writeBandersnatch(directory, bandersnatchPath, session);
  const bundles = await findBundles(files);
  if (bundles.length > 0) return importBundles(bundles, request, session);
  let isWhole = true;
  for (const path of files) {
    const report = await importFile(path, request, session);
    isWhole &&= report.notCarried.length === 0 && report.notes.every(({ effect }) => effect !== 'error');
  }
  if (!session.json && !request.isDryRun) {
    printLines(session.results, [`Next: sandgrouse plan ${shellWord(directory)}`]);
  }
  return isWhole ? EXIT_CODES.done : EXIT_CODES.incomplete;
}

/** The exports among what was named, by their folder or their drive. A slip in one path is told before anything is taken. */
async function findBundles(files: readonly string[]): Promise<readonly string[]> {
  const bundles: string[] = [];
  for (const path of files) {
    const found = await stat(path).catch((error: unknown) => error);
    if (found instanceof Error && 'code' in found && found.code === 'ENOENT') {
      throw new UsageError(
        `There is no file "${toPlainText(shortenNames(path))}".`,
        'Check the path. Nothing was imported.',
      );
    }
    if (found instanceof Error || !(found as Stats).isDirectory()) continue;
    // As it was written, where that is the export itself.
    const bundle = (await looksLikeBundle(path)) ? path : await recogniseBundle(path);
    bundles.push(bundle ?? (await refuseAsBundle(path)));
  }
  return bundles;
}

async function importFile(
  path: string,
  { directory, choices, isDryRun }: ImportRequest,
  session: Session,
): Promise<ImportReport> {
  const options = {
    directory,
    source: { kind: 'path', path },
    choices,
    signal: session.ending.signal,
  } as const;
  const { report } = await readImport(options);
  if (!isDryRun) await applyImport({ ...options, recordAct: session.environment.recordAct });
  if (session.json) {
    const { profile, ...rest } = report;
    printJson(session, { type: 'import', path: resolve(path), isSaved: !isDryRun, ...rest, profile });
  } else {
    printLines(session.results, importLines(report, { isDryRun }, session.results.style));
  }
  return report;
}

async function writeBandersnatch(directory: string, path: string, session: Session): Promise<number> {
  const profile = await readProfile(directory, session.ending);
  const { text, notes } = exportBandersnatch(profile, { directory: resolve(directory) });
  if (path === '-' && !session.json) session.results.write(text);
  if (path !== '-') await writeFileAtomically(path, text);
  if (session.json) {
    printJson(session, { type: 'bandersnatch', path: path === '-' ? null : resolve(path), text, notes });
  } else {
    printLines(session.notices, noteLines(notes, session.notices.style));
    if (path !== '-') printLines(session.results, [`Wrote "${path}" for bandersnatch.`]);
  }
  return notes.some(({ effect }) => effect === 'error') ? EXIT_CODES.incomplete : EXIT_CODES.done;
}

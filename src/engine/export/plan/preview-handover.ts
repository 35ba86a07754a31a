import type { ExportSelection } from '../../../contract/bundle';
import type { HandOver } from '../../handover/hand-over';
import type { HandedFile } from '../../handover/handover-contents';
import { mirrorPaths } from '../../mirror/mirror-paths';
import { openMirrorWriter } from '../../mirror/open-mirror';
import { ensureMirrorId } from '../../mirror/transfer-records';
import { readProfile } from '../../profile/profile-file';
import { findBase } from './find-base';
import { planExport } from './plan-export';

export interface PreviewOptions {
  /** The mirror. */
  readonly directory: string;
  readonly selection: ExportSelection;
  /** The base of a delta as `findBase` knows it; `null`: everything. */
  readonly since: string | null;
  readonly handOver: HandOver;
  readonly program: string;
  readonly signal: AbortSignal;
}

/**
 * What would be handed over with an export, without the export: it has to be approved before it travels. Holds the
 * mirror's lock meanwhile. Throws what planning an export throws.
 */
export async function previewHandover(options: PreviewOptions): Promise<readonly HandedFile[]> {
  const { directory, selection, since, handOver, program, signal } = options;
  const profile = await readProfile(directory, { signal });
  const { contents, writer } = await openMirrorWriter(directory, { program, signal });
  try {
    const mirrorId = await ensureMirrorId(directory);
    const base = since === null ? null : await findBase(directory, { mirrorId, named: since }, { signal });
    const mirror = mirrorPaths(directory);
    let handed: readonly HandedFile[] = [];
    const extras: HandOver = async (carried, context) => {
      handed = await handOver(carried, context);
      return handed;
    };
    const facts = {
      mirror,
      contents,
      profile,
      selection,
      mirrorId,
      base,
      part: null,
      extras,
      tools: [],
      application: null,
      signal,
    };
    await planExport(facts);
    return handed;
  } finally {
    await writer.close();
  }
}

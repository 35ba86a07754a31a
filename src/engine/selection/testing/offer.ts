import { NO_RULES, type Rules } from '../../../contract/rules';
import { type CoreMetadata, parseCoreMetadata } from '../../../python-packaging/core-metadata';
import { normalizeName } from '../../../python-packaging/name';
import type { SimpleFile } from '../../../python-packaging/simple-page';
import { type Candidate, recognise } from '../candidate';
import { applyNewestRules, applyRules, prepareRules } from '../rule-chain';
import type { RuleContext } from '../rule-context';

/** A filename, or one with what else upstream says of the file. */
export type OfferedFile = string | (Partial<SimpleFile> & { readonly filename: string });

export interface Offer extends Partial<Omit<RuleContext, 'page'>> {
  readonly project?: string;
  readonly files: readonly OfferedFile[];
  readonly versions?: readonly string[];
}

export const NOW = '2026-06-15T12:00:00Z';

/** A file as PyPI offers it: 1000 bytes, uploaded at the beginning of 2025. */
export function offeredFile(file: OfferedFile): SimpleFile {
  const facts = typeof file === 'string' ? { filename: file } : file;
  return {
    url: `https://files.example/${facts.filename}`,
    hashes: {},
    requiresPython: null,
    yanked: false,
    sizeBytes: 1000,
    uploadTime: '2025-01-01T00:00:00.000000Z',
    coreMetadata: false,
    ...facts,
  };
}

/** Core metadata with these fields besides those that every one has. */
export function metadataOf(lines: readonly string[], description = ''): CoreMetadata {
  const head = ['Metadata-Version: 2.4', 'Name: sand', 'Version: 1.0', ...lines];
  const parsed = parseCoreMetadata(`${head.join('\n')}\n\n${description}`);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.metadata;
}

/** What rules leave of an offer, by filename, with the reasons of the rest. The newest versions are counted last. */
export function ruleOver(offer: Offer, changes: Partial<Rules>) {
  const prepared = prepareRules({ ...NO_RULES, ...changes }, 'sandgrouse.toml');
  const { candidates, context } = takeOffer(offer);
  const ruled = applyRules(candidates, prepared, context);
  const newest = applyNewestRules(ruled.kept, prepared, context);
  const dropped = [...ruled.dropped, ...newest.dropped];
  return {
    kept: newest.kept.map(({ file }) => file.filename),
    why: Object.fromEntries(dropped.map(([{ file }, reason]) => [file.filename, reason])),
  };
}

export function takeOffer({ project = 'sand', files, versions, ...given }: Offer): {
  readonly candidates: readonly Candidate[];
  readonly context: RuleContext;
} {
  const name = normalizeName(project);
  const page = { name, versions: versions ?? null, files: files.map(offeredFile) };
  const candidates = page.files.flatMap((file) => {
    const recognised = recognise(file, name);
    return recognised.kind === 'candidate' ? [recognised.candidate] : [];
  });
  const context: RuleContext = {
    page,
    listing: 'name',
    nowMs: Date.parse(NOW),
    info: null,
    isPinned: () => false,
    fitsATarget: null,
    ...given,
  };
  return { candidates, context };
}

import type { ImportSource } from '../../../contract/import-report';

/** Dropped files as the other side can read them: by their path, or by their text where they have none. */
export function sourcesOfFiles(
  files: readonly File[],
  pathOf: (file: File) => string,
): Promise<readonly ImportSource[]> {
  return Promise.all(
    files.map(async (file): Promise<ImportSource> => {
      const path = pathOf(file);
      if (path !== '') return { kind: 'path', path };
      return { kind: 'text', name: file.name, text: await file.text() };
    }),
  );
}

/** The file's own name: what stands after the last separator, of either kind. */
export function nameOfSource(source: ImportSource): string {
  return source.kind === 'text' ? source.name : (source.path.split(/[/\\]/).at(-1) ?? source.path);
}

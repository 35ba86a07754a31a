import type { ImportNote } from '../../../contract/import-report';
import type { Filter } from './bandersnatch-file';

/** A section under construction: keys with a text, or with a list of lines. */
export type ExportedSection = Map<string, string | readonly string[]>;

/** What a profile becomes: filters that are to be active, their sections, and what could not be said. */
export interface ExportDraft {
  readonly filters: Set<Filter>;
  readonly sections: Map<string, ExportedSection>;
  readonly notes: ImportNote[];
}

/** Says what became of a part of the profile. */
export function say(draft: ExportDraft, effect: ImportNote['effect'], place: string, message: string): void {
  draft.notes.push({ effect, place, message });
}

/** The section of a filter, which becomes active by it. */
export function sectionOf(draft: ExportDraft, name: string, filter: Filter): ExportedSection {
  draft.filters.add(filter);
  const section: ExportedSection = draft.sections.get(name) ?? new Map<string, string>();
  draft.sections.set(name, section);
  return section;
}

/** As ConfigParser reads it: `%` doubled, lists on lines of their own, indented. */
export function renderSections(sections: ReadonlyMap<string, ExportedSection>): string {
  // A folder may have a line break in its name, which would begin a key.
  const escaped = (text: string): string => text.replaceAll('%', '%%').replace(/[\r\n]+/g, ' ');
  const rendered = [...sections].map(([name, keys]) => {
    const lines = [...keys].map(([key, value]) =>
      typeof value === 'string'
        ? `${key} = ${escaped(value)}`
        : [`${key} =`, ...value.map((line) => `    ${escaped(line)}`)].join('\n'),
    );
    // A filter without settings needs no section.
    return keys.size === 0 ? '' : `[${name}]\n${lines.join('\n')}\n`;
  });
  return `; Written by Sandgrouse for bandersnatch 8.\n${rendered.filter((text) => text !== '').join('\n')}`;
}

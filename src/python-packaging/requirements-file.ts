import { type LogicalLine, type Place, readLogicalLines, type VariableLookup } from './logical-line';
import { parseRequirementSource, type RequirementSource } from './requirement-source';
import { type OptionValue, parseRequirementsOptions } from './requirements-option';
import { splitShellWords } from './shell-words';
import { strip } from './white-space';

/** What a line of a requirements file says; `line` is the first that it was written on, from 1. */
export type RequirementsItem =
  | {
      readonly kind: 'requirement';
      readonly line: number;
      readonly text: string;
      readonly source: RequirementSource;
      readonly hashes: readonly RequirementHash[];
      /** Options for the build of this project: `--config-settings`, `--global-option`. */
      readonly options: readonly OptionValue[];
    }
  /** Another file, by a path from this one or an address. */
  | {
      readonly kind: 'file';
      readonly line: number;
      readonly role: 'requirements' | 'constraints';
      readonly address: string;
    }
  /** A path or a repository to install in development mode. */
  | { readonly kind: 'editable'; readonly line: number; readonly address: string }
  /** An option for the whole installation. */
  | ({ readonly kind: 'option'; readonly line: number } & OptionValue)
  /** What pip passes over silently, because of what else is on its line. */
  | { readonly kind: 'ignored'; readonly line: number; readonly text: string }
  | RequirementsFault;

/** pip refuses the whole file for it. `end` is exclusive. */
export interface RequirementsFault {
  readonly kind: 'fault';
  readonly line: number;
  readonly message: string;
  readonly start: Place;
  readonly end: Place;
}

export interface RequirementHash {
  /** `sha256`, `sha384` or `sha512`. */
  readonly algorithm: string;
  readonly digest: string;
}

const FOR_ONE_REQUIREMENT = new Set(['--config-settings', '--global-option']);

/**
 * Reads a requirements or constraints file as pip does (https://pip.pypa.io/en/stable/reference/requirements-file-format/).
 * Other files are named, not read. `${NAME}` becomes what `lookup` says, and stays as it is when that says nothing.
 */
export function parseRequirementsFile(text: string, lookup: VariableLookup): readonly RequirementsItem[] {
  return readLogicalLines(text, lookup).flatMap(readLine);
}

function readLine(logical: LogicalLine): readonly RequirementsItem[] {
  const { line, text } = logical;
  const optionsStart = findOptions(text);
  const requirement = text.slice(0, Math.max(0, optionsStart - 1));
  const fault = (message: string, start: number, end: number): readonly RequirementsItem[] => [
    { kind: 'fault', line, message, start: logical.placeOf(start), end: logical.placeOf(end) },
  ];
  const words = splitShellWords(text.slice(optionsStart));
  if (!words.ok) return fault(words.message, optionsStart, text.length);
  const parsed = parseRequirementsOptions(words.words);
  if (!parsed.ok) return fault(parsed.message, optionsStart, text.length);
  const ignored = parsed.words.map((word) => ignore(line, word));
  if (requirement === '') return [...readOptions(line, parsed.options), ...ignored];
  const source = parseRequirementSource(requirement);
  if (!source.ok) return fault(source.error.message, source.error.start, source.error.end);
  const hashes = parsed.options.flatMap(hashOf);
  const options = parsed.options.filter(({ name }) => FOR_ONE_REQUIREMENT.has(name));
  const passedOver = parsed.options.filter(({ name }) => name !== '--hash' && !FOR_ONE_REQUIREMENT.has(name));
  return [
    { kind: 'requirement', line, text: strip(requirement), source: source.source, hashes, options },
    ...passedOver.map((option) => ignore(line, formatOption(option))),
    ...ignored,
  ];
}

/** The first word between single blanks that begins with a dash; a tab is no such blank. */
function findOptions(text: string): number {
  if (text.startsWith('-')) return 0;
  const blank = text.indexOf(' -');
  return blank < 0 ? text.length + 1 : blank + 1;
}

/** Of several files or editables on one line pip takes the first, and passes over everything else there. */
function readOptions(line: number, options: readonly OptionValue[]): readonly RequirementsItem[] {
  const chosen = ['--editable', '--requirement', '--constraint']
    .map((name) => options.find((option) => option.name === name))
    .find((option) => option !== undefined);
  if (chosen === undefined) {
    return options.map((option) =>
      option.name === '--hash' || FOR_ONE_REQUIREMENT.has(option.name)
        ? ignore(line, formatOption(option))
        : { kind: 'option', line, ...option },
    );
  }
  const address = chosen.value ?? '';
  const item: RequirementsItem =
    chosen.name === '--editable'
      ? { kind: 'editable', line, address }
      : {
          kind: 'file',
          line,
          role: chosen.name === '--requirement' ? 'requirements' : 'constraints',
          address,
        };
  const others = options.filter((option) => option !== chosen);
  return [item, ...others.map((option) => ignore(line, formatOption(option)))];
}

function hashOf({ name, value }: OptionValue): readonly RequirementHash[] {
  if (name !== '--hash' || value === null) return [];
  const colon = value.indexOf(':');
  return [{ algorithm: value.slice(0, colon), digest: value.slice(colon + 1) }];
}

function formatOption({ name, value }: OptionValue): string {
  return value === null ? name : `${name}=${value}`;
}

function ignore(line: number, text: string): RequirementsItem {
  return { kind: 'ignored', line, text };
}

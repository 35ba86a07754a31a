import type { Profile } from './profile';
import type { Target } from './target';

/** What can be imported into a profile. `pip freeze` writes `requirements`; `target` is what the script on an offline computer writes. */
export const INPUT_KINDS = [
  'requirements',
  'pyproject',
  'pylock',
  'uv-lock',
  'poetry-lock',
  'pipfile-lock',
  'bandersnatch',
  'target',
] as const;
export type InputKind = (typeof INPUT_KINDS)[number];

/** A line for the allowlist or the constraints, and where it came from. */
export interface ImportedLine {
  /** PEP 508, with pip's ` --hash=sha256:…` where the input has them. */
  readonly text: string;
  /** For a person: `requirements.txt, line 3`. */
  readonly place: string;
}

/** A part of a pyproject.toml that is taken only when it is asked for. */
export interface ImportChoice {
  readonly kind: 'extra' | 'group';
  readonly name: string;
  readonly selected: boolean;
  /** How many requirements it brings. */
  readonly lines: number;
}

/** Where an input comes from: a file on this computer, or a text that was pasted. */
export type ImportSource =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'text'; readonly name: string; readonly text: string };

/** Which extras and dependency groups of a pyproject.toml are taken, by the names in `ImportChoice`. */
export interface ImportChoices {
  readonly extras: readonly string[];
  readonly groups: readonly string[];
}

/** Something that the input asks for and that no index carries: a git repository, a path, an address. */
export interface NotCarried {
  readonly name: string;
  readonly reason: string;
  readonly place: string;
}

/**
 * What became of one key or line of the input. `taken`: it holds as it stands. `changed`: it holds in another form.
 * `not-applicable`: nothing here has a use for it. `warning` and `error`: it has no effect although a person may count on it.
 */
export interface ImportNote {
  readonly effect: 'taken' | 'changed' | 'not-applicable' | 'warning' | 'error';
  readonly place: string;
  readonly message: string;
}

/** What an input brings, before anything is saved. */
export interface ImportReport {
  readonly kind: InputKind;
  readonly name: string;
  readonly requirements: readonly ImportedLine[];
  readonly constraints: readonly ImportedLine[];
  readonly choices: readonly ImportChoice[];
  /** The lock would be kept in the mirror's folder and brings exactly its files. */
  readonly lock: { readonly packages: number; readonly files: number } | null;
  readonly targets: readonly Target[];
  readonly notCarried: readonly NotCarried[];
  readonly notes: readonly ImportNote[];
  /** The given profile with the import applied: what would be saved. */
  readonly profile: Profile;
}

import type { ImportNote } from '../../contract/import-report';
import type { OptionValue } from '../../python-packaging/requirements-option';
import { withoutCredentials } from './findings';

/** What becomes of an option of pip's for the whole installation. */
export interface OptionEffect {
  readonly effect: ImportNote['effect'];
  readonly message: string;
  /** Whether prereleases are wanted from now on. */
  readonly wantsPrereleases: boolean;
}

/** Says what an option of a requirements file means for a mirror of the upstream at `upstreamUrl`. */
export function judgeOption({ name, value }: OptionValue, upstreamUrl: string): OptionEffect {
  const text = withoutCredentials(value ?? '');
  const written = value === null ? `"${name}"` : `"${name} ${text}"`;
  const says = (effect: ImportNote['effect'], message: string): OptionEffect => ({
    effect,
    message: `${written}: ${message}`,
    wantsPrereleases: false,
  });
  switch (name) {
    case '--index-url':
      return withoutSlash(text) === withoutSlash(withoutCredentials(upstreamUrl))
        ? says('taken', 'this mirror has the same upstream')
        : says(
            'not-applicable',
            `this mirror takes its files from "${withoutCredentials(upstreamUrl)}"; change its upstream if the other one is meant`,
          );
    case '--extra-index-url':
      return says(
        'not-applicable',
        `nothing is taken from it as it stands, for a name is only looked up in one place; bind the projects that are meant to it: sandgrouse indexes DIR --add ${text}=NAME,NAME`,
      );
    case '--find-links':
      return says('not-applicable', 'only an index can be mirrored; bring these files along by other means');
    case '--pre':
      return { ...says('changed', 'prereleases are mirrored always'), wantsPrereleases: true };
    case '--all-releases':
      return value === ':all:'
        ? { ...says('changed', 'prereleases are mirrored always'), wantsPrereleases: true }
        : says(
            'not-applicable',
            'prereleases are chosen for all projects; name one in the requirement, as in ">=2.0rc1"',
          );
    case '--only-binary':
      return says(
        'not-applicable',
        'which kinds of file are mirrored is an option of the mirror; choose "wheels" there for this',
      );
    case '--no-binary':
      return says(
        'not-applicable',
        'which kinds of file are mirrored is an option of the mirror; choose "all" there for this',
      );
    case '--prefer-binary':
      return says(
        'not-applicable',
        'choose "wheels-or-sdist" in the options of the mirror for something like it',
      );
    case '--require-hashes':
      return says('taken', 'where a line has hashes, only such files are mirrored');
    default:
      return says('not-applicable', 'it is for the installation, not for a mirror');
  }
}

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

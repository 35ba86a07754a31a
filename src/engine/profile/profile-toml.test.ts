import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../contract/problem';
import { DEFAULT_PROFILE_OPTIONS, PROFILE_DEFAULTS, type Profile } from '../../contract/profile';
import { parseProfile, renderProfile } from './profile-toml';

const profile = (changes: Partial<Profile> = {}): Profile => ({
  version: 1,
  upstreamUrl: 'https://index.example/simple/',
  allowlist: '# web\nrequests>=2.31  # for the lab\n',
  ...PROFILE_DEFAULTS,
  ...changes,
});

function problemOfParsing(text: string): unknown {
  try {
    return parseProfile(text, 'sandgrouse.toml');
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}

describe('a profile as TOML', () => {
  it('keeps the allowlist readable, with its comments', () => {
    expect(renderProfile(profile())).toContain('allowlist = """\n# web\nrequests>=2.31  # for the lab\n"""');
  });

  it('comes back the same, whatever the allowlist holds', () => {
    const anyProfile = fc.record({
      allowlist: fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\r', '')),
      newestVersions: fc.option(fc.integer({ min: 1, max: 10_000 })),
    });
    fc.assert(
      fc.property(anyProfile, ({ allowlist, newestVersions }) => {
        const given = profile({ allowlist, options: { ...DEFAULT_PROFILE_OPTIONS, newestVersions } });
        expect(parseProfile(renderProfile(given), 'sandgrouse.toml')).toEqual(given);
      }),
    );
  });

  it('takes the defaults for options that are not there', () => {
    const text = 'version = 1\nupstream = "https://index.example/simple/"\nallowlist = ""\n';
    expect(parseProfile(text, 'sandgrouse.toml').options).toEqual(DEFAULT_PROFILE_OPTIONS);
  });
});

describe('a profile with targets that says no more', () => {
  const read = (rest: string, scope = 'listed'): Profile =>
    parseProfile(
      `version = 1\nupstream = "https://index.example/simple/"\nscope = "${scope}"\nallowlist = "click"\n` +
        `targets = ["linux-x86_64-glibc2_31-cp311"]\n${rest}`,
      'sandgrouse.toml',
    );

  it('brings what the listed projects require, as wheels', () => {
    const { closure, options } = read('');
    expect([closure.mode, options.distributions]).toEqual(['resolved', 'wheels']);
  });

  it.each(['[closure]\nbootstrap = true\n', '[options]\nnewest-versions = 2\n'])(
    'does so beside other options: %j',
    (rest) => {
      const { closure, options } = read(rest);
      expect([closure.mode, options.distributions]).toEqual(['resolved', 'wheels']);
    },
  );

  it('does as it is told where it is told', () => {
    const { closure, options } = read('[closure]\nmode = "none"\n[options]\ndistributions = "all"\n');
    expect([closure.mode, options.distributions]).toEqual(['none', 'all']);
  });

  it('follows nothing where everything is mirrored', () => {
    expect(read('', 'everything').closure.mode).toBe('none');
  });

  it('comes back the same once written, also where it follows nothing', () => {
    const { targets } = read('');
    const given = profile({ targets });
    expect(parseProfile(renderProfile(given), 'sandgrouse.toml')).toEqual(given);
  });
});

describe('a profile that cannot be read', () => {
  it.each([
    ['version = 1\nupstream = \n', /^line 2, column \d+: /],
    ['version = 1\nupstraem = "x"\n', /unknown key, "upstraem"/],
    [
      'version = 1\nupstream = "x"\nallowlist = ""\n[options]\nnewest = 3\n',
      /unknown key in "options", "newest"/,
    ],
    [
      'version = 1\nupstream = "x"\nallowlist = ""\n[options]\nparallel-downloads = 900\n',
      /"parallel-downloads"/,
    ],
    ['version = 1\nallowlist = ""\n', /"upstream"/],
  ])('names the place: %j', (text, reason) => {
    expect(problemOfParsing(text)).toMatchObject({
      code: 'profile-invalid',
      parameters: { path: 'sandgrouse.toml', reason: expect.stringMatching(reason) as unknown },
    });
  });

  it('is told apart from one that a newer version wrote', () => {
    expect(problemOfParsing('version = 2\n')).toMatchObject({ code: 'profile-newer' });
  });
});

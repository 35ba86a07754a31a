import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../contract/problem';
import { PROFILE_DEFAULTS, type Profile } from '../../contract/profile';
import { parseProfile, renderProfile } from './profile-toml';

const profile = (changes: Partial<Profile> = {}): Profile => ({
  version: 1,
  upstreamUrl: 'https://index.example/simple/',
  allowlist: '',
  ...PROFILE_DEFAULTS,
  ...changes,
});

const FULL = profile({
  scope: 'everything',
  indexes: [
    { url: 'https://wheels.example/cpu/', projects: ['torch', 'torchvision'] },
    { url: 'file:///srv/company/simple/', projects: ['acme-*'] },
  ],
  network: {
    proxyUrl: 'socks5://proxy.example:1080',
    certificateAuthorities: ['/etc/ssl/company "root".pem'],
    maxBytesPerSecond: 2_000_000,
    connectionsPerHost: 4,
    fileMirror: { url: 'http://mirror.example/', fallback: false },
  },
});

function reasonOf(text: string): string {
  try {
    parseProfile(text, 'sandgrouse.toml');
    return '';
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'profile-invalid') {
      return error.problem.parameters.reason;
    }
    throw error;
  }
}

it('network, indexes and scope come back the same', () => {
  expect(parseProfile(renderProfile(FULL), 'sandgrouse.toml')).toEqual(FULL);
});

it('nothing is written of a network that needs nothing', () => {
  expect(renderProfile(profile())).not.toMatch(/\[network\]|\[\[indexes\]\]/);
});

describe('a profile is refused', () => {
  const text = (more: string): string =>
    `version = 1\nupstream = "https://index.example/simple/"\nallowlist = ""\n${more}`;

  it.each([
    ['[network]\nproxy = "ftp://proxy.example"\n', /^"proxy": a proxy has an address such/],
    ['[network]\nproxy = "http://me:secret@proxy.example"\n', /^"proxy": a profile must not hold/],
    ['[network]\nspeed = 1\n', /unknown key in "network", "speed"/],
    ['[network]\nconnections-per-host = 0\n', /^"connections-per-host": /],
    ['[[indexes]]\nurl = "https://a.example/"\nprojects = ["Acme_Tool"]\n', /^"indexes": projects are named/],
    [
      '[[indexes]]\nurl = "https://a.example/"\nprojects = ["acme"]\n[[indexes]]\nurl = "https://b.example/"\nprojects = ["acme"]\n',
      /bound to two indexes/,
    ],
  ])('where it has %j', (more, reason) => {
    expect(reasonOf(text(more))).toMatch(reason);
  });

  it('where it wants everything, and what a lock wants', () => {
    expect(reasonOf(text('scope = "everything"\n[[locks]]\npath = "locks/a"\nfiles = "all"\n'))).toMatch(
      /a mirror of everything follows no requirements/,
    );
  });
});

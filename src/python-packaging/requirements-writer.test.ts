import { expect, it } from 'vitest';
import { parseRequirementsFile } from './requirements-file';
import { formatPinnedRequirements, type PinnedRequirement } from './requirements-writer';

const TORCH: PinnedRequirement = {
  name: 'torch',
  version: '2.1.0+cu118',
  marker: null,
  sha256: ['bb', 'aa', 'aa'],
  comments: ['via\n--index-url evil'],
};
const SIX: PinnedRequirement = {
  name: 'six',
  version: '1.16.0',
  marker: 'sys_platform == "win32"',
  sha256: ['cc'],
  comments: [],
};

it('pins everything to its files, sorted, with why it is here', () => {
  expect(formatPinnedRequirements([TORCH, SIX], ['For linux-x86_64'])).toBe(
    [
      '# For linux-x86_64',
      'six==1.16.0 ; sys_platform == "win32" \\',
      '    --hash=sha256:cc',
      'torch==2.1.0+cu118 \\',
      '    --hash=sha256:aa \\',
      '    --hash=sha256:bb',
      '    # via --index-url evil',
      '',
    ].join('\n'),
  );
});

it('writes what is read as the same again', () => {
  const items = parseRequirementsFile(formatPinnedRequirements([TORCH, SIX], ['x \\']), () => null);
  expect(items).toMatchObject([
    { kind: 'requirement', line: 2, hashes: [{ algorithm: 'sha256', digest: 'cc' }] },
    { kind: 'requirement', line: 4, hashes: [{ digest: 'aa' }, { digest: 'bb' }] },
  ]);
});

it('writes nothing for nothing', () => {
  expect(formatPinnedRequirements([], [])).toBe('');
});

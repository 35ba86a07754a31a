import { expect, it } from 'vitest';
import type { Proof } from '../../contract/proof';
import { escapeText, renderProofPage } from './proof-page';

const EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>\u202e&';

const PROOF: Proof = {
  version: 1,
  createdAtMs: Date.UTC(2026, 10, 23, 3, 0),
  program: EVIL,
  upstreamUrl: `https://example.org/${EVIL}`,
  profileDigest: EVIL,
  complete: false,
  leftOut: [EVIL],
  targets: [
    {
      id: 'linux-x86_64-cp312',
      label: EVIL,
      complete: false,
      problems: [
        { code: 'mirror-file-missing', parameters: { project: EVIL, filename: EVIL } },
        { code: 'pip-refused', parameters: { target: EVIL, pip: EVIL, output: `one\n${EVIL}\ntwo` } },
      ],
      pip: {
        kind: 'differs',
        pip: { pythonVersion: EVIL, pipVersion: EVIL },
        differences: [{ project: EVIL, ours: EVIL, pips: null }],
      },
      packages: [
        { project: EVIL, version: EVIL, filename: EVIL, sha256: EVIL, sizeBytes: 1, purpose: 'install' },
      ],
    },
  ],
};

it('is a page that nothing in it can turn into another one', () => {
  const page = renderProofPage(PROOF);
  expect(page).not.toMatch(/<script|<img|<link|<iframe|\u202e/);
  expect(page.match(/<[a-z][^>]*\son[a-z]+=/g)).toBeNull();
  expect(page).toContain('&#60;script&#62;');
  expect(page).toContain("default-src 'none'");
});

it('takes nothing from elsewhere, and is readable by day and by night', () => {
  const page = renderProofPage(PROOF);
  expect(page).not.toMatch(/(?:src|href)="(?!#)/);
  expect(page).not.toMatch(/url\(|@import/);
  expect(page).toContain('prefers-color-scheme: dark');
});

it('says what pip said line by line', () => {
  expect(renderProofPage(PROOF)).toMatch(/<pre>one\n&#34;[^<]*\ntwo<\/pre>/);
});

it.each([
  ['<', '&#60;'],
  ['"', '&#34;'],
  ["'", '&#39;'],
  ['&lt;', '&#38;lt;'],
  ['plain', 'plain'],
])('escapes %s', (text, escaped) => {
  expect(escapeText(text)).toBe(escaped);
});

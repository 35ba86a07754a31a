import { describe, expect, it } from 'vitest';
import { normalizeName } from '../../python-packaging/name';
import { parsePageBody, readBodyText } from './simple-page-body';

const FILENAME = 'sand-1.0-py3-none-any.whl';

/** The addresses of the files on a page that has one link. */
function addresses(pageUrl: string, link: string, head = ''): readonly string[] {
  const body = `<html><head>${head}</head><body><a href="${link}">${FILENAME}</a></body></html>`;
  const page = parsePageBody(normalizeName('sand'), { url: pageUrl, contentType: 'text/html', body });
  return page.files.map((file) => file.url);
}

describe('a link on a page', () => {
  const PAGE = 'https://index.example/simple/sand/';

  it.each([
    `http://localhost:8080/${FILENAME}`,
    `http://127.0.0.1/${FILENAME}`,
    `http://2130706433/${FILENAME}`,
    `http://[::1]/${FILENAME}`,
    `file:///etc/${FILENAME}`,
    `ftp://files.example/${FILENAME}`,
  ])('of another computer does not lead to %s', (link) => {
    expect(() => addresses(PAGE, link)).toThrow(
      expect.objectContaining({
        problem: {
          code: 'upstream-page-invalid',
          parameters: { url: PAGE, reason: `the address of "${FILENAME}" cannot be read` },
        },
      }) as Error,
    );
  });

  it('is not led astray by the base of the page', () => {
    expect(addresses(PAGE, FILENAME, '<base href="http://localhost/">')).toEqual([`${PAGE}${FILENAME}`]);
    expect(addresses(PAGE, FILENAME, '<base href="file:///etc/">')).toEqual([`${PAGE}${FILENAME}`]);
  });

  it('may lead to this computer from an index that runs on it, and from a tree of files', () => {
    const link = `http://localhost:8080/${FILENAME}`;
    expect(addresses('http://127.0.0.1:3141/simple/sand/', link)).toEqual([link]);
    expect(addresses('file:///srv/simple/sand/index.html', link)).toEqual([link]);
  });
});

it('a body is the same text however its bytes arrive', async () => {
  const text = '\uFEFF{"沙鸡": "🪶"}\uFFFD';
  const bytes = [...Buffer.from(`${text}`), 0xff];
  const oneByOne = async function* (): AsyncGenerator<Uint8Array> {
    for (const byte of bytes) yield await Promise.resolve(Uint8Array.of(byte));
  };
  expect(await readBodyText('https://index.example/', oneByOne(), () => Promise.resolve())).toBe(
    `${text}\uFFFD`,
  );
});

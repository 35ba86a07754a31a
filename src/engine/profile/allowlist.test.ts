import { describe, expect, it } from 'vitest';
import { checkAllowlist, readAllowlist } from './allowlist';

describe('the allowlist', () => {
  it('takes comments, blank lines and several lines for one project', () => {
    const text = '# web\n\nRequests>=2.31  # for the lab\nrich[jupyter]\nrequests<2.33\n';
    const allowlist = readAllowlist(text, 'sandgrouse.toml');
    const lines = [...allowlist.byProject].map(([name, entries]) => [
      name,
      entries.map(({ line, text }) => [line, text]),
    ]);
    expect(lines).toEqual([
      [
        'requests',
        [
          [3, 'Requests>=2.31'],
          [5, 'requests<2.33'],
        ],
      ],
      ['rich', [[4, 'rich[jupyter]']]],
    ]);
  });

  it('reads lines that end as on Windows', () => {
    expect(checkAllowlist('attrs\r\nrich\r\n', { hasTargets: false })).toEqual({
      diagnostics: [],
      projectCount: 2,
    });
  });

  it('points at the place of a fault, and counts the good lines', () => {
    const { diagnostics, projectCount } = checkAllowlist('attrs\n  requests => 2\n', { hasTargets: false });
    expect(projectCount).toBe(1);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ line: 2, severity: 'error' });
    expect('  requests => 2'.slice(diagnostics[0]?.startColumn, diagnostics[0]?.endColumn)).toContain('=>');
  });

  it('refuses an address, and warns that a marker has no effect', () => {
    const { diagnostics } = checkAllowlist('a @ https://example.org/a.whl\nb; sys_platform == "win32"\n', {
      hasTargets: false,
    });
    expect(diagnostics.map(({ line, severity }) => [line, severity])).toEqual([
      [1, 'error'],
      [2, 'warning'],
    ]);
  });

  it('names every faulty line when it is read', () => {
    expect(() => readAllowlist('ok\n-bad\nalso bad!\n', 'sandgrouse.toml')).toThrow(
      expect.objectContaining({
        problem: {
          code: 'allowlist-invalid',
          parameters: {
            path: 'sandgrouse.toml',
            lines: [
              expect.objectContaining({ line: 2, text: '-bad' }),
              expect.objectContaining({ line: 3, text: 'also bad!' }),
            ],
          },
        },
      }) as Error,
    );
  });

  it('reads the line ends of Windows, also behind comments', () => {
    const { byProject } = readAllowlist('# first\r\nsand # why\r\n\r\nstone>=1\r\n', 'sandgrouse.toml');
    expect([...byProject.values()].flat().map(({ line, text }) => [line, text])).toEqual([
      [2, 'sand'],
      [4, 'stone>=1'],
    ]);
  });

  it('refuses to mirror nothing', () => {
    expect(() => readAllowlist('# nothing yet\n', 'sandgrouse.toml')).toThrow(
      expect.objectContaining({
        problem: { code: 'allowlist-empty', parameters: { path: 'sandgrouse.toml' } },
      }) as Error,
    );
  });
});

describe('hashes behind a requirement', () => {
  const hex = 'A1'.repeat(32);

  it('are taken off the line, in lower case', () => {
    const { entries } = readAllowlist(
      `attrs==24.1 ; python_version > "3" --hash=sha256:${hex} --hash sha256:${'0'.repeat(64)} # pinned\n`,
      'sandgrouse.toml',
    );
    expect(entries).toHaveLength(1);
    expect(entries[0]?.text).toBe('attrs==24.1 ; python_version > "3"');
    expect([...(entries[0]?.hashes ?? [])]).toEqual([hex.toLowerCase(), '0'.repeat(64)]);
  });

  it.each(['attrs --hash=md5:0123', 'attrs --hash=sha256:123', `attrs --hash=sha256:${hex} --no-deps`])(
    'that cannot be used are a fault of the line: %s',
    (line) => {
      const { diagnostics } = checkAllowlist(`${line}\n`, { hasTargets: true });
      expect(diagnostics).toMatchObject([{ severity: 'error', line: 1 }]);
    },
  );
});

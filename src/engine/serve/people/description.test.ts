import { describe, expect, it } from 'vitest';
import { renderDescription } from './description';

const render = (text: string, type: string | null = 'text/markdown'): string =>
  renderDescription(text, type).text;

describe('a description', () => {
  it('in Markdown is rendered, with its headings below ours', () => {
    const text = render(
      '# Grouse\n\nCarries **water**.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```py\nimport x\n```',
    );
    expect(text).toContain('<h3>Grouse</h3>');
    expect(text).toContain('<strong>water</strong>');
    expect(text).toContain('<td>1</td>');
    expect(text).toContain('<code>import x');
  });

  it.each([
    ['a script', '<script>alert(1)</script>text'],
    ['a handler', '<p onclick="alert(1)">text</p>'],
    ['a link that runs', '[text](javascript:alert(1))'],
    ['a link that runs, hidden', '<a href="java&#x0a;script:alert(1)">text</a>'],
    ['a link with data', '<a href="data:text/html,alert(1)">text</a>'],
    ['an image', '![alert(1)](https://evil.example/x.png) text'],
    ['an image in HTML', '<img src=x onerror="alert(1)">text'],
    ['a drawing', '<svg onload="alert(1)"><a href="#">text</a></svg>'],
    ['a frame', '<iframe srcdoc="alert(1)"></iframe>text'],
    ['a form', '<form action="https://evil.example/"><input value="alert(1)"></form>text'],
    [
      'a style',
      '<style>@import "https://evil.example/alert(1)"</style><p style="background:url(//evil.example/alert(1))">text</p>',
    ],
    ['another base', '<base href="https://evil.example/alert(1)">text'],
    [
      'a formula',
      '<math><mtext><table><mglyph><style><img src=x onerror="alert(1)"></style></mglyph></table></mtext></math>text',
    ],
    ['a comment that ends early', '<!--><script>alert(1)</script>-->text'],
  ])('has %s taken out', (_, text) => {
    const rendered = render(text);
    expect(rendered).toContain('text');
    expect(rendered).not.toMatch(/<(?:script|img|svg|iframe|form|input|style|base|math)/i);
    expect(rendered).not.toMatch(/(?:src|style|onclick|onerror)="|href="(?!https?:|mailto:)/i);
    expect(rendered).not.toMatch(/evil\.example/);
  });

  it('without an end to a tag has no tag', () => {
    expect(render('text <a href="x" onmouseover="alert(1)"')).not.toContain('<a');
  });

  it('keeps links to elsewhere, which a person may follow, and only the words of those within a repository', () => {
    expect(render('[docs](https://docs.example/a?b=1&c=2) [file](docs/usage.md)')).toContain(
      '<a href="https://docs.example/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">docs</a> <span>file</span>',
    );
  });

  it('has no empty links where badges were', () => {
    expect(render('[![badge](https://x.example/b.svg)](https://x.example/) Grouse')).not.toContain('<a');
  });

  it.each([
    ['reStructuredText', 'text/x-rst'],
    ['nothing that is said', null],
    ['plain text', 'text/plain; charset=UTF-8'],
  ])('in %s is shown as it is written', (_, type) => {
    expect(render('# <b>Grouse</b>', type)).toBe('<pre># &lt;b&gt;Grouse&lt;/b&gt;</pre>');
  });

  it('of great length is not rendered, and of greater length cut', () => {
    expect(render(`# ${'x'.repeat(300_000)}`)).toMatch(/^<pre># x/);
    expect(render('x'.repeat(5_000_000)).length).toBeLessThan(1_100_000);
  });

  it('of tables or open tags is rendered as far as it costs the others who are served no time', () => {
    for (const piece of ['|a|b\n|-|-\n', '<b>', '<svg><a>']) {
      expect(render(piece.repeat(25_000), 'text/markdown')).toMatch(/^<pre>/);
      expect(render(piece.repeat(1000), 'text/markdown')).not.toMatch(/^<pre>/);
    }
  });

  it('that is meant to take for ever does not', () => {
    for (const piece of ['[', '*a', '> ', '<div>', '`', '![[', '|a', '<a', '- ', '_*', '&#', '[a](']) {
      const startedAt = performance.now();
      render(piece.repeat(25_000));
      expect(performance.now() - startedAt).toBeLessThan(5000);
    }
  });
});

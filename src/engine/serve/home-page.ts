import type { ServedMirror } from './served-mirrors';

/** The page that a person sees who opens a mirror's address in a browser. */
export function homePage(name: string, indexUrl: string): string {
  return writePage(
    name,
    `<p>This is a mirror of Python packages. Point an installer at it:</p>
<pre>pip install --index-url ${escapeHtml(indexUrl)} PACKAGE</pre>
<pre>uv pip install --default-index ${escapeHtml(indexUrl)} PACKAGE</pre>
<p><a href="simple/">All projects</a></p>`,
  );
}

/** The page at the top where several mirrors are served. */
export function mirrorList(mirrors: readonly ServedMirror[]): string {
  const items = mirrors.map(
    ({ name, urlName }) => `<li><a href="/${urlName}/">${escapeHtml(name)}</a></li>\n`,
  );
  return writePage('Mirrors of Python packages', `<ul>\n${items.join('')}</ul>`);
}

/** Nothing in it comes from anywhere else. */
function writePage(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} – Sandgrouse</title>
<style>
:root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; }
main { max-width: 44rem; margin: 4rem auto; padding: 0 1.5rem; }
pre { padding: .8rem 1rem; border: 1px solid #8888; border-radius: .5rem; overflow-x: auto; }
</style>
</head>
<body><main>
<h1>${escapeHtml(title)}</h1>
${body}
</main></body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

import { type Html, html } from './html';

/** How one tool is told to install from here and from nowhere else. */
interface ClientSetup {
  readonly tool: string;
  readonly place: string;
  readonly text: string;
}

/** For each tool; `indexUrl` is the one by which this very client reached the server. */
export function setUpClients(indexUrl: string): Html {
  const blocks = clientSetups(indexUrl).map(
    ({
      tool,
      place,
      text,
    }) => html`<details><summary>${tool}</summary><p>${place}</p><pre>${text}</pre></details>
`,
  );
  return html`<h2 id="set-up">Install from here</h2>
<p>The address of the index is <code>${indexUrl}</code></p>
${blocks}`;
}

function clientSetups(indexUrl: string): readonly ClientSetup[] {
  const { protocol, hostname } = new URL(indexUrl);
  // Python's tools take plain http from other computers only when they are told to.
  const isTrusted = protocol === 'https:' || /^(?:localhost|127\.[0-9.]+|\[::1\])$/.test(hostname);
  const once = isTrusted ? '' : ` --trusted-host ${hostname}`;
  const kept = isTrusted ? '' : `\ntrusted-host = ${hostname}`;
  const source = (name: string): string => `name = "${name}"\nurl = "${indexUrl}"`;
  const verifies = `verify_ssl = ${isTrusted}`;
  return [
    {
      tool: 'pip, once',
      place: 'On the command line:',
      text: `pip --isolated install --index-url ${indexUrl}${once} PACKAGE`,
    },
    {
      tool: 'pip, for good',
      place: 'In pip.conf (Linux, macOS) or pip.ini (Windows):',
      text: `[global]\nindex-url = ${indexUrl}${kept}`,
    },
    {
      tool: 'uv, once',
      place: 'On the command line:',
      text: `uv pip install --no-config --default-index ${indexUrl} PACKAGE`,
    },
    {
      tool: 'uv, for a project',
      place: 'In its pyproject.toml:',
      text: `[[tool.uv.index]]\n${source('sandgrouse')}\ndefault = true`,
    },
    {
      tool: 'poetry',
      place: 'In pyproject.toml:',
      text: `[[tool.poetry.source]]\n${source('sandgrouse')}\npriority = "primary"`,
    },
    {
      tool: 'pdm',
      place: 'In pyproject.toml:',
      text: `[[tool.pdm.source]]\n${source('pypi')}\n${verifies}`,
    },
    { tool: 'pipenv', place: 'In the Pipfile:', text: `[[source]]\n${source('sandgrouse')}\n${verifies}` },
  ];
}

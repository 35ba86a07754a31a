export const TOOLS = ['pip', 'uv', 'poetry', 'pdm', 'pipenv'] as const;
export type Tool = (typeof TOOLS)[number];

/** One piece of configuration, to copy as it is. `words` is the key of the line above it. */
export interface Snippet {
  readonly words: 'pipOnce' | 'pipConfig' | 'uvOnce' | 'uvConfig' | 'poetry' | 'pdm' | 'pipenv';
  readonly text: string;
}

/**
 * How each tool installs from this index and from no other.
 * `indexUrl` ends with a slash; `packageName` stands for what the person wants to install.
 */
export function snippetsFor(tool: Tool, indexUrl: string, packageName: string): readonly Snippet[] {
  switch (tool) {
    case 'pip':
      return [
        // An environment or a file may name further indexes: `--isolated` leaves them out.
        { words: 'pipOnce', text: `pip --isolated install --index-url ${indexUrl} ${packageName}` },
        { words: 'pipConfig', text: `[global]\nindex-url = ${indexUrl}` },
      ];
    case 'uv':
      return [
        { words: 'uvOnce', text: `uv pip install --no-config --default-index ${indexUrl} ${packageName}` },
        {
          words: 'uvConfig',
          text: `[[tool.uv.index]]\nname = "sandgrouse"\nurl = "${indexUrl}"\ndefault = true`,
        },
      ];
    case 'poetry':
      return [
        {
          words: 'poetry',
          text: `[[tool.poetry.source]]\nname = "sandgrouse"\nurl = "${indexUrl}"\npriority = "primary"`,
        },
      ];
    case 'pdm':
      return [
        {
          words: 'pdm',
          text: `[[tool.pdm.source]]\nname = "pypi"\nurl = "${indexUrl}"\nverify_ssl = true`,
        },
      ];
    case 'pipenv':
      return [
        { words: 'pipenv', text: `[[source]]\nname = "sandgrouse"\nurl = "${indexUrl}"\nverify_ssl = true` },
      ];
  }
}

import { describeProblem } from '../../contract/describe';
import { toPlainText } from '../../contract/plain-text';
import type { Problem } from '../../contract/problem';
import type { Proof, ProvenPackage, TargetProof } from '../../contract/proof';
import { ENGLISH } from '../../contract/texts/english';
import { describePipVerdict } from '../../contract/texts/english-proof';
import { PROOF_STYLE } from './proof-style';

/**
 * The proof as a page of its own: no scripts, nothing from elsewhere, by day and by night. It travels with the mirror, so
 * that who installs can see what was proven, by whom and when.
 */
export function renderProofPage(proof: Proof): string {
  const incomplete = proof.targets.filter(({ complete }) => !complete).length;
  const verdict = proof.complete
    ? 'Complete: every target can install everything that was asked for from this mirror alone.'
    : `Incomplete: ${incomplete} of ${proof.targets.length} targets cannot install everything that was asked for.`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${proof.complete ? 'Complete' : 'Incomplete'}: proof of a mirror</title>
<style>${PROOF_STYLE}</style>
</head>
<body>
<main>
<h1>Proof of this mirror</h1>
<p class="verdict ${proof.complete ? 'good' : 'bad'}">${escapeText(verdict)}</p>
${facts(proof)}
${overview(proof.targets)}
${proof.targets.map(targetSection).join('\n')}
<footer>What was done: for each target, everything on the allowlist was solved again with this folder as the only index;
every file of the solution was read and its SHA-256 compared. No code of a package was run.
To prove it again: <code>sandgrouse prove DIR</code></footer>
</main>
</body>
</html>
`;
}

/** Text from anywhere, as it may stand in the page and in an attribute. */
export function escapeText(text: string): string {
  return toPlainText(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function facts({ createdAtMs, program, upstreamUrl, profileDigest, leftOut }: Proof): string {
  const rows: readonly (readonly [string, string])[] = [
    ['Proven', `${new Date(createdAtMs).toISOString().slice(0, 16).replace('T', ' ')} UTC, by ${program}`],
    ['Packages from', upstreamUrl],
    ['Profile', `SHA-256 ${profileDigest}`],
    ...(leftOut.length === 0 ? [] : [['Not proven', leftOut.join('; ')] as const]),
  ];
  const cells = rows.map(([name, value]) => `<dt>${name}</dt><dd>${escapeText(value)}</dd>`);
  return `<dl>${cells.join('')}</dl>`;
}

function overview(targets: readonly TargetProof[]): string {
  const rows = targets.map(({ id, label, complete, packages }) => {
    const bytes = packages.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const projects = new Set(packages.map(({ project }) => project)).size;
    return `<tr><td><a href="#${escapeText(id)}">${escapeText(label)}</a></td><td>${mark(complete)}</td><td class="number">${projects}</td><td class="number">${megabytes(bytes)}</td></tr>`;
  });
  return `<table><thead><tr><th>Target</th><th>Verdict</th><th class="number">Projects</th><th class="number">Size</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

const mark = (complete: boolean): string =>
  complete ? '<span class="good">✓ complete</span>' : '<span class="bad">✗ incomplete</span>';

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;

function targetSection({ id, label, complete, problems, pip, packages }: TargetProof): string {
  return `<section id="${escapeText(id)}">
<h2>${escapeText(label)} ${mark(complete)}</h2>
${problems.map(problemItem).join('\n')}
<p class="pip">${escapeText(describePipVerdict(pip))}</p>
${packageList(packages)}
</section>`;
}

/** What pip said has lines of its own. */
function problemItem(problem: Problem): string {
  if (problem.code !== 'pip-refused') {
    const { what, next } = describeProblem(ENGLISH, problem);
    return `<div class="problem"><p>${escapeText(what)}</p><p class="next">${escapeText(next)}</p></div>`;
  }
  const { output, ...parameters } = problem.parameters;
  const { what, next } = describeProblem(ENGLISH, { ...problem, parameters: { ...parameters, output: '' } });
  const lines = output.split(/\r?\n/).map(escapeText).join('\n');
  return `<div class="problem"><p>${escapeText(what)}</p><pre>${lines}</pre><p class="next">${escapeText(next)}</p></div>`;
}

function packageList(packages: readonly ProvenPackage[]): string {
  if (packages.length === 0) return '<p>No files.</p>';
  const rows = [...packages]
    .sort((left, right) => (left.filename < right.filename ? -1 : 1))
    .map(
      ({ project, version, filename, sha256, purpose }) =>
        `<tr><td>${escapeText(project)}</td><td>${escapeText(version)}</td><td>${escapeText(purpose)}</td><td class="file">${escapeText(filename)}<br><code>${escapeText(sha256)}</code></td></tr>`,
    );
  return `<details><summary>${packages.length} files, each with the right SHA-256</summary>
<table><thead><tr><th>Project</th><th>Version</th><th>For</th><th>File and SHA-256</th></tr></thead><tbody>${rows.join('')}</tbody></table>
</details>`;
}

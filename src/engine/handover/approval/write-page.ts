import { html, type Markup } from '../escape-html';
import { PAGE_STYLE } from '../page-style';
import {
  type ApprovalSheet,
  type ApprovedFile,
  licenseInWords,
  standingInWords,
  vulnerabilityInWords,
} from './approval-sheet';

/** More than this nobody reads on paper; the CSV has all of them. */
const MOST_ROWS = 10_000;
const MOST_REMOVED = 1_000;

const SHEET_STYLE = `
main { max-width: 80rem; }
table { width: 100%; border-collapse: collapse; font-size: .8125rem; overflow-wrap: break-word; }
th, td { padding: .35rem .6rem .35rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--soft); font-weight: 500; white-space: nowrap; }
td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td code { display: block; color: var(--soft); font-size: .6875rem; word-break: break-all; }
.sign td { height: 3rem; width: 33%; }
@page { size: A4 landscape; margin: 12mm; }
@media print { main { padding: 0; } body { font-size: 11px; } thead { display: table-header-group; } tr { break-inside: avoid; } h2 { break-after: avoid; } }
`;

/** The sheet to be read, printed and signed. Loads nothing, runs nothing. */
export function writeApprovalPage(sheet: ApprovalSheet): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Approval of a transfer of Python packages</title>
<style>${{ markup: PAGE_STYLE + SHEET_STYLE }}</style>
</head>
<body>
<main>
<h1>Approval of a transfer of Python packages</h1>
${facts(sheet)}
${signatures()}
${concerns(sheet)}
${licenses(sheet.files)}
${removals(sheet.removed)}
${fileTable(sheet)}
</main>
</body>
</html>
`.markup;
}

function facts({ upstreamUrl, syncedAtMs, program, targets, digest, files, removed }: ApprovalSheet): Markup {
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const synced = syncedAtMs === null ? 'not known' : `${new Date(syncedAtMs).toISOString().slice(0, 16)}Z`;
  const count = (change: ApprovedFile['change']): number =>
    files.filter((one) => one.change === change).length;
  const changes =
    removed === null
      ? 'The far side has nothing yet: everything is new.'
      : `${count('new')} new, ${count('changed')} changed, ${count('there already')} there already, ${removed.length} removed`;
  return html`<dl>
<dt>Packages from</dt><dd>${upstreamUrl}</dd>
<dt>Fetched</dt><dd>${synced}</dd>
<dt>For</dt><dd>${targets.length === 0 ? 'any computer' : targets.join('; ')}</dd>
<dt>Files</dt><dd>${files.length} of ${new Set(files.map(({ project }) => project)).size} projects, ${megabytes(bytes)}</dd>
<dt>Since the last transfer</dt><dd>${changes}</dd>
<dt>Made by</dt><dd>${program}</dd>
<dt>SHA-256 of this list</dt><dd><code>${digest}</code></dd>
</dl>`;
}

function signatures(): Markup {
  return html`<table class="sign"><thead><tr><th>Approved by</th><th>Date</th><th>Signature</th></tr></thead>
<tbody><tr><td></td><td></td><td></td></tr></tbody></table>`;
}

/** What somebody has to decide about: first of all what is known to be wrong. */
function concerns({ files, vulnerabilities }: ApprovalSheet): Markup {
  const wrong = files.filter((file) => file.vulnerabilities.length > 0);
  const releases = new Map(wrong.map((file) => [`${file.project} ${file.version ?? ''}`, file]));
  const standing = new Map(
    files.filter((file) => standingInWords(file) !== '').map((file) => [file.filename, file]),
  );
  const items = [...releases].flatMap(([release, file]) =>
    file.vulnerabilities.map(
      (one) =>
        html`<tr><td>${release}</td><td class="bad">${vulnerabilityInWords(one)}</td><td>${one.summary}</td></tr>`,
    ),
  );
  const source =
    vulnerabilities === null
      ? html`<p class="bad"><strong>Not looked up.</strong> No records of vulnerabilities were given; nothing can be said.</p>`
      : html`<p class="soft">${vulnerabilities.records} records were looked at, the newest of ${vulnerabilities.newestChange ?? 'an unknown time'}${vulnerabilities.unreadable === 0 ? '' : `; ${vulnerabilities.unreadable} could not be read`}. ${items.length === 0 ? 'None of them tells of a release in this list.' : ''}</p>`;
  const table =
    items.length === 0
      ? html``
      : html`<table><thead><tr><th>Release</th><th>Vulnerability</th><th>What it is</th></tr></thead><tbody>${items}</tbody></table>`;
  const rows = [...standing].map(
    ([filename, file]) => html`<tr><td>${filename}</td><td>${standingInWords(file)}</td></tr>`,
  );
  return html`<h2>Known vulnerabilities</h2>
${source}
${table}
${rows.length === 0 ? html`` : html`<h2>Yanked files and projects that are not active</h2><table><tbody>${rows}</tbody></table>`}`;
}

function licenses(files: readonly ApprovedFile[]): Markup {
  const projects = new Map<string, Set<string>>();
  for (const { license, project } of files) {
    const words = licenseInWords(license);
    projects.set(words, (projects.get(words) ?? new Set()).add(project));
  }
  const rows = [...projects]
    .sort(([, left], [, right]) => right.size - left.size)
    .map(([words, names]) => html`<tr><td>${words}</td><td>${[...names].join(', ')}</td></tr>`);
  return html`<h2>Licences, as the releases tell them</h2>
<table><thead><tr><th>Licence</th><th>Projects</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function removals(removed: ApprovalSheet['removed']): Markup {
  if (removed === null || removed.length === 0) return html``;
  const shown = removed.slice(0, MOST_REMOVED).map((filename) => html`<li>${filename}</li>`);
  const left = removed.length - shown.length;
  return html`<h2>Removed on the far side</h2><ul>${shown}</ul>${left === 0 ? '' : `and ${left} more, in the CSV`}`;
}

function fileTable({ files }: ApprovalSheet): Markup {
  const shown = files.slice(0, MOST_ROWS);
  const more =
    shown.length === files.length
      ? html``
      : html`<p class="bad">These are the first ${shown.length} of ${files.length} files; approval.csv has all of them.</p>`;
  return html`<h2>Every file</h2>
${more}
<table><thead><tr><th>Project</th><th>Version</th><th>File and SHA-256</th><th>Size</th><th>Licence</th><th>Uploaded</th><th>Required by</th><th>Change</th></tr></thead>
<tbody>${shown.map(fileRow)}</tbody></table>`;
}

function fileRow(file: ApprovedFile): Markup {
  const marks = [standingInWords(file), ...file.vulnerabilities.map(({ id }) => id)].filter(
    (mark) => mark !== '',
  );
  const bad = marks.length === 0 ? html`` : html`<span class="bad">${marks.join('; ')}</span>`;
  return html`<tr><td>${file.project}</td><td>${file.version ?? '?'}</td><td>${file.filename} ${bad}<code>${file.sha256}</code></td><td class="number">${megabytes(file.sizeBytes)}</td><td>${licenseInWords(file.license)}</td><td>${file.uploadTime?.slice(0, 10) ?? '?'}</td><td>${file.requiredBy ?? 'not told'}</td><td>${file.change}</td></tr>
`;
}

function megabytes(bytes: number): string {
  return bytes < 1e5 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

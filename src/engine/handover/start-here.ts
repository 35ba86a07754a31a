import { megabytes } from '../../contract/texts/english-numbers';
import { html, type Markup } from './escape-html';
import { type HandoverContents, isWhole } from './handover-contents';
import { PAGE_STYLE } from './page-style';
import { CHINESE_START, ENGLISH_START, type StartHereTexts } from './start-here-texts';

export interface StartHereFacts {
  readonly contents: HandoverContents;
  /** When the mirror was last synced to its end; `null`: not known. */
  readonly syncedAtMs: number | null;
  readonly program: string;
  /** Of the key that signs. */
  readonly fingerprint: string;
  /** Paths of the other files that are handed over, and of what lies beside them. */
  readonly beside: ReadonlySet<string>;
}

/** Chinese stands first, hidden until it is asked for: an older browser cannot look ahead. Works without JavaScript. */
const SWITCH_STYLE = `
#chinese:not(:target) { display: none; }
#chinese:target ~ #english { display: none; }
`;

/** The page that a person opens first: what this is, and how to install from it. Loads nothing, runs nothing. */
export function writeStartHere(facts: StartHereFacts): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>START HERE: ${ENGLISH_START.title}</title>
<style>${{ markup: PAGE_STYLE + SWITCH_STYLE }}</style>
</head>
<body>
<main>
${inLanguage(facts, CHINESE_START, { text: 'English', anchor: ENGLISH_START.anchor, language: 'en' })}
${inLanguage(facts, ENGLISH_START, { text: '简体中文', anchor: CHINESE_START.anchor, language: 'zh-Hans' })}
</main>
</body>
</html>
`.markup;
}

interface Other {
  readonly text: string;
  readonly anchor: string;
  readonly language: string;
}

function inLanguage(facts: StartHereFacts, texts: StartHereTexts, other: Other): Markup {
  const { contents } = facts;
  const whatItIs = isWhole(contents) ? texts.whole : contents.base === null ? texts.part : texts.delta;
  return html`<article id="${texts.anchor}" lang="${texts.language}">
<p class="switch"><a href="#${other.anchor}" lang="${other.language}">${other.text}</a></p>
<h1>${texts.title}</h1>
<p>${whatItIs}</p>
${factList(facts, texts)}
${trust(facts, texts)}
${isWhole(contents) ? install(facts, texts) : importOnly(facts, texts)}
${portable(facts, texts)}
${more(facts, texts)}
</article>`;
}

function factList(facts: StartHereFacts, { facts: words, language }: StartHereTexts): Markup {
  const { contents, syncedAtMs, program } = facts;
  const packages = contents.files.filter(
    ({ path }) => path.startsWith('packages/') && !path.endsWith('.metadata'),
  );
  const bytes = contents.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const count = (value: number): string => value.toLocaleString(language);
  const synced = syncedAtMs === null ? words.unknown : dateOf(syncedAtMs);
  const targets = contents.targets.map(({ label }) => html`<li>${label}</li>`);
  return html`<dl>
<dt>${words.projects}</dt><dd>${count(contents.projects.length)}</dd>
<dt>${words.files}</dt><dd>${count(packages.length)}</dd>
<dt>${words.size}</dt><dd>${megabytes(bytes)}</dd>
<dt>${words.upstream}</dt><dd>${contents.upstreamUrl}</dd>
<dt>${words.synced}</dt><dd>${synced}</dd>
${targets.length === 0 ? [] : html`<dt>${words.targets}</dt><dd><ul>${targets}</ul></dd>`}
<dt>${words.packedBy}</dt><dd>${program}</dd>
</dl>`;
}

function trust({ fingerprint }: StartHereFacts, { trust: words }: StartHereTexts): Markup {
  return html`<h2>${words.heading}</h2>
<div class="note">
<p>${words.fingerprint}<code class="key">${fingerprint}</code></p>
<p>${words.compare}</p>
<p><strong>${words.noProof}</strong></p>
</div>
<p>${words.check}</p>
<pre>sha256sum --check --quiet SHA256SUMS</pre>
<p>${words.checkOnWindows}</p>
<pre>sandgrouse verify-bundle . --fingerprint ${fingerprint}</pre>`;
}

function install(facts: StartHereFacts, texts: StartHereTexts): Markup {
  const { install: words } = texts;
  return html`<h2>${words.heading}</h2>
<p>${words.terminal} ${words.onWindows}</p>
<h3>${words.direct}</h3>
<p>${words.directWords}</p>
<pre>python3 -m pip install --isolated --index-url ./simple/ PACKAGE</pre>
${exactly(facts, texts)}
<h3>${words.server}</h3>
<p>${words.serverWords}</p>
<pre>python3 serve.py --port 8080
python3 -m pip install --isolated --index-url http://127.0.0.1:8080/simple/ PACKAGE
uv pip install --no-config --default-index http://127.0.0.1:8080/simple/ PACKAGE</pre>
<p class="soft">${words.serverShared}</p>
<h3>${words.application}</h3>
${importWords(facts, texts)}`;
}

/** What was planned for each target, as far as it travels. */
function exactly({ contents }: StartHereFacts, { install: words }: StartHereTexts): Markup {
  const paths = new Set(contents.files.map(({ path }) => path));
  const lines = contents.targets.flatMap(({ id, label }) => {
    const path = `mirror/requirements.${id}.txt`;
    if (!paths.has(path)) return [];
    return [
      html`<p class="soft">${label}</p><pre>python3 -m pip install --isolated --index-url ./simple/ --require-hashes -r ${path}</pre>`,
    ];
  });
  if (lines.length === 0) return html``;
  return html`<h3>${words.exact}</h3>
<p>${words.exactWords}</p>
${lines}`;
}

function importOnly(facts: StartHereFacts, texts: StartHereTexts): Markup {
  return html`<h2>${texts.install.applicationOnly}</h2>
${importWords(facts, texts)}`;
}

function importWords({ fingerprint }: StartHereFacts, { install: words }: StartHereTexts): Markup {
  return html`<p>${words.applicationWords}</p>
<pre>sandgrouse import MIRROR . --fingerprint ${fingerprint}</pre>`;
}

/** How the application is run that goes along. */
function portable({ contents }: StartHereFacts, { portable: words }: StartHereTexts): Markup {
  const { application, partBytes } = contents;
  if (application === null) return html``;
  const { folder, platform, architecture } = application;
  const isWindows = platform === 'win32';
  return html`<h2>${words.heading}</h2>
<p>${words.lead} <code>${folder}</code> (${isWindows ? 'Windows' : 'Linux'}, ${architecture}). ${partBytes === null ? '' : words.firstPart}</p>
${isWindows ? html`<p>${words.windows}</p>` : onLinux(folder, words)}
<p>${words.commandLine}</p>
<pre>${isWindows ? WINDOWS_COMMAND : LINUX_COMMAND}</pre>`;
}

const WINDOWS_COMMAND = 'set ELECTRON_RUN_AS_NODE=1\nsandgrouse.exe resources\\app\\out\\main\\cli.js --help';
const LINUX_COMMAND = 'ELECTRON_RUN_AS_NODE=1 ./sandgrouse resources/app/out/main/cli.js --help';

function onLinux(folder: string, words: StartHereTexts['portable']): Markup {
  return html`<p>${words.linux}</p>
<pre>cp -r ${folder} ~/sandgrouse
cd ~/sandgrouse
chmod +x sandgrouse chrome_crashpad_handler chrome-sandbox
./sandgrouse</pre>
<p class="soft">${words.sandbox}</p>
<pre>sudo chown root:root chrome-sandbox &amp;&amp; sudo chmod 4755 chrome-sandbox</pre>
<p class="soft">${words.noSandbox}</p>`;
}

/** Links to what else is there. */
function more({ contents, beside }: StartHereFacts, { more: words }: StartHereTexts): Markup {
  const paths = new Set([...beside, ...contents.tools, ...contents.files.map(({ path }) => path)]);
  const entries: readonly (readonly [path: string, text: string])[] = [
    ['mirror/proof.html', words.proof],
    ...contents.targets.map(({ id, label }) => [`mirror/pylock.${id}.toml`, `pylock: ${label}`] as const),
    ['approval/approval.html', words.approval],
    ['approval/sbom.cdx.json', words.sbom],
    ['clients/pip.conf', words.clients],
    ['transfers.jsonl', words.log],
    ...contents.tools.map((path) => [path, words.tool] as const),
  ];
  const items = entries
    .filter(([path]) => paths.has(path))
    .map(([path, text]) => html`<li><a href="${hrefOf(path)}">${path}</a>: ${text}</li>`);
  return items.length === 0 ? html`` : html`<h2>${words.heading}</h2><ul>${items}</ul>`;
}

/** Signs that have a meaning of their own in an address may stand in a name. */
function hrefOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function dateOf(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

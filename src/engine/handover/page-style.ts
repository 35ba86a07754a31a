/** The look of the pages in a bundle: system fonts, by day and by night, and black on white on paper. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1d2433; --soft: #5a6478; --paper: #fbfaf7; --panel: #fff; --line: #dfdcd3; --good: #17713a; --bad: #b3261e; --link: #1a56a8; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e6e1; --soft: #a5abb8; --paper: #171a21; --panel: #1f232c; --line: #363c48; --good: #6fd08f; --bad: #ff9a8f; --link: #8ab8ff; } }
@media print { :root { color-scheme: light; --ink: #000; --soft: #444; --paper: #fff; --panel: #fff; --line: #999; --good: #000; --bad: #000; --link: #000; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, sans-serif; }
main { max-width: 56rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere; }
h1 { margin: 0 0 .5rem; font-size: 1.75rem; line-height: 1.25; }
h2 { margin: 2.25rem 0 .5rem; font-size: 1.25rem; }
h3 { margin: 1.5rem 0 .25rem; font-size: 1.0625rem; }
p { margin: .5rem 0; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.soft { color: var(--soft); }
.bad { color: var(--bad); }
.switch { margin: 0 0 1.25rem; }
.note { margin: 1rem 0; padding: .8rem 1rem; border: 1px solid var(--line); border-left: 4px solid var(--bad); border-radius: 8px; background: var(--panel); }
.key { display: block; margin: .5rem 0; font-size: 1.125rem; font-weight: 600; letter-spacing: .02em; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.25rem; margin: 1rem 0; }
dt { color: var(--soft); }
dd { margin: 0; }
dd ul { margin: 0; padding: 0; list-style: none; }
code, pre { font: .875rem/1.5 ui-monospace, Consolas, monospace; }
pre { margin: .5rem 0; padding: .7rem .9rem; border: 1px solid var(--line); border-radius: 8px; background: var(--panel); white-space: pre-wrap; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .6rem; } }
`;

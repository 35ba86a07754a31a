/** The look of the proof's page: system fonts, by day and by night, and on paper. */
export const PROOF_STYLE = `
:root { color-scheme: light dark; --ink: #1d2433; --soft: #5a6478; --paper: #fbfaf7; --panel: #fff; --line: #dfdcd3; --good: #17713a; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e6e1; --soft: #a5abb8; --paper: #171a21; --panel: #1f232c; --line: #363c48; --good: #6fd08f; --bad: #ff9a8f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
h1 { margin: 0 0 .75rem; font-size: 1.75rem; }
h2 { margin: 0 0 .5rem; font-size: 1.125rem; }
.verdict { margin: 0 0 1.25rem; padding: .9rem 1.1rem; border: 1px solid currentColor; border-radius: 10px; background: var(--panel); font-size: 1.125rem; font-weight: 600; }
.good { color: var(--good); }
.bad { color: var(--bad); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.25rem; margin: 0 0 1.5rem; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--soft); font-weight: 500; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
section { margin-top: 1.75rem; padding: 1.1rem 1.25rem; border: 1px solid var(--line); border-radius: 10px; background: var(--panel); }
section h2 span { margin-left: .5rem; font-size: .875rem; font-weight: 500; }
.problem { margin: 0 0 .75rem; padding-left: .9rem; border-left: 3px solid var(--bad); }
.problem p { margin: 0; overflow-wrap: anywhere; }
.next, .pip, footer { color: var(--soft); }
pre { margin: .4rem 0; padding: .6rem .8rem; border: 1px solid var(--line); border-radius: 6px; white-space: pre-wrap; overflow-wrap: anywhere; }
code, pre { font: .8125rem/1.5 ui-monospace, monospace; }
.file { overflow-wrap: anywhere; }
.file code { color: var(--soft); }
summary { cursor: pointer; }
a { color: inherit; }
footer { margin-top: 2rem; }
@media print { details:not([open]) > :not(summary) { display: none; } section { break-inside: avoid; } }
`;

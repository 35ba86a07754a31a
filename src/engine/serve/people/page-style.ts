/** The look of the pages for people: the system's own fonts, by day and by night. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --ink: #1d2433; --soft: #5a6478; --paper: #fbfaf7; --panel: #fff; --line: #dfdcd3; --link: #1a56a8; --good: #17713a; --bad: #b3261e; --mark: #fff2d6; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e6e1; --soft: #a5abb8; --paper: #171a21; --panel: #1f232c; --line: #363c48; --link: #8ab8ff; --good: #6fd08f; --bad: #ff9a8f; --mark: #3d3420; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 62rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; overflow-wrap: anywhere; }
nav { margin-bottom: .5rem; }
h1 { margin: 0 0 .5rem; font-size: 1.75rem; }
h1 small { color: var(--soft); font-size: 1.125rem; font-weight: 500; }
h2 { margin: 2rem 0 .5rem; font-size: 1.25rem; }
a { color: var(--link); }
a:focus-visible, button:focus-visible, input:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.lead, .soft { color: var(--soft); }
.lead { margin: 0 0 1rem; font-size: 1.0625rem; }
form { display: flex; gap: .5rem; margin: 1rem 0; }
input { flex: 1; min-width: 0; padding: .55rem .8rem; border: 1px solid var(--line); border-radius: 8px; background: var(--panel); color: inherit; font: inherit; }
input::placeholder { color: var(--soft); opacity: 1; }
button { padding: .55rem 1.1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--panel); color: inherit; font: inherit; cursor: pointer; }
.results { margin: 0; padding: 0; list-style: none; border-top: 1px solid var(--line); }
.results li { padding: .55rem 0; border-bottom: 1px solid var(--line); }
.results .soft { margin-left: .5rem; }
.results p { margin: 0; color: var(--soft); }
.pages { display: flex; gap: 1rem; align-items: baseline; margin: 1rem 0; }
.note { margin: 1rem 0; padding: .7rem 1rem; border: 1px solid var(--line); border-left: 4px solid var(--bad); border-radius: 8px; background: var(--mark); }
.note.good { border-left-color: var(--good); background: var(--panel); }
.note p { margin: 0; }
.note ul { margin: .4rem 0 0; padding-left: 1.2rem; }
.note .names { display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; padding: 0; list-style: none; }
.note small { display: block; font-size: .875rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.25rem; margin: 1rem 0; }
dt { color: var(--soft); }
dd { margin: 0; }
.table { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .45rem .8rem .45rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--soft); font-weight: 500; white-space: nowrap; }
td.plain { white-space: nowrap; }
td code { display: block; color: var(--soft); font-size: .75rem; }
.yanked { color: var(--bad); }
details { margin: .5rem 0; padding: .6rem 1rem; border: 1px solid var(--line); border-radius: 8px; background: var(--panel); }
summary { cursor: pointer; font-weight: 600; }
.versions { display: flex; flex-wrap: wrap; gap: .3rem .9rem; margin: .5rem 0 0; padding: 0; list-style: none; }
pre { margin: .5rem 0; padding: .7rem .9rem; border: 1px solid var(--line); border-radius: 8px; background: var(--panel); overflow-x: auto; white-space: pre-wrap; }
code, pre { font: .8125rem/1.5 ui-monospace, monospace; }
.description { margin-top: .5rem; padding: .25rem 1.25rem .75rem; border: 1px solid var(--line); border-radius: 8px; background: var(--panel); }
.description h3 { margin: 1.25rem 0 .4rem; font-size: 1.25rem; }
.description h4 { margin: 1.1rem 0 .4rem; font-size: 1.0625rem; }
.description table { width: auto; }
.description blockquote { margin: .75rem 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--soft); }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .6rem; } .table thead { display: none; } .table tr { display: block; padding: .45rem 0; border-bottom: 1px solid var(--line); } .table td { display: inline-block; padding-top: 0; padding-bottom: 0; border: 0; } .table td:first-child { display: block; } }
`;

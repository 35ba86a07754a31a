/** Text after the options in each help. Kept beside the program, so that an example that went wrong is seen. */
export const HELP_EXAMPLES = {
  program: `
Examples:
  sandgrouse init mirror --upstream sample          a first try, without a network
  sandgrouse init mirror --require "requests>=2.31" -r requirements.txt
  sandgrouse plan mirror
  sandgrouse sync mirror
  sandgrouse prove mirror
  sandgrouse verify mirror
  sandgrouse serve mirror --port 8080
  sandgrouse export mirror /media/stick/mirror      to be carried away; "import" takes it in there`,
  init: `
The allowlist and the options stand in DIR/sandgrouse.toml, a text file: edit it there afterwards.

Examples:
  sandgrouse init mirror --require "requests>=2.31" --require rich
  sandgrouse init mirror -r requirements.txt --target windows-amd64-cp312 --target linux-x86_64-cp312
  sandgrouse init mirror -r requirements.txt --newest 3 --distributions wheels
  sandgrouse init mirror --upstream https://index.example/simple/ --require six
  sandgrouse init mirror --index https://download.pytorch.org/whl/cpu=torch --require torch
  sandgrouse init mirror --upstream /media/stick/mirror --require six
  sandgrouse init mirror --upstream sample`,
  adopt: `
Nothing is fetched: every file that is there is read once and compared with its page, pages are written anew, symbolic
links become files. May be stopped with Ctrl-C and begun again. Leftovers stay unless they may go.

Examples:
  sandgrouse adopt /srv/pypi --dry-run
  sandgrouse adopt /srv/pypi --config /etc/bandersnatch.conf
  sandgrouse adopt /srv/pypi --remove-leftovers`,
  import: `
Understands requirements files, "pip freeze" output, pyproject.toml, pylock.toml, uv.lock, poetry.lock, Pipfile.lock,
bandersnatch.conf and target files. A lock is kept in DIR/locks and brings exactly its files.

The folder of an export brings a whole mirror, or what has changed in it: signature, base and every file are checked, then
all of it becomes visible in one step. The key's fingerprint has to be given the first time; afterwards the same key is
expected. A receipt stays on the drive.

Examples:
  sandgrouse import mirror requirements.txt
  sandgrouse import mirror pyproject.toml --extra web --group dev
  sandgrouse import mirror uv.lock --dry-run
  sandgrouse import mirror sandgrouse-target-lab.json
  sandgrouse import mirror /media/stick/mirror --fingerprint "7A0F-…"
  sandgrouse import mirror --bandersnatch-out bandersnatch.conf`,
  targets: `
An id is a computer, "-", and a Python. Without DIR, the known ones are listed.

Examples:
  sandgrouse targets
  sandgrouse targets --script              write the script that describes an offline computer
  sandgrouse targets mirror --add windows-amd64-cp312 --add sandgrouse-target-lab.json --closure resolved
  sandgrouse targets mirror --remove windows-amd64-cp312`,
  indexes: `
Whatever an index has besides, only the projects that are bound to it come from it, and they come from nowhere else.

Examples:
  sandgrouse indexes mirror
  sandgrouse indexes mirror --add https://download.pytorch.org/whl/cpu=torch,torchvision
  sandgrouse indexes mirror --add "https://packages.example/simple/=acme-*"
  sandgrouse indexes mirror --remove https://packages.example/simple/`,
  verify: `
Reads every file and changes none; needs no network. Ends with 0 only where nothing is wrong. Ctrl-C pauses: the same
command goes on where it was.

Findings are kept in the mirror. With --repair a plan is made that fetches what is damaged or missing and removes what no
page lists, and is shown; "sync" carries it out. A damaged file stays until a right one has come.

Examples:
  sandgrouse verify mirror
  sandgrouse verify mirror --changed              after a copy, say: what has another time or size
  sandgrouse verify mirror --changed --repair     and plan what mends it; then: sandgrouse sync mirror
  sandgrouse verify mirror --json | grep '"type":"finding"'`,
  history: `
It stands in DIR/.sandgrouse/history.jsonl, a JSON value a line, and is only ever added to. Times are UTC there, and of this
computer's clock here. What was exported and imported comes from the log that "sandgrouse transfers" shows.

Examples:
  sandgrouse history mirror
  sandgrouse history mirror --limit 1000 --json`,
  prove: `
Solves everything that is asked for again, for each target, against the mirror alone, and looks at every file. A Python
with pip on this computer has to agree. The result is DIR/proof.html, which travels with the mirror, and DIR/proof.json.

Examples:
  sandgrouse prove mirror
  sandgrouse prove mirror --target windows-amd64-cp312 --no-pip
  sandgrouse prove mirror --json | tail -n 1`,
  export: `
TO becomes a folder that pip takes as it is (--index-url file:///…/TO/simple), that "sha256sum -c SHA256SUMS" checks, and
that is signed with this computer's key. Nothing else on the drive is touched. Where it was cut off, or has an older export
of the same mirror, the same command goes on with it. A drive that is pulled out is waited for.

A base is a receipt that came back, an earlier export, a mirror that took one in, or the word "last". The far side becomes
what was chosen: a selection takes away there what it leaves out.

Examples:
  sandgrouse export mirror /media/stick/mirror
  sandgrouse export mirror /media/stick/monday --since last
  sandgrouse export mirror /media/stick/monday --since /media/stick/mirror/receipts
  sandgrouse export mirror /media/stick/windows --target windows-amd64-cp312
  sandgrouse export mirror /media/red/part --part-size 16GB --part 1
  sandgrouse export mirror /media/stick/mirror --osv all.zip
  sandgrouse export mirror /media/stick/mirror --scan "clamscan --recursive --infected"`,
  approval: `
FOLDER gets approval.html to read, print and sign, approval.csv for spreadsheets, and sbom.cdx.json (CycloneDX 1.6): every
file with its hash, licence, upload date, who required it, and what changed. "export" puts the same on the drive. Without
--osv nothing is said of vulnerabilities; no network is asked. Of more than 250,000 files no sheet is made.

Examples:
  sandgrouse approval mirror --output approval
  sandgrouse approval mirror --output approval --since last --osv all.zip
  sandgrouse approval mirror --output approval --target windows-amd64-cp312`,
  drives: `
Those that nothing is exported to stand last, with the reason: this computer runs from them, or they cannot be written to.
DRIVE is a place or a device of the list. Nothing on a drive is ever erased or formatted.

Examples:
  sandgrouse drives
  sandgrouse drives --json
  sandgrouse drives --release /media/stick`,
  'verify-bundle': `
Needs no mirror and changes nothing. Ends with 1 where anything was changed, is missing, or does not belong there.

Examples:
  sandgrouse verify-bundle /media/stick/mirror
  sandgrouse verify-bundle /media/stick/mirror --fingerprint "7A0F-…"`,
  receipt: `
"import" leaves a receipt on the drive by itself; this writes one where the drive could not be written, or for another one.
"export --since" goes on from it.

Examples:
  sandgrouse receipt mirror /media/stick/mirror
  sandgrouse receipt mirror .`,
  transfers: `
Each side writes down what it exported and imported, in DIR/.sandgrouse/transfers/log.jsonl: when, who, which export, how
much, whose key, what a scanner said, how it ended. An export carries the log to the far side (transfers.jsonl), a receipt
carries that of the far side back; "export" takes in what receipts on the drive tell.

Examples:
  sandgrouse transfers mirror
  sandgrouse transfers mirror --receipt /media/stick/mirror
  sandgrouse transfers mirror --json | grep '"result":"failed"'`,
  plan: `
Examples:
  sandgrouse plan mirror
  sandgrouse plan mirror --files
  sandgrouse plan mirror --explain numpy --explain werkzeug
  sandgrouse plan mirror --json | tail -n 1`,
  sync: `
Ctrl-C pauses: what is fetched is kept, and the next sync goes on at the same byte. A second Ctrl-C ends at once.

Examples:
  sandgrouse sync mirror
  sandgrouse sync mirror --yes        go ahead with a plan that removes much
  sandgrouse sync mirror --json > sync.jsonl`,
  status: `
Examples:
  sandgrouse status mirror
  sandgrouse status mirror --json`,
  serve: `
The index of one mirror is at /simple/. Several are kept apart: each has its own at /NAME/simple/, after its folder.
Without --share nobody but this computer reaches it. A password or token over plain http can be read by others on the
network: use --tls with it. --tls makes a certificate; clients trust it by the file that is named at the start.

A whole export is served from where it lies, on a drive say: its signature is checked first, and the fingerprint told. Each
file is held against its hash before it is given out for the first time; what was changed is refused, and told. Nothing is
written on the drive.

Examples:
  sandgrouse serve mirror
  sandgrouse serve mirror --port 8080
  sandgrouse serve mirror --share --tls --token        to the network: encrypted, for who has the token
  sandgrouse serve mirror --share --name pypi.lab --certificate lab.pem --key lab.key --access-log access.log
  sandgrouse serve team science --port 8080      at /team/simple/ and /science/simple/
  sandgrouse serve /media/stick                  the export on a drive`,
  clients: `
The index becomes the only one: what else a file names is turned into comments. What a file held before is kept beside it.
A password in the address stays out of all of it, unless --with-password is given. Without FILE: pip.conf or pip.ini of the
environment that is active, or yours; your uv.toml; pyproject.toml or the Pipfile of the folder that you are in.

Examples:
  sandgrouse clients http://127.0.0.1:8080/simple/
  sandgrouse clients /media/stick/mirror --client pip --write
  sandgrouse clients http://10.0.0.7:8080/simple/ --client poetry --write pyproject.toml --dry-run
  sandgrouse clients http://10.0.0.7:8080/simple/ --client pip --undo
  sandgrouse clients http://10.0.0.7:8080/simple/ --test "requests>=2"`,
  'serve-config': `
nginx and caddy serve the folder without this program, in the same way; systemd and windows-service start "serve" together
with the computer. The first lines of each say where it goes. All of it is for this computer alone until you change that.

Examples:
  sandgrouse serve-config /srv/mirror --for nginx > /etc/nginx/conf.d/sandgrouse.conf
  sandgrouse serve-config /srv/mirror --for caddy --port 80 > Caddyfile
  sandgrouse serve-config /srv/mirror --for systemd > /etc/systemd/system/sandgrouse.service
  sandgrouse serve-config D:\\mirror --for windows-service > sandgrouse-service.ps1`,
} as const;

export const EXIT_CODES_HELP = `
Exit codes:
  0    done
  1    finished with failures, incomplete, or stopped by something that can pass
  2    wrong usage or bad input: an option, the profile, the allowlist, the folder, the port
  130  stopped by Ctrl-C (143 by SIGTERM, 129 by SIGHUP)
`;

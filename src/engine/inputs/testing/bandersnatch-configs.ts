/** As its makers hand it to newcomers: two filters, one project, one pin that is commented out. */
export const STARTER_CONF = `[mirror]
; The directory where the mirror data will be stored.
directory = /srv/pypi
json = false
master = https://pypi.org
timeout = 10
global-timeout = 18000
workers = 3
hash-index = false
stop-on-error = false
storage-backend = filesystem
verifiers = 3
compare-method = hash

[plugins]
enabled =
    allowlist_project
    allowlist_release

[allowlist]
packages =
    bandersnatch
    #requests==2.0

; vim: set ft=cfg:
`;

/** A company that keeps three releases of its list, for computers without Windows and without old Pythons. */
export const COMPANY_CONF = `[DEFAULT]
root = /data

[mirror]
directory = %(root)s/pypi
master = https://nexus.corp.example/repository/pypi/
proxy = http://proxy.corp.example:3128
workers = 10
download-mirror = https://files.corp.example/
keep_index_versions = 2
diff-file = {{mirror_directory}}/mirrored-files
diff-append-epoch = true

[plugins]
enabled =
    allowlist_project
    allowlist_release
    blocklist_project
    blocklist_release
    prerelease_release
    latest_release
    exclude_platform
    # regex_release

[allowlist]
packages =
    Django>=4.2,<6       # LTS and its followers
    djangorestframework
    psycopg[binary]>=3.1
    uvicorn

[blocklist]
packages =
    ctx
    Django==5.0.*
    uvicorn<0.20
platforms =
    windows
    macos
    freebsd
    py2
    py3.8
    win-arm64

[filter_prerelease]
packages =
    django
    uvicorn

[latest_release]
keep = 3
sort_by = version

[filter_regex]
releases =
    .+\\.post\\d+$
`;

/** Projects from requirements files, some pinned. */
export const REQUIREMENTS_CONF = `[mirror]
directory = /srv/mirror
json = true
cleanup = true

[plugins]
enabled =
    project_requirements
    project_requirements_pinned
    latest_release

[allowlist]
requirements_path = reqs
requirements =
    base.txt        # everybody
    team-*.txt
    missing.txt

[latest_release]
keep = 1
sort_by = time
`;

/** Science: what fits Python 3.10 to 3.12 on Linux, no giants, nothing odd. */
export const SCIENCE_CONF = `[mirror]
directory = /scratch/pypi
master = https://pypi.org
workers = 20
digest_name = md5
simple-format = HTML
release-files = true
core-metadata = false

[plugins]
enabled =
    allowlist_project
    regex_project
    regex_release
    regex_project_metadata
    regex_release_file_metadata
    version_range_project_metadata
    version_range_release_file_metadata
    size_project_metadata
    versions_count_project_metadata

[allowlist]
packages =
    numpy
    scipy
    torch

[filter_regex]
packages =
    .+-nightly$
releases =
    .+rc\\d$
    .+alpha\\d$

[regex_project_metadata]
any:info.classifiers =
    .*Programming Language :: Python :: 3.*
not-null:info.license =
    (BSD|MIT|Apache).*

[regex_release_file_metadata]
any:release_file.packagetype =
    bdist_wheel
none:release_file.filename =
    .*-cp2.*

[version_range_project_metadata]
info.requires_python =
    3.10
    3.12

[version_range_release_file_metadata]
not-null:release_file.requires_python =
    3.10
    3.12

[size_project_metadata]
max_package_size = 1G

[versions_count_project_metadata]
min_versions = 2
max_versions = 500
`;

/** Everything at once, from several hands: old names, storage elsewhere, slips of the pen. */
export const LEGACY_CONF = `[mirror]
directory = /srv/pypi
master = http://old.corp.example/simple
allow-non-https = true
hash-index = true
root_uri = https://pypi.corp.example
storage-backend = swift
log-config = /etc/bandersnatch-log.conf
wokers = 5
workers = many
release-files = false

[plugins]
enabled =
    whitelist_project
    blocklist_project
    allowlist_project  # later
    safety_db_release

[swift]
default_container = bandersnatch

[whitelist]
packages =
    requests

[blocklist]
packages =
    example1
    example2

[latest_release]
keep = 5
`;

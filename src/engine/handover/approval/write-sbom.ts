import { createHash } from 'node:crypto';
import type { Vulnerability } from '../osv/vulnerabilities';
import type { ApprovalSheet, ApprovedFile, License } from './approval-sheet';

/**
 * A bill of materials: CycloneDX 1.6 in JSON (https://cyclonedx.org/docs/1.6/json/). A component is a release; the files
 * of it that are carried are its components, each with its hash. The same content always has the same serial number.
 */
export function writeSbom(sheet: ApprovalSheet): string {
  const releases = groupReleases(sheet.files);
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(sheet.digest)}`,
    version: 1,
    metadata: {
      ...(sheet.syncedAtMs === null ? {} : { timestamp: new Date(sheet.syncedAtMs).toISOString() }),
      tools: { components: [{ type: 'application', name: sheet.program }] },
      component: { type: 'data', 'bom-ref': 'mirror', name: `Python packages from ${sheet.upstreamUrl}` },
    },
    components: [...releases].map(([purl, files]) => writeRelease(purl, files)),
    // Left out where nobody looked: an empty list would say that there are none.
    ...(sheet.vulnerabilities === null ? {} : { vulnerabilities: writeVulnerabilities(releases) }),
  };
  return `${JSON.stringify(bom, null, 1)}\n`;
}

type Releases = ReadonlyMap<string, readonly [ApprovedFile, ...ApprovedFile[]]>;

function groupReleases(files: readonly ApprovedFile[]): Releases {
  const releases = new Map<string, [ApprovedFile, ...ApprovedFile[]]>();
  for (const file of files) {
    const purl = purlOf(file);
    const known = releases.get(purl);
    if (known === undefined) releases.set(purl, [file]);
    else known.push(file);
  }
  return releases;
}

/** https://github.com/package-url/purl-spec: what is neither letter, digit nor one of `.-_~` is encoded. */
function purlOf({ project, version, filename }: ApprovedFile): string {
  const encode = (text: string): string =>
    encodeURIComponent(text).replace(
      /[!'()*]/g,
      (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  return version === null
    ? `pkg:pypi/${encode(project)}?file_name=${encode(filename)}`
    : `pkg:pypi/${encode(project)}@${encode(version)}`;
}

function writeRelease(purl: string, files: readonly [ApprovedFile, ...ApprovedFile[]]): object {
  const [first] = files;
  const license = files.map((file) => file.license).find(({ kind }) => kind !== 'unknown') ?? first.license;
  return {
    type: 'library',
    'bom-ref': purl,
    name: first.project,
    ...(first.version === null ? {} : { version: first.version }),
    ...writeLicense(license),
    purl,
    ...(first.status === null
      ? {}
      : { properties: [{ name: 'sandgrouse:project-status', value: first.status }] }),
    components: files.map((file) => writeFile(purl, file)),
  };
}

function writeFile(purl: string, file: ApprovedFile): object {
  const { filename, sha256, sizeBytes, uploadTime, yanked, requiredBy } = file;
  const properties: readonly (readonly [string, string | null])[] = [
    ['size-bytes', String(sizeBytes)],
    ['uploaded', uploadTime],
    ['yanked', yanked === false ? null : (yanked.reason ?? '')],
    ['required-by', requiredBy],
  ];
  return {
    type: 'file',
    'bom-ref': `${purl}#${encodeURIComponent(filename)}`,
    name: filename,
    hashes: [{ alg: 'SHA-256', content: sha256 }],
    properties: properties.flatMap(([name, value]) =>
      value === null ? [] : [{ name: `sandgrouse:${name}`, value }],
    ),
  };
}

function writeLicense(license: License): object {
  switch (license.kind) {
    case 'expression':
      return { licenses: [{ expression: license.expression }] };
    case 'words':
      return { licenses: [{ license: { name: license.words } }] };
    case 'unknown':
      return {};
  }
}

function writeVulnerabilities(releases: Releases): readonly object[] {
  const found = new Map<string, { readonly one: Vulnerability; readonly purls: Set<string> }>();
  for (const [purl, files] of releases) {
    for (const one of files.flatMap((file) => file.vulnerabilities)) {
      const known = found.get(one.id) ?? { one, purls: new Set<string>() };
      known.purls.add(purl);
      found.set(one.id, known);
    }
  }
  return [...found.values()].map(({ one, purls }) => ({
    'bom-ref': `vulnerability:${one.id}`,
    id: one.id,
    source: { name: 'OSV', url: `https://osv.dev/vulnerability/${encodeURIComponent(one.id)}` },
    references: one.aliases.map((id) => ({ id, source: { name: 'OSV' } })),
    ...writeRatings(one.severity),
    description: one.summary,
    affects: [...purls].map((ref) => ({ ref })),
  }));
}

const WORDS: Readonly<Record<string, string>> = {
  critical: 'critical',
  high: 'high',
  moderate: 'medium',
  medium: 'medium',
  low: 'low',
};

function writeRatings(severity: string | null): object {
  if (severity === null) return {};
  const word = WORDS[severity];
  if (word !== undefined) return { ratings: [{ severity: word }] };
  return severity.startsWith('CVSS:') || severity.startsWith('AV:')
    ? { ratings: [{ vector: severity }] }
    : {};
}

/** A UUID of version 8 (RFC 9562): what it holds is for its maker to say. */
function uuidOf(digest: string): string {
  const hex = createHash('sha256').update(`sandgrouse sbom ${digest}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

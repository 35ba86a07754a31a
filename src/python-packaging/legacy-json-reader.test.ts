import { describe, expect, it } from 'vitest';
import { readLegacyJson } from './legacy-json-reader';

const FILE = {
  filename: 'sand-1.0.tar.gz',
  url: 'https://files.example/packages/aa/bb/cc/sand-1.0.tar.gz',
  digests: { md5: 'ff', sha256: 'AB'.repeat(32) },
  size: 12,
  upload_time_iso_8601: '2026-01-02T03:04:05.000000Z',
  requires_python: '>=3.8',
  yanked: true,
  yanked_reason: 'leaks',
};

describe('the older JSON of a project', () => {
  it('tells its files, release by release', () => {
    expect(readLegacyJson({ info: {}, releases: { '0.1': [], '1.0': [FILE] } })).toEqual([
      {
        filename: 'sand-1.0.tar.gz',
        url: FILE.url,
        hashes: { sha256: 'ab'.repeat(32) },
        requiresPython: '>=3.8',
        yanked: { reason: 'leaks' },
        sizeBytes: 12,
        uploadTime: '2026-01-02T03:04:05.000000Z',
        coreMetadata: false,
      },
    ]);
  });

  it('of the first years has little', () => {
    const { filename, url } = FILE;
    const old = { filename, url, md5_digest: 'ff', size: -1, requires_python: '', yanked: false };
    expect(readLegacyJson({ releases: { '1.0': [old] } })).toMatchObject([
      { filename, hashes: {}, requiresPython: null, yanked: false, sizeBytes: null, uploadTime: null },
    ]);
  });

  it('is read as far as it can be', () => {
    expect(readLegacyJson({ releases: { '1.0': [{ filename: 1 }, 'x', FILE] } })).toHaveLength(1);
    for (const value of [null, [], {}, { releases: [] }, { releases: { '1.0': {} } }]) {
      expect(readLegacyJson(value)).toBeNull();
    }
  });
});

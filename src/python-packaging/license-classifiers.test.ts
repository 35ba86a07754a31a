import { expect, it } from 'vitest';
import { licenseIdsOf, spdxIdOfClassifier } from './license-classifiers';

const NOTHING = { licenseExpression: null, license: null, classifiers: [] };

it('knows the classifiers of licenses', () => {
  expect(spdxIdOfClassifier('License :: OSI Approved :: MIT License')).toBe('MIT');
  expect(spdxIdOfClassifier('License :: Other/Proprietary License')).toBe('LicenseRef-Proprietary');
  expect(spdxIdOfClassifier('License :: OSI Approved')).toBeNull();
  expect(spdxIdOfClassifier('Topic :: MIT License')).toBeNull();
  expect(spdxIdOfClassifier('License :: constructor')).toBeNull();
});

it('reads what a release says of its license in all three ways', () => {
  expect(
    licenseIdsOf({
      licenseExpression: 'MIT OR Apache-2.0',
      license: 'See the file LICENSE',
      classifiers: [
        'Topic :: Utilities',
        'License :: OSI Approved :: MIT License',
        'License :: OSI Approved :: Apache Software License',
        'License :: OSI Approved :: MIT License',
      ],
    }),
  ).toEqual({
    expression: 'MIT OR Apache-2.0',
    classifierIds: ['MIT', 'Apache-2.0'],
    freeText: 'See the file LICENSE',
  });
  expect(licenseIdsOf(NOTHING)).toEqual({ expression: null, classifierIds: [], freeText: null });
});

it.each(['MIT', 'bsd-3-clause', '(MIT OR Apache-2.0)'])(
  'takes a free text of ids alone, %j, for an expression',
  (license) => {
    expect(licenseIdsOf({ ...NOTHING, license })).toMatchObject({ expression: license, freeText: null });
  },
);

it.each(['BSD', 'Apache 2.0', 'see LICENSE', 'UNLICENSED', 'or'])(
  'leaves the free text %j alone',
  (license) => {
    expect(licenseIdsOf({ ...NOTHING, license })).toMatchObject({ expression: null, freeText: license });
  },
);

import type { CoreMetadata } from './core-metadata';
import { parseLicenseExpression } from './license-expression';

/**
 * The SPDX ids of the `License ::` classifiers of PyPI, by their last part. Some classifiers name a family: there stands
 * the member that nearly everybody means by it (PEP 639 tells why classifiers went out of use).
 */
const IDS: Readonly<Record<string, string>> = {
  'Academic Free License (AFL)': 'AFL-3.0',
  'Apache Software License': 'Apache-2.0',
  'Apple Public Source License': 'APSL-2.0',
  'Artistic License': 'Artistic-2.0',
  'Attribution Assurance License': 'AAL',
  'Blue Oak Model License (BlueOak-1.0.0)': 'BlueOak-1.0.0',
  'Boost Software License 1.0 (BSL-1.0)': 'BSL-1.0',
  'BSD License': 'BSD-3-Clause',
  'CC0 1.0 Universal (CC0 1.0) Public Domain Dedication': 'CC0-1.0',
  'CEA CNRS Inria Logiciel Libre License, version 2.1 (CeCILL-2.1)': 'CECILL-2.1',
  'CeCILL-B Free Software License Agreement (CECILL-B)': 'CECILL-B',
  'CeCILL-C Free Software License Agreement (CECILL-C)': 'CECILL-C',
  'CMU License (MIT-CMU)': 'MIT-CMU',
  'Common Development and Distribution License 1.0 (CDDL-1.0)': 'CDDL-1.0',
  'Common Public License': 'CPL-1.0',
  'Eclipse Public License 1.0 (EPL-1.0)': 'EPL-1.0',
  'Eclipse Public License 2.0 (EPL-2.0)': 'EPL-2.0',
  'Educational Community License, Version 2.0 (ECL-2.0)': 'ECL-2.0',
  'Eiffel Forum License': 'EFL-2.0',
  'European Union Public Licence 1.0 (EUPL 1.0)': 'EUPL-1.0',
  'European Union Public Licence 1.1 (EUPL 1.1)': 'EUPL-1.1',
  'European Union Public Licence 1.2 (EUPL 1.2)': 'EUPL-1.2',
  'GNU Affero General Public License v3': 'AGPL-3.0-only',
  'GNU Affero General Public License v3 or later (AGPLv3+)': 'AGPL-3.0-or-later',
  'GNU Free Documentation License (FDL)': 'GFDL-1.3-or-later',
  'GNU General Public License (GPL)': 'GPL-1.0-or-later',
  'GNU General Public License v2 (GPLv2)': 'GPL-2.0-only',
  'GNU General Public License v2 or later (GPLv2+)': 'GPL-2.0-or-later',
  'GNU General Public License v3 (GPLv3)': 'GPL-3.0-only',
  'GNU General Public License v3 or later (GPLv3+)': 'GPL-3.0-or-later',
  'GNU Lesser General Public License v2 (LGPLv2)': 'LGPL-2.0-only',
  'GNU Lesser General Public License v2 or later (LGPLv2+)': 'LGPL-2.0-or-later',
  'GNU Lesser General Public License v3 (LGPLv3)': 'LGPL-3.0-only',
  'GNU Lesser General Public License v3 or later (LGPLv3+)': 'LGPL-3.0-or-later',
  'GNU Library or Lesser General Public License (LGPL)': 'LGPL-2.0-or-later',
  'Historical Permission Notice and Disclaimer (HPND)': 'HPND',
  'IBM Public License': 'IPL-1.0',
  'Intel Open Source License': 'Intel',
  'ISC License (ISCL)': 'ISC',
  'MIT License': 'MIT',
  'MIT No Attribution License (MIT-0)': 'MIT-0',
  'MirOS License (MirOS)': 'MirOS',
  'Motosoto License': 'Motosoto',
  'Mozilla Public License 1.0 (MPL)': 'MPL-1.0',
  'Mozilla Public License 1.1 (MPL 1.1)': 'MPL-1.1',
  'Mozilla Public License 2.0 (MPL 2.0)': 'MPL-2.0',
  'Mulan Permissive Software License v2 (MulanPSL-2.0)': 'MulanPSL-2.0',
  'NASA Open Source Agreement v1.3 (NASA-1.3)': 'NASA-1.3',
  'Nokia Open Source License': 'Nokia',
  'Open Group Test Suite License': 'OGTSL',
  'Open Software License 3.0 (OSL-3.0)': 'OSL-3.0',
  'Other/Proprietary License': 'LicenseRef-Proprietary',
  'PostgreSQL License': 'PostgreSQL',
  'Public Domain': 'LicenseRef-Public-Domain',
  'Python License (CNRI Python License)': 'CNRI-Python',
  'Python Software Foundation License': 'PSF-2.0',
  'Qt Public License (QPL)': 'QPL-1.0',
  'Ricoh Source Code Public License': 'RSCPL',
  'SIL Open Font License 1.1 (OFL-1.1)': 'OFL-1.1',
  'Sleepycat License': 'Sleepycat',
  'Sun Public License': 'SPL-1.0',
  'The Unlicense (Unlicense)': 'Unlicense',
  'Universal Permissive License (UPL)': 'UPL-1.0',
  'University of Illinois/NCSA Open Source License': 'NCSA',
  'Vovida Software License 1.0': 'VSL-1.0',
  'W3C License': 'W3C',
  'X.Net License': 'Xnet',
  'Zero-Clause BSD (0BSD)': '0BSD',
  'Zope Public License': 'ZPL-2.1',
  'zlib/libpng License': 'Zlib',
};

/** What a release says of its license, in the ways that core metadata has had for it. */
export interface LicenseStatement {
  /** The text of `License-Expression`, or of `License` where that holds nothing but ids that are known. */
  readonly expression: string | null;
  /** Ids of SPDX, each once. Several mean that all of them play a part; nobody says how. */
  readonly classifierIds: readonly string[];
  /** What `License` says otherwise, a whole license perhaps. */
  readonly freeText: string | null;
}

/** The SPDX id that a classifier stands for; `null` for others, and for `License :: OSI Approved` alone. */
export function spdxIdOfClassifier(classifier: string): string | null {
  const parts = classifier.split('::').map((part) => part.trim());
  const last = parts.at(-1) ?? '';
  return parts[0] === 'License' && Object.hasOwn(IDS, last) ? (IDS[last] ?? null) : null;
}

/** Reads all three ways. A `License` of one known id, such as `MIT`, counts as an expression. */
export function licenseIdsOf(
  metadata: Pick<CoreMetadata, 'licenseExpression' | 'license' | 'classifiers'>,
): LicenseStatement {
  const { license, classifiers } = metadata;
  const implied = license !== null && isKnownExpression(license) ? license : null;
  const ids = classifiers.map(spdxIdOfClassifier).filter((id) => id !== null);
  return {
    expression: metadata.licenseExpression ?? implied,
    classifierIds: [...new Set(ids)],
    freeText: implied === null ? license : null,
  };
}

const KNOWN_IDS = new Set(
  [...Object.values(IDS), 'BSD-2-Clause', 'LGPL-2.1-only', 'LGPL-2.1-or-later'].map((id) => id.toLowerCase()),
);

/** "BSD" or "see LICENSE" are expressions by their form; only ids that are known make one of a free text. */
function isKnownExpression(text: string): boolean {
  if (text.length > LONGEST_EXPRESSION || !parseLicenseExpression(text).ok) return false;
  const words = text.split(/[\s()]+/).filter((word) => word !== '' && !/^(?:and|or)$/i.test(word));
  return words.every((word) => KNOWN_IDS.has(word.toLowerCase()));
}

/** Longer ones are the license itself. */
const LONGEST_EXPRESSION = 200;

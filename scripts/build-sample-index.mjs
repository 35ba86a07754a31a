// Builds the sample index that works without a network: sample-index/ -> out/sample-index/.
import { join, relative } from 'node:path';
import { buildSampleIndex } from './sample-index/build-index.mjs';

const checkoutFolder = join(import.meta.dirname, '..');
const targetFolder = join(checkoutFolder, 'out', 'sample-index');

const { outcome, projectCount } = await buildSampleIndex({ checkoutFolder, targetFolder });
const what = outcome === 'built' ? 'built' : 'is up to date';
console.log(`Sample index ${what}: ${projectCount} projects in ${relative(process.cwd(), targetFolder)}`);

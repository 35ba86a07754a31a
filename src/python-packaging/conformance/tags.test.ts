import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { platformTags, type TargetPlatform } from '../platform-tags';
import { type TargetPython, tagsOf } from '../supported-tags';
import { formatTag } from '../tag';

interface Table {
  readonly platforms: readonly (readonly [TargetPlatform, readonly string[]])[];
  readonly pythonPlatforms: readonly string[];
  readonly pythons: readonly (readonly [TargetPython, readonly string[]])[];
}

const table = JSON.parse(readFileSync(new URL('./tags.json', import.meta.url), 'utf8')) as Table;

it('gives every platform the tags that packaging gives it, in the same order', () => {
  for (const [platform, tags] of table.platforms) {
    expect({ platform, tags: platformTags(platform) }).toEqual({ platform, tags });
  }
});

it('gives every Python the tags that packaging gives it, in the same order', () => {
  for (const [python, tags] of table.pythons) {
    expect({ python, tags: tagsOf(python, table.pythonPlatforms).map(formatTag) }).toEqual({ python, tags });
  }
});

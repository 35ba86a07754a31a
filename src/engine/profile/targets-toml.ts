import type { Target } from '../../contract/target';
import { parseTargetId } from '../../contract/target-presets';
import { renderValue } from './toml-value';

/** Targets that their id tells in full stand as their id; others as a table with everything that is known of them. */
export function renderTargets(targets: readonly Target[]): string {
  if (targets.length === 0) return '[]';
  return `[\n${targets.map((target) => `  ${renderTarget(target)},\n`).join('')}]`;
}

function renderTarget(target: Target): string {
  if (isToldById(target)) return JSON.stringify(target.id);
  const { platform, markers, tags, pypyAbi, ...plain } = target;
  const fields = {
    ...plain,
    ...(pypyAbi === null ? {} : { pypyAbi }),
    platform,
    markers,
    ...(tags === null ? {} : { tags }),
  };
  return renderValue(fields);
}

function isToldById(target: Target): boolean {
  return JSON.stringify(sorted(parseTargetId(target.id))) === JSON.stringify(sorted(target));
}

/** Keys in one order, so that texts can be compared. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, entry]) => [key, sorted(entry)]),
  );
}

/** The targets as the file has them; what the schema refuses is told by the schema. */
export function readTargets(value: unknown, invalid: (reason: string) => never): readonly unknown[] {
  if (!Array.isArray(value)) return invalid('"targets" is not a list');
  return value.map((entry: unknown) => {
    if (typeof entry === 'string') {
      return (
        parseTargetId(entry) ??
        invalid(`"${entry}" is no target; "sandgrouse targets" lists those that can be named`)
      );
    }
    return typeof entry === 'object' && entry !== null
      ? { pypyAbi: null, markers: {}, tags: null, ...entry }
      : invalid('an entry of "targets" is neither a name nor a table');
  });
}

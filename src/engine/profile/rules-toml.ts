import { TomlDate } from 'smol-toml';
import { NO_RULES, type Rules } from '../../contract/rules';
import { renderLines, renderValue } from './toml-value';

/** The `[rules]` table: only what differs from no rules at all. Empty where nothing does. */
export function renderRules(rules: Rules): string {
  const lines = Object.entries(rules)
    .filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(NO_RULES[field as keyof Rules]))
    .map(([field, value]) => `${ruleKey(field)} = ${renderRule(field, value)}`);
  return lines.length === 0 ? '' : `\n[rules]\n${lines.join('\n')}\n`;
}

/** What is long stands on lines of its own. */
function renderRule(field: string, value: unknown): string {
  if (field === 'blocklist' && typeof value === 'string') return renderLines(value);
  if (!Array.isArray(value) || JSON.stringify(value).length < LONGEST_LINE)
    return renderValue(value, ruleKey);
  return `[\n${value.map((entry) => `  ${renderValue(entry, ruleKey)},\n`).join('')}]`;
}

const LONGEST_LINE = 100;

/** The rules of a profile's file; values are checked by the schema. `invalid` is told of unknown keys. */
export function readRules(table: unknown, invalid: (reason: string) => never): unknown {
  if (table === undefined) return NO_RULES;
  if (typeof table !== 'object' || table === null || Array.isArray(table) || table instanceof Date) {
    return invalid('"rules" is not a table');
  }
  const fields = new Map(Object.keys(NO_RULES).map((field) => [ruleKey(field), field]));
  const given = Object.entries(table).map(([key, value]: [string, unknown]) => {
    const field = fields.get(key) ?? invalid(`it has an unknown key in "rules", "${key}"`);
    return [field, readValue(key, value)] as const;
  });
  return { ...NO_RULES, ...Object.fromEntries(given) };
}

function readValue(key: string, value: unknown): unknown {
  if (key === 'metadata') return readMetadata(value);
  if (!(value instanceof TomlDate)) return value;
  // A time without a zone would mean another instant on every computer: the schema refuses it.
  return value.isLocal() ? value.toISOString() : new Date(value.getTime()).toISOString();
}

/** Its tables have keys of two words as well; an unknown one stays as it is, and the schema refuses it. */
function readMetadata(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((entry: unknown) =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? Object.fromEntries(
          Object.entries(entry).map(([key, each]) => [key === 'nulls-match' ? 'nullsMatch' : key, each]),
        )
      : entry,
  );
}

/** `maxFileSizeBytes` is `max-file-size-bytes` in the file. */
export function ruleKey(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

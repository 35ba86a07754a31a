import { type Target, targetSchema } from '../../contract/target';
import { fieldsOf, openJson } from './document-fields';
import { type Findings, note } from './findings';
import { refuseInput } from './input-place';

const FORMAT_VERSION = 1;

/**
 * Reads a target file: a JSON object with `"sandgrouse-target": 1`, the fields of a `Target`, and under "installed" the
 * projects that the computer has already. Throws `input-invalid`.
 */
export function readTarget(name: string, text: string, findings: Findings): Target {
  const document = openJson(name, text);
  const version = document.value('sandgrouse-target');
  if (version !== FORMAT_VERSION) {
    document.fail(`it has version ${String(version)}; only version ${FORMAT_VERSION} can be read`);
  }
  const installed = document.value('installed') ?? {};
  const keys = document.keys.filter((key) => key !== 'sandgrouse-target' && key !== 'installed');
  const fields = Object.fromEntries(keys.map((key) => [key, document.value(key)]));
  const parsed = targetSchema.safeParse(fields);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return refuseInput(
      { name, place: `"${(issue?.path ?? []).map(String).join('.')}"` },
      issue?.message ?? 'it is no target',
    );
  }
  const count = Array.isArray(installed)
    ? installed.length
    : fieldsOf(installed, { name, place: '"installed"' }).keys.length;
  if (count > 0) {
    const at = { name, place: '"installed"' };
    note(
      findings,
      'not-applicable',
      at,
      `${count} projects are installed there already; the plan does not count on them`,
    );
  }
  return parsed.data;
}

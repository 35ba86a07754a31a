import { isAbsent, JsonFaultError, type JsonField, readItems, readText } from './json-field';
import { parseMarker } from './marker';
import type { Marker } from './marker-tree';
import { isNormalizedName, type NormalizedName } from './name';
import { parseSpecifierSet, type SpecifierSet } from './specifier';

export function readListOrNull<Item>(
  field: JsonField,
  read: (item: JsonField) => Item,
): readonly Item[] | null {
  return isAbsent(field) ? null : readItems(field).map(read);
}

export function readMarker(field: JsonField): Marker {
  const parsed = parseMarker(readText(field));
  if (!parsed.ok) throw new JsonFaultError(field.path, `is no marker: ${parsed.error.message}`);
  return parsed.marker;
}

export function readSpecifiersOrNull(field: JsonField): SpecifierSet | null {
  if (isAbsent(field)) return null;
  const parsed = parseSpecifierSet(readText(field));
  if (!parsed.ok) throw new JsonFaultError(field.path, `is no set of versions: ${parsed.error.message}`);
  return parsed.specifiers;
}

export function readName(field: JsonField): NormalizedName {
  const name = readText(field);
  if (!isNormalizedName(name))
    throw new JsonFaultError(field.path, `must be a normalised name, not "${name}"`);
  return name;
}

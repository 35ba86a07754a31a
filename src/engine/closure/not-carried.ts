import type { ReleaseRequirement } from './release-metadata';

/**
 * A requirement with an address of its own (`name @ https://…`): an installer would fetch it from there and nowhere else,
 * and no index carries it.
 */
export function isNotCarried({ requirement }: ReleaseRequirement): boolean {
  return requirement.url !== null;
}

/** Says of somebody that they require such a thing. */
export function notCarriedText(text: string): string {
  return `requires "${text}", which no index carries`;
}

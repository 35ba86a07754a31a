import { parse } from 'smol-toml';

/**
 * What an sdist's pyproject.toml says that builds it (PEP 518). `null` where it says nothing; one that cannot be read says
 * nothing either: an installer would refuse to build it, which its wheel-less release shows soon enough.
 */
export function readBuildRequires(pyproject: string): readonly string[] | null {
  try {
    const system = parse(pyproject)['build-system'];
    if (typeof system !== 'object' || system === null || !('requires' in system)) return null;
    const { requires } = system;
    return Array.isArray(requires) && requires.every((entry) => typeof entry === 'string') ? requires : null;
  } catch {
    return null;
  }
}

import type { Profile } from '../../../../contract/profile';
import type { Target } from '../../../../contract/target';
import { PLATFORM_PRESETS, PYTHON_PRESETS, targetOf } from '../../../../contract/target-presets';

type TargetChoice = Pick<Profile, 'targets' | 'closure' | 'options'>;
type Chosen = TargetChoice & Pick<Profile, 'scope'>;

/**
 * The profile with other targets. With the first one, requirements are followed and wheels alone are asked for, as nearly
 * everybody wants it then; without any, and in a mirror of everything, nothing can be followed.
 */
export function withTargets(
  { targets: before, closure, options, scope }: Chosen,
  targets: readonly Target[],
): TargetChoice {
  if (targets.length === 0) return { targets, closure: { ...closure, mode: 'none' }, options };
  if (before.length > 0) return { targets, closure, options };
  const distributions = options.distributions === 'all' ? 'wheels' : options.distributions;
  const mode = scope === 'listed' ? 'resolved' : 'none';
  return { targets, closure: { ...closure, mode }, options: { ...options, distributions } };
}

/** Every chosen Python on every chosen platform that is not there yet, in the order of the presets. */
export function targetsToAdd(
  present: readonly Target[],
  platformIds: readonly string[],
  pythonIds: readonly string[],
): readonly Target[] {
  const known = new Set(present.map((target) => target.id));
  return PLATFORM_PRESETS.filter(({ id }) => platformIds.includes(id))
    .flatMap((platform) =>
      PYTHON_PRESETS.filter(({ id }) => pythonIds.includes(id)).map((python) => targetOf(platform, python)),
    )
    .filter(({ id }) => !known.has(id));
}

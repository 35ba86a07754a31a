import type { Profile } from '../../../contract/profile';
import { ClosurePanel } from './closure-panel';
import { IndexesPanel } from './indexes/indexes-panel';
import { LocksPanel } from './locks-panel';
import { NetworkPanel } from './network/network-panel';
import { OptionsPanel } from './options-panel';
import { RulesPanel } from './rules/rules-panel';
import { ScopePanel } from './scope-panel';
import { withTargets } from './targets/choose-targets';
import { TargetsPanel } from './targets/targets-panel';

interface ChoosePanelsProps {
  readonly profile: Profile;
  readonly onChange: (change: Partial<Omit<Profile, 'version'>>) => void;
}

/** Everything that is chosen beside the packages: for whom, how far, from where, and what not. */
export function ChoosePanels({ profile, onChange }: ChoosePanelsProps) {
  const hasTargets = profile.targets.length > 0;
  return (
    <div className="panel choose-options">
      <TargetsPanel
        targets={profile.targets}
        onChange={(targets) => onChange(withTargets(profile, targets))}
      />
      {profile.scope === 'everything' ? null : (
        <>
          <ClosurePanel
            closure={profile.closure}
            hasTargets={hasTargets}
            onChange={(closure) => onChange({ closure })}
          />
          <LocksPanel
            locks={profile.locks}
            hasTargets={hasTargets}
            onChange={(locks) => onChange({ locks })}
          />
        </>
      )}
      <ScopePanel profile={profile} onChange={onChange} />
      <OptionsPanel profile={profile} onChange={onChange} />
      <IndexesPanel indexes={profile.indexes} onChange={(indexes) => onChange({ indexes })} />
      <RulesPanel rules={profile.rules} onChange={(rules) => onChange({ rules })} />
      <NetworkPanel network={profile.network} onChange={(network) => onChange({ network })} />
    </div>
  );
}

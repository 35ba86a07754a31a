import { useEffect } from 'react';
import { useActions, useAppState } from '../../state/use-app';
import type { BuiltStep } from '../../state/view';
import { CarryScreen } from '../carry/carry-screen';
import { ChooseScreen } from '../choose/choose-screen';
import { ImportProvider } from '../import/import-provider';
import { PlanScreen } from '../plan/plan-screen';
import { ProveScreen } from '../prove/prove-screen';
import { ServeScreen } from '../serve/serve-screen';
import { SyncScreen } from '../sync/sync-screen';
import { VerifyScreen } from '../verify/verify-screen';
import { MirrorHeader } from './mirror-header';
import { MissingMirror } from './missing-mirror';

const SCREENS = {
  choose: ChooseScreen,
  plan: PlanScreen,
  sync: SyncScreen,
  prove: ProveScreen,
  carry: CarryScreen,
  serve: ServeScreen,
  verify: VerifyScreen,
};

interface MirrorViewProps {
  readonly mirror: string;
  readonly step: BuiltStep;
}

/** A mirror: its name, the trip, and the step at which it is. */
export function MirrorView({ mirror, step }: MirrorViewProps) {
  const missing = useAppState((state) =>
    state.mirrors.some((entry) => entry.mirror === mirror && entry.availability === 'missing'),
  );
  const { readCarry, readProfile, readPlan, readProof, readServing, readStatus } = useActions();
  useEffect(() => {
    if (missing) return;
    void readProfile(mirror);
    void readPlan(mirror);
    void readCarry(mirror);
    void readServing(mirror);
    void readStatus(mirror);
  }, [mirror, missing, readCarry, readProfile, readPlan, readServing, readStatus]);
  // A proof holds for what was asked for and for what was there.
  const saved = useAppState((state) => state.profiles[mirror]?.saved);
  const syncedAtMs = useAppState((state) => state.statuses[mirror]?.lastCompleteAtMs);
  useEffect(() => {
    if (!missing && saved !== undefined && syncedAtMs !== undefined) void readProof(mirror);
  }, [mirror, missing, saved, syncedAtMs, readProof]);
  const Screen = SCREENS[step];
  return (
    <>
      <MirrorHeader mirror={mirror} step={step} />
      {missing ? (
        <MissingMirror mirror={mirror} />
      ) : (
        <ImportProvider mirror={mirror}>
          <Screen mirror={mirror} />
        </ImportProvider>
      )}
    </>
  );
}

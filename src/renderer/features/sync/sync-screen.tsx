import { useTranslation } from 'react-i18next';
import { StepPage } from '../../components/step-page';
import { WaitingNotice } from '../../components/waiting-notice';
import { useRun } from '../../state/use-app';
import { Notices } from '../plan/notices';
import { ActiveFiles } from './active-files';
import { type BegunRun, hasBegun } from './begun-run';
import { Failures } from './failures';
import { NothingYet } from './nothing-yet';
import { ProjectList } from './project-list';
import { Result } from './result';
import { SyncButtons } from './sync-buttons';
import { SyncProgress } from './sync-progress';
import './sync-screen.css';

/** The third step: the plan being carried out, and how it ended. */
export function SyncScreen({ mirror }: { readonly mirror: string }) {
  const run = useRun(mirror);
  if (!hasBegun(run)) return <NothingYet mirror={mirror} run={run} />;
  return <Begun mirror={mirror} run={run} />;
}

function Begun({ mirror, run }: { readonly mirror: string; readonly run: BegunRun }) {
  const { t } = useTranslation();
  const { progress } = run;
  const underWay = run.stage === 'syncing' || run.stage === 'paused';
  return (
    <StepPage title={t('sync.title')} state={run.stage} buttons={<SyncButtons mirror={mirror} run={run} />}>
      {underWay ? null : <Result run={run} />}
      {run.stage === 'finished' ? null : <SyncProgress run={run} />}
      <WaitingNotice waiting={progress.waiting} />
      <Failures mirror={mirror} failures={progress.failures} canRetry={!underWay} />
      <Notices notices={progress.notices} />
      <div className="sync-columns">
        <ProjectList projects={progress.projects} />
        {run.stage === 'syncing' ? <ActiveFiles active={progress.active} /> : null}
      </div>
    </StepPage>
  );
}

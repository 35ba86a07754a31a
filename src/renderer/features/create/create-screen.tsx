import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../contract/problem';
import { ProblemAlert } from '../../components/problem-alert';
import { StepPage } from '../../components/step-page';
import { useActions, useAppState } from '../../state/use-app';
import { TargetsPanel } from '../choose/targets/targets-panel';
import { CreateFields, type DraftFieldsProps } from './create-fields';
import { missingFields, profileOf, startDraft } from './draft';
import { FirstPackages } from './first-packages';
import { UpstreamField } from './upstream-field';
import './create-screen.css';

/** From a name to a mirror on the disk: one page, everything with a good default. */
export function CreateScreen() {
  const { t } = useTranslation();
  const info = useAppState((state) => state.info);
  const online = useAppState((state) => state.online);
  const { createMirror, leaveCreate, openMirror } = useActions();
  const [draft, setDraft] = useState(() => startDraft(online, info));
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const missing = missingFields(draft);
  const shownMissing = asked ? missing : [];

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setAsked(true);
    if (busy || missing.length > 0) return;
    setBusy(true);
    setProblem(await createMirror(draft.directory.trim(), profileOf(draft, info)));
    setBusy(false);
  };

  return (
    <form className="create" noValidate onSubmit={(event) => void submit(event)}>
      <StepPage
        title={t('create.title')}
        level={1}
        lead={t('create.lead')}
        buttons={
          <>
            <Button variant="default" onClick={() => void leaveCreate()}>
              {t('create.cancel')}
            </Button>
            <Button type="submit" aria-busy={busy}>
              {t(busy ? 'create.submitting' : 'create.submit')}
            </Button>
          </>
        }
      >
        {problem === null ? null : (
          <ProblemAlert problem={problem}>
            {problem.code === 'profile-exists' ? (
              <Button size="compact-sm" variant="default" onClick={() => void openMirror()}>
                {t('rail.use')}
              </Button>
            ) : null}
          </ProblemAlert>
        )}
        <CreateColumns draft={draft} missing={shownMissing} onChange={setDraft} />
      </StepPage>
    </form>
  );
}

/** Where it lies and where it comes from; for whom, and what. */
function CreateColumns({ draft, missing, onChange }: DraftFieldsProps) {
  return (
    <div className="create-columns">
      <div className="create-column">
        <CreateFields draft={draft} missing={missing} onChange={onChange} />
        <UpstreamField draft={draft} missing={missing} onChange={onChange} />
      </div>
      <div className="create-column">
        <TargetsPanel
          targets={draft.targets}
          onChange={(targets) => onChange((now) => ({ ...now, targets }))}
        />
        <FirstPackages draft={draft} onChange={onChange} />
      </div>
    </div>
  );
}

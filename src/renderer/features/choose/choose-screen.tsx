import type { EditorView } from '@codemirror/view';
import { Anchor, Button } from '@mantine/core';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AllowlistCheck, Profile } from '../../../contract/profile';
import { StepPage } from '../../components/step-page';
import { useActions, useAppState, useClient, useRun } from '../../state/use-app';
import { ImportButton } from '../import/import-button';
import { AllowlistEditor } from './allowlist-editor';
import { ChoosePanels } from './choose-panels';
import { ConstraintsEditor } from './constraints-editor';
import { goToProblem } from './editor/line-problems';
import { EmptyAllowlist } from './empty-allowlist';
import { SaveState } from './save-state';
import { useAllowlistCheck } from './use-allowlist-check';
import './choose-screen.css';

/** The first step: which packages, and which of their files. */
export function ChooseScreen({ mirror }: { readonly mirror: string }) {
  const profile = useAppState((state) => state.profiles[mirror]?.draft);
  if (profile === undefined) return null;
  return <Chooser mirror={mirror} profile={profile} />;
}

function Chooser({ mirror, profile }: { readonly mirror: string; readonly profile: Profile }) {
  const { t } = useTranslation();
  const client = useClient();
  const { editProfile, saveProfile, makePlan, showStep } = useActions();
  const { stage } = useRun(mirror);
  const view = useRef<EditorView | null>(null);
  const check = useAllowlistCheck(profile.allowlist, profile.targets.length > 0);
  const busy = stage === 'planning' || stage === 'syncing';
  const edit = (change: Partial<Omit<Profile, 'version'>>): void => editProfile(mirror, change);
  const plan = async (): Promise<void> => {
    const { diagnostics } = await client.ask('allowlist.check', {
      allowlist: profile.allowlist,
      hasTargets: profile.targets.length > 0,
    });
    const error = diagnostics.find(({ severity }) => severity === 'error');
    // Planning would refuse it; the line itself is the better answer.
    if (error !== undefined && view.current !== null) return goToProblem(view.current, error);
    if ((await saveProfile(mirror)) && (await makePlan(mirror))) showStep('plan');
  };
  return (
    <StepPage
      title={t('choose.title')}
      lead={t('choose.lead')}
      note={<ChooseNote mirror={mirror} scope={profile.scope} check={check} view={view} isBusy={busy} />}
      buttons={
        <>
          <ImportButton />
          <Button disabled={busy} onClick={() => void plan()}>
            {t('choose.makePlan')}
          </Button>
        </>
      }
    >
      <div className="choose-columns">
        <div className="choose-editor">
          {profile.allowlist.trim() === '' && profile.scope === 'listed' ? (
            <EmptyAllowlist profile={profile} onChange={edit} />
          ) : null}
          <AllowlistEditor
            mirror={mirror}
            label={t('choose.editor')}
            placeholder={t('create.allowlistPlaceholder')}
            text={profile.allowlist}
            diagnostics={check.diagnostics}
            viewRef={view}
            onChange={(allowlist) => edit({ allowlist })}
            onLeave={() => void saveProfile(mirror)}
          />
          <ConstraintsEditor
            mirror={mirror}
            text={profile.constraints}
            onChange={(constraints) => edit({ constraints })}
            onLeave={() => void saveProfile(mirror)}
          />
        </div>
        <ChoosePanels profile={profile} onChange={edit} />
      </div>
    </StepPage>
  );
}

interface ChooseNoteProps extends ErrorLinkProps {
  readonly mirror: string;
  readonly scope: Profile['scope'];
  readonly isBusy: boolean;
}

/** How much is chosen, what cannot be read, and whether it is saved. */
function ChooseNote({ mirror, scope, check, view, isBusy }: ChooseNoteProps) {
  const { t } = useTranslation();
  return (
    <div className="choose-note">
      <span className="numbers">
        {scope === 'everything'
          ? t('choose.scope.choice.everything')
          : t('units.projects', { count: check.projectCount })}
      </span>
      <ErrorLink check={check} view={view} />
      <SaveState mirror={mirror} />
      {isBusy ? <span>{t('choose.busy')}</span> : null}
    </div>
  );
}

interface ErrorLinkProps {
  readonly check: AllowlistCheck;
  readonly view: { readonly current: EditorView | null };
}

function ErrorLink({ check, view }: ErrorLinkProps) {
  const { t } = useTranslation();
  const errors = check.diagnostics.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first === undefined) return null;
  const lines = new Set(errors.map(({ line }) => line)).size;
  return (
    <span className="choose-errors">
      {t('choose.errors', { count: lines })}{' '}
      <Anchor
        component="button"
        type="button"
        size="sm"
        onClick={() => {
          if (view.current !== null) goToProblem(view.current, first);
        }}
      >
        {t('choose.firstError')}
      </Anchor>
    </span>
  );
}

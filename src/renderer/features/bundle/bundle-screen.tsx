import { Button, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BUNDLE_IDLE, type BundleFacts, type BundleState } from '../../../contract/carry-state';
import { type Problem, problemOf } from '../../../contract/problem';
import type { ShareChoice } from '../../../contract/sharing';
import { ProblemAlert } from '../../components/problem-alert';
import { StepPage } from '../../components/step-page';
import { TransferAnnouncer } from '../../components/transfer-announcer';
import { useActions, useAppState, useClient } from '../../state/use-app';
import { type BundleDraft, bundleFaults, importOf, startBundleDraft } from './bundle-draft';
import { BundleFactsPanel } from './bundle-facts';
import { BundleForm } from './bundle-form';
import { BundleOutcome } from './bundle-outcome';
import { ServeChoice } from './serve-choice';
import { ServedBundle } from './served-bundle';
import './bundle-screen.css';

type Reading = BundleFacts | { readonly problem: Problem } | null;

/** What somebody brought on a drive: what it is, whose it is, and its import. */
export function BundleScreen({ directory }: { readonly directory: string }) {
  const client = useClient();
  const [reading, setReading] = useState<Reading>(null);
  useEffect(() => {
    let current = true;
    client.ask('bundle.read', { directory }).then(
      (facts) => {
        if (current) setReading(facts);
      },
      (error: unknown) => {
        if (current) setReading({ problem: problemOf(error) });
      },
    );
    return () => {
      current = false;
    };
  }, [client, directory]);
  return reading === null || 'problem' in reading ? (
    <Unread directory={directory} problem={reading?.problem ?? null} />
  ) : (
    <ReadBundle facts={reading} directory={directory} />
  );
}

function Unread({ directory, problem }: { readonly directory: string; readonly problem: Problem | null }) {
  const { t } = useTranslation();
  const { leaveBundle } = useActions();
  return (
    <StepPage
      title={t('bundle.title')}
      level={1}
      lead={t('bundle.lead')}
      note={<span className="bundle-words">{directory}</span>}
      buttons={
        <Button variant="default" onClick={() => void leaveBundle(directory)}>
          {t('bundle.leave')}
        </Button>
      }
    >
      {problem === null ? <Text>{t('bundle.reading')}</Text> : null}
      {problem === null ? null : <ProblemAlert problem={problem} title={t('bundle.failedTitle')} />}
    </StepPage>
  );
}

interface ReadBundleProps {
  readonly facts: BundleFacts;
  readonly directory: string;
}

function ReadBundle({ facts, directory }: ReadBundleProps) {
  const { t } = useTranslation();
  const { importBundle, serveBundle } = useActions();
  const state = useAppState((app) => app.bundles[directory] ?? BUNDLE_IDLE);
  const [draft, setDraft] = useState<BundleDraft>(() => startBundleDraft(facts));
  const [asked, setAsked] = useState(false);
  const faults = bundleFaults(facts, draft);
  const serving = useAppState((app) => app.serving[directory]);
  if (serving?.status === 'serving') {
    return <ServedBundle facts={facts} directory={directory} serving={serving} />;
  }
  const serve = async (port: number | null, share: ShareChoice): Promise<Problem | null> => {
    setAsked(true);
    return faults.includes('key') ? null : serveBundle(directory, facts.fingerprint, port, share);
  };
  const start = (acceptsRemovals: boolean): void => {
    setAsked(true);
    if (faults.length === 0) void importBundle(directory, importOf(facts, draft, acceptsRemovals));
  };
  const progress = 'progress' in state ? state.progress : null;
  return (
    <StepPage
      title={t('bundle.title')}
      level={1}
      lead={t('bundle.lead')}
      state={state.status}
      note={<span className="bundle-words">{directory}</span>}
      buttons={<BundleButtons directory={directory} state={state} onStart={() => start(false)} />}
    >
      <TransferAnnouncer
        status={state.status}
        progress={progress}
        words={t(`bundle.announce.${state.status}`)}
      />
      <BundleOutcome state={state} onAccept={() => start(true)} />
      <BundleFactsPanel facts={facts} />
      {isOpen(state) ? (
        <>
          <BundleForm facts={facts} draft={draft} faults={asked ? faults : []} onChange={setDraft} />
          {isAlone(facts) ? <ServeChoice onStart={serve} /> : null}
        </>
      ) : null}
    </StepPage>
  );
}

/** Whether its pages list nothing that lies elsewhere. */
const isAlone = ({ baseName, parts }: BundleFacts): boolean => baseName === null && parts === 1;

/** Whether there is still something to decide. */
function isOpen({ status }: BundleState): boolean {
  return status === 'idle' || status === 'checked' || status === 'cancelled' || status === 'failed';
}

interface BundleButtonsProps {
  readonly directory: string;
  readonly state: BundleState;
  readonly onStart: () => void;
}

function BundleButtons({ directory, state, onStart }: BundleButtonsProps) {
  const { t } = useTranslation();
  const { checkBundle, cancelBundle, leaveBundle, openImported } = useActions();
  const leave = (
    <Button variant="default" onClick={() => void leaveBundle(directory)}>
      {t('bundle.leave')}
    </Button>
  );
  switch (state.status) {
    case 'checking':
    case 'importing':
      return (
        <Button variant="default" onClick={() => void cancelBundle(directory)}>
          {t('bundle.stop')}
        </Button>
      );
    case 'imported':
    case 'unchanged':
      return <Button onClick={() => void openImported(state.mirror)}>{t('bundle.open')}</Button>;
    case 'waiting-for-parts':
      return leave;
    case 'idle':
    case 'checked':
    case 'cancelled':
    case 'failed':
      return (
        <>
          {leave}
          <Button variant="default" onClick={() => void checkBundle(directory)}>
            {t('bundle.check')}
          </Button>
          <Button leftSection={<IconDownload size={17} aria-hidden />} onClick={onStart}>
            {t(state.status === 'failed' ? 'bundle.again' : 'bundle.start')}
          </Button>
        </>
      );
  }
}

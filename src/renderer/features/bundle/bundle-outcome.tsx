import { Button, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconExclamationCircle, IconInfoCircle } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BundleReport } from '../../../contract/bundle';
import type { BundleState } from '../../../contract/carry-state';
import { ProblemAlert } from '../../components/problem-alert';
import { TransferProgressPanel } from '../../components/transfer-progress';
import { useFormat } from '../../format/use-format';
import { useActions } from '../../state/use-app';

interface BundleOutcomeProps {
  readonly state: BundleState;
  /** Goes on although much of the mirror goes. */
  readonly onAccept: () => void;
}

/** How far it is, or what became of it. */
export function BundleOutcome({ state, onAccept }: BundleOutcomeProps) {
  const { t } = useTranslation();
  switch (state.status) {
    case 'idle':
      return null;
    case 'checking':
    case 'importing':
      return <TransferProgressPanel progress={state.progress} isMoving />;
    case 'checked':
      return <ReportPanel report={state.report} />;
    case 'imported':
      return <ImportedPanel state={state} />;
    case 'unchanged':
      return <Verdict tone="good" title={t('bundle.unchangedTitle')} text={t('bundle.unchangedText')} />;
    case 'waiting-for-parts': {
      const { missing } = state;
      const text = t('bundle.partsText', { count: missing.length, parts: missing.join(', ') });
      return <Verdict tone="quiet" title={t('bundle.partsTitle')} text={text} />;
    }
    case 'cancelled':
      return <Verdict tone="quiet" title={t('bundle.cancelledTitle')} text={t('bundle.cancelledText')} />;
    case 'failed':
      return (
        <ProblemAlert problem={state.problem} title={t('bundle.failedTitle')}>
          {GUARDS.has(state.problem.code) ? (
            <Button size="compact-sm" variant="default" onClick={onAccept}>
              {t('bundle.removeToo')}
            </Button>
          ) : null}
        </ProblemAlert>
      );
  }
}

/** What a person may confirm. */
const GUARDS: ReadonlySet<string> = new Set(['import-removes-much', 'import-goes-back']);

const ICONS = { good: IconCircleCheck, warn: IconExclamationCircle, quiet: IconInfoCircle };

interface VerdictProps {
  readonly tone: keyof typeof ICONS;
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}

function Verdict({ tone, title, text, children }: VerdictProps) {
  const Icon = ICONS[tone];
  return (
    <section className="panel bundle-verdict" data-tone={tone}>
      <Icon size={30} aria-hidden />
      <div className="bundle-verdict-words">
        <Title order={2} size="lg">
          {title}
        </Title>
        {text === '' ? null : <Text className="soft">{text}</Text>}
        {children}
      </div>
    </section>
  );
}

/** So many are named; what is wrong with a thousand files is wrong with the drive. */
const MOST_FINDINGS = 20;

function ReportPanel({ report }: { readonly report: BundleReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { files, bytes, findings } = report;
  if (findings.length === 0) {
    const text = t('bundle.wholeText', { count: files, bytes: format.bytes(bytes) });
    return <Verdict tone="good" title={t('bundle.wholeTitle')} text={text} />;
  }
  const left = findings.length - MOST_FINDINGS;
  return (
    <Verdict tone="warn" title={t('bundle.notWholeTitle', { count: findings.length })} text="">
      <ul>
        {findings.slice(0, MOST_FINDINGS).map(({ path, kind }) => (
          <li key={path}>
            <code>{path}</code> {t(`bundle.findings.${kind}`)}
          </li>
        ))}
        {left > 0 ? <li>{t('bundle.more', { count: left })}</li> : null}
      </ul>
    </Verdict>
  );
}

function ImportedPanel({ state }: { readonly state: Extract<BundleState, { readonly status: 'imported' }> }) {
  const { t } = useTranslation();
  const { writeReceipt } = useActions();
  const [written, setWritten] = useState<string | null>(null);
  const { mirror, kept, receipt } = state;
  const write = async (): Promise<void> => {
    const path = await writeReceipt(mirror);
    if (path !== null) setWritten(path);
  };
  return (
    <>
      <Verdict tone="good" title={t('bundle.importedTitle')} text={t('bundle.importedText')}>
        {kept.length === 0 ? null : (
          <>
            <Text>{t('bundle.kept', { count: kept.length })}</Text>
            <ul>
              {kept.map((path) => (
                <li key={path}>
                  <code>{path}</code>
                </li>
              ))}
            </ul>
          </>
        )}
      </Verdict>
      {'problem' in receipt ? <ProblemAlert problem={receipt.problem} severity="warning" /> : null}
      <section className="panel bundle-panel">
        <Text>{t('path' in receipt ? 'bundle.receipt' : 'bundle.noReceipt')}</Text>
        {'path' in receipt ? <code className="bundle-words">{receipt.path}</code> : null}
        <div>
          <Button size="compact-sm" variant="default" onClick={() => void write()}>
            {t('bundle.writeReceipt')}
          </Button>
        </div>
        <div role="status" className="bundle-words">
          {written === null ? '' : t('bundle.receiptWritten', { path: written })}
        </div>
      </section>
    </>
  );
}

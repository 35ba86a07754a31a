import { Button, Group, Loader, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ImportSource } from '../../../contract/import-report';
import { ProblemAlert } from '../../components/problem-alert';
import { useActions } from '../../state/use-app';
import { bringsAnything } from './report-groups';
import { ReportSummary } from './report-summary';
import { nameOfSource } from './sources-of-files';
import { useImport } from './use-import';

interface ImportDialogProps {
  readonly mirror: string;
  /** The first one is shown; the others wait for their turn. */
  readonly sources: readonly ImportSource[];
  /** Another number for each that is shown: the same file may come twice, and is read anew. */
  readonly turn: number;
  /** The first one is added. */
  readonly onDone: () => void;
  /** None of them is added any more. */
  readonly onClose: () => void;
}

/** Says what a file or a text would bring to the mirror, and adds it when the person says so. */
export function ImportDialog({ mirror, sources, turn, onDone, onClose }: ImportDialogProps) {
  const { t } = useTranslation();
  const [source] = sources;
  return (
    <Modal
      opened={source !== undefined}
      onClose={onClose}
      title={source === undefined ? '' : t('import.title', { name: nameOfSource(source) })}
      withCloseButton={false}
      size={720}
      classNames={{ body: 'import-body' }}
    >
      {source === undefined ? null : (
        <ImportContent
          key={turn}
          mirror={mirror}
          source={source}
          waiting={sources.length - 1}
          onDone={onDone}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}

interface ImportContentProps extends Omit<ImportDialogProps, 'sources' | 'turn'> {
  readonly source: ImportSource;
  readonly waiting: number;
}

function ImportContent({ mirror, source, waiting, onDone, onClose }: ImportContentProps) {
  const { t } = useTranslation();
  const { showStep } = useActions();
  const { report, problem, stage, toggle, add } = useImport(mirror, source);
  const addAndShow = async (): Promise<void> => {
    if (!(await add())) return;
    onDone();
    showStep('choose');
  };
  return (
    <>
      <div className="import-content" aria-busy={stage !== 'read'}>
        {report === null && problem === null ? (
          <div className="import-reading" role="status">
            <Loader size="sm" aria-hidden />
            {t('import.reading', { name: nameOfSource(source) })}
          </div>
        ) : null}
        {problem === null ? null : <ProblemAlert problem={problem} />}
        {report === null ? null : <ReportSummary report={report} onToggle={toggle} />}
      </div>
      <footer className="import-bar">
        <span className="soft">{waiting === 0 ? null : t('import.more', { count: waiting })}</span>
        <Group gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {report === null && problem !== null ? t('import.close') : t('import.cancel')}
          </Button>
          {report === null && problem !== null ? null : (
            <Button
              disabled={report === null || !bringsAnything(report) || stage === 'reading'}
              loading={stage === 'adding'}
              onClick={() => void addAndShow()}
            >
              {t(report?.kind === 'bandersnatch' ? 'import.replace' : 'import.add')}
            </Button>
          )}
        </Group>
      </footer>
    </>
  );
}

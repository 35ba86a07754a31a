import { Text, TextInput, Title } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { foldLabels } from '../../../../contract/explanation-groups';
import type { PlanFileRow, ProjectExplanation } from '../../../../contract/plan-summary';
import { useFormat } from '../../../format/use-format';
import { useReasonWords } from '../../../texts/use-words';
import { arrangeFiles, type LeftOutFiles } from './arrange-files';

/** More files than are looked over without a search. */
const MANY = 8;
/** More are not drawn: a search finds them. */
const MOST_SHOWN = 100;

/** Every file of the project: what happens to it and why, and why the others are left out. */
export function ExplainedFiles({ explanation }: { readonly explanation: ProjectExplanation }) {
  const { t } = useTranslation();
  const reasonWords = useReasonWords();
  const [text, setText] = useState('');
  const deferredText = useDeferredValue(text);
  const { files } = explanation;
  const { wanted, leftOut } = useMemo(
    () => arrangeFiles(files, deferredText, reasonWords),
    [files, deferredText, reasonWords],
  );
  const isSearching = deferredText.trim() !== '';
  return (
    <section className="explained-files">
      <div className="explained-head">
        <Title order={4}>{t('plan.explanation.allFiles')}</Title>
        {files.length <= MANY ? null : (
          <TextInput
            type="search"
            size="xs"
            aria-label={t('plan.explanation.findFile')}
            placeholder={t('plan.explanation.findFile')}
            leftSection={<IconSearch size={14} aria-hidden />}
            value={text}
            onChange={({ currentTarget: { value } }) => setText(value)}
          />
        )}
      </div>
      {wanted.length + leftOut.length === 0 ? (
        <Text className="soft">{t('plan.explanation.noFile', { filter: deferredText })}</Text>
      ) : null}
      <FileList files={wanted} explanation={explanation} />
      {leftOut.map((group) => (
        <LeftOut key={group.reason} group={group} open={isSearching} explanation={explanation} />
      ))}
    </section>
  );
}

interface LeftOutProps {
  readonly group: LeftOutFiles;
  readonly open: boolean;
  readonly explanation: ProjectExplanation;
}

function LeftOut({ group, open, explanation }: LeftOutProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const shown = open || opened;
  return (
    <details open={shown} onToggle={({ currentTarget }) => setOpened(currentTarget.open)}>
      <summary>
        {t('plan.explanation.leftOut', { count: group.files.length })}
        <span className="soft">: {group.reason}</span>
      </summary>
      {shown ? <FileList files={group.files} explanation={explanation} withReasons={false} /> : null}
    </details>
  );
}

interface FileListProps {
  readonly files: readonly PlanFileRow[];
  readonly explanation: ProjectExplanation;
  readonly withReasons?: boolean;
}

function FileList({ files, explanation, withReasons = true }: FileListProps) {
  const { t } = useTranslation();
  if (files.length === 0) return null;
  const more = files.length - MOST_SHOWN;
  return (
    <>
      <ul className="file-list">
        {files.slice(0, MOST_SHOWN).map((file) => (
          <FileLine key={file.filename} file={file} explanation={explanation} withReason={withReasons} />
        ))}
      </ul>
      {more > 0 ? (
        <Text size="sm" className="soft">
          {t('plan.explanation.moreFiles', { count: more })}
        </Text>
      ) : null}
    </>
  );
}

interface FileLineProps {
  readonly file: PlanFileRow;
  readonly explanation: ProjectExplanation;
  readonly withReason: boolean;
}

function FileLine({ file, explanation, withReason }: FileLineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const why = useWhy(file, explanation);
  return (
    <li>
      <span className={`tag tag-${file.action}`}>{t(`plan.action.${file.action}`)}</span>
      <code className="file-name">{file.filename}</code>
      <span className="soft numbers file-size">
        {file.sizeBytes === null ? t('plan.explanation.sizeUnknown') : format.bytes(file.sizeBytes)}
      </span>
      {withReason || file.yankedReason !== null ? (
        <span className="soft file-why">
          {file.yankedReason === null ? null : (
            <span className="tag tag-yanked" title={file.yankedReason}>
              {t('plan.explanation.yanked')}
            </span>
          )}
          {withReason ? why : null}
        </span>
      ) : null}
    </li>
  );
}

/** The chain of a needed file stands above with its targets: here are only those that use this file. */
function useWhy({ reason }: PlanFileRow, { targets }: ProjectExplanation): string {
  const { t } = useTranslation();
  const reasonWords = useReasonWords();
  if (reason.kind !== 'needed') return reasonWords(reason);
  const ids = new Set(reason.uses.flatMap((use) => use.targets));
  const users = targets.filter(({ target }) => ids.has(target));
  if (users.length === 0) return reasonWords(reason);
  if (users.length === targets.length && users.length > 1) return t('plan.explanation.forEvery');
  return t('plan.explanation.forTargets', {
    targets: foldLabels(users.map(({ label }) => label)).join('; '),
  });
}

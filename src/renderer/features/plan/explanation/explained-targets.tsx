import { Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type ExplanationGroup,
  foldLabels,
  groupExplanation,
  type LackingGroup,
  type NamedTarget,
} from '../../../../contract/explanation-groups';
import type { ProjectExplanation } from '../../../../contract/plan-summary';
import type { Problem } from '../../../../contract/problem';
import { useProblemWords } from '../../../texts/use-words';
import { Chain } from './chain';
import { ShortList } from './short-list';
import { TargetLabels } from './target-labels';

interface ExplainedTargetsProps {
  readonly explanation: ProjectExplanation;
  readonly onExplain: (project: string) => void;
}

/** For whom the project comes and why; targets of which the same is to be said stand together. */
export function ExplainedTargets({ explanation, onExplain }: ExplainedTargetsProps) {
  const { t } = useTranslation();
  const { groups, lacking, notNeeded } = useMemo(() => groupExplanation(explanation), [explanation]);
  const all = explanation.targets.length;
  return (
    <>
      {lacking.map((group) => (
        <Lacking key={keyOf(group)} group={group} all={all} />
      ))}
      {groups.map((group) => (
        <Group
          key={keyOf(group)}
          group={group}
          all={all}
          project={explanation.project}
          onExplain={onExplain}
        />
      ))}
      {notNeeded.length === 0 || notNeeded.length === all ? null : (
        <Text size="sm" className="soft">
          {t('plan.explanation.notNeeded')} {foldLabels(notNeeded.map(({ label }) => label)).join('; ')}
        </Text>
      )}
    </>
  );
}

const keyOf = ({ targets }: { readonly targets: readonly NamedTarget[] }): string => targets[0]?.id ?? '';

/** More of them stand in the list of files alone, each with its targets. */
const FEW_FILES = 3;

interface GroupProps {
  readonly group: ExplanationGroup;
  /** How many targets the plan has. */
  readonly all: number;
  readonly project: string;
  readonly onExplain: (project: string) => void;
}

function Group({ group, all, project, onExplain }: GroupProps) {
  const { t } = useTranslation();
  const { targets, version, files, chains, others, problems } = group;
  const [first] = files;
  return (
    <section className="explained">
      <div className="explained-head">
        <Title order={4} className="explained-version">
          {version}
        </Title>
        <TargetLabels targets={targets} all={all} />
      </div>
      <Problems problems={problems} />
      {chains.length === 0 ? null : (
        <ShortList
          title={t('plan.explanation.because')}
          most={3}
          items={chains.map((chain) => (
            <Chain
              key={JSON.stringify(chain.links)}
              chain={chain}
              project={project}
              version={version}
              onExplain={onExplain}
            />
          ))}
          moreWords={(count) => t('plan.explanation.moreWays', { count })}
        />
      )}
      {files.length > FEW_FILES ? null : (
        <ShortList
          title={files.length === 1 ? t('plan.explanation.file') : t('plan.explanation.files')}
          most={FEW_FILES}
          items={files.map(({ filename, targets: users }) => (
            <span key={filename} className="explained-file">
              <code>{filename}</code>
              {first?.filename === filename && files.length === 1 ? null : (
                <span className="soft">{foldLabels(users.map(({ label }) => label)).join('; ')}</span>
              )}
            </span>
          ))}
          moreWords={(count) => t('units.files', { count })}
        />
      )}
      <Others others={others} />
    </section>
  );
}

function Lacking({ group, all }: { readonly group: LackingGroup; readonly all: number }) {
  const { t } = useTranslation();
  return (
    <section className="explained explained-lacking">
      <div className="explained-head">
        <Title order={4} className="explained-version">
          <IconAlertTriangle size={16} aria-hidden /> {t('plan.explanation.missing')}
        </Title>
        <TargetLabels targets={group.targets} all={all} />
      </div>
      <Problems problems={group.problems} />
      <Others others={group.others} />
    </section>
  );
}

function Others({ others }: { readonly others: ExplanationGroup['others'] }) {
  const { t } = useTranslation();
  if (others.length === 0) return null;
  return (
    <ShortList
      title={t('plan.explanation.notNewer')}
      most={4}
      items={others.map(({ version, reason }) => (
        <span key={version} className="other-version">
          <b>{version}</b> {reason}
        </span>
      ))}
      moreWords={(count) => t('plan.explanation.moreVersions', { count })}
    />
  );
}

function Problems({ problems }: { readonly problems: readonly Problem[] }) {
  const words = useProblemWords();
  return problems.map((problem) => {
    const { what, next } = words(problem);
    return (
      <Text key={what} size="sm">
        {what} <span className="soft">{next}</span>
      </Text>
    );
  });
}

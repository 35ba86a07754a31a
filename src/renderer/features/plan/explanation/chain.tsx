import { UnstyledButton } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExplainedChain } from '../../../../contract/explanation-groups';
import type { ChainLink } from '../../../../contract/plan-summary';

interface ChainProps {
  readonly chain: ExplainedChain;
  /** Where the chain ends. */
  readonly project: string;
  readonly version: string;
  readonly onExplain: (project: string) => void;
}

/** From what the person wrote to the project: who asks for the next one, and with which words. */
export function Chain({ chain, project, version, onExplain }: ChainProps) {
  const { t } = useTranslation();
  const { links, purpose } = chain;
  return (
    <span className="chain">
      {purpose === 'install' ? null : (
        <span className="tag chain-purpose">{t(`plan.explanation.purpose.${purpose}`)}</span>
      )}
      {links.map((link, place) => (
        <Fragment key={`${link.project} ${link.requirement}`}>
          <span className="chain-step">
            {place === 0 ? null : <Arrow />}
            <Asker link={link} inLock={purpose === 'lock'} onExplain={onExplain} />
          </span>{' '}
          <code>{link.requirement}</code>{' '}
        </Fragment>
      ))}
      <b className="chain-step">
        <Arrow />
        {project} {version}
      </b>
    </span>
  );
}

const Arrow = () => <IconArrowRight size={13} className="chain-arrow" aria-hidden />;

interface AskerProps {
  readonly link: ChainLink;
  readonly inLock: boolean;
  readonly onExplain: (project: string) => void;
}

function Asker({ link, inLock, onExplain }: AskerProps) {
  const { t } = useTranslation();
  const { project, version } = link;
  if (project === '') {
    return (
      <span className="soft">{inLock ? t('plan.explanation.lockLine') : t('plan.explanation.yourLine')}</span>
    );
  }
  return (
    <UnstyledButton
      className="chain-project"
      title={t('plan.explanation.explain', { project })}
      onClick={() => onExplain(project)}
    >
      {project} {version}
    </UnstyledButton>
  );
}

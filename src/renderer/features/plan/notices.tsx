import { Anchor, Button, Title } from '@mantine/core';
import { IconAlertCircle, IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanNotice } from '../../../contract/plan-summary';
import { useProblemWords } from '../../texts/use-words';

const SHOWN = 3;

/** What a person should know about a plan: first what will not come, then the rest, which waits until it is asked for. */
export function Notices({ notices }: { readonly notices: readonly PlanNotice[] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const hasErrors = notices.some(({ severity }) => severity === 'error');
  const [opened, setOpened] = useState(false);
  if (notices.length === 0) return null;
  if (!hasErrors && !opened) {
    return (
      <Button
        variant="subtle"
        size="compact-sm"
        className="notices-opener"
        leftSection={<IconInfoCircle size={16} aria-hidden />}
        onClick={() => setOpened(true)}
      >
        {t('plan.notices.show', { count: notices.length })}
      </Button>
    );
  }
  const errorsFirst = [...notices].sort((left, right) => rank(left) - rank(right));
  const rest = notices.length - SHOWN;
  return (
    <section className="panel notices" aria-label={t('plan.notices.title')}>
      <Title order={3} className="notices-title">
        {t('plan.notices.title')}
        {hasErrors ? null : (
          <Button variant="subtle" size="compact-xs" onClick={() => setOpened(false)}>
            {t('plan.notices.hide')}
          </Button>
        )}
      </Title>
      <ul className={all ? 'notices-all' : undefined}>
        {errorsFirst.slice(0, all ? undefined : SHOWN).map((notice) => (
          <Notice key={JSON.stringify(notice.problem)} notice={notice} />
        ))}
      </ul>
      {rest > 0 ? (
        <Anchor component="button" type="button" size="sm" onClick={() => setAll(!all)}>
          {all ? t('plan.notices.fewer') : t('plan.notices.more', { count: rest })}
        </Anchor>
      ) : null}
    </section>
  );
}

function Notice({ notice }: { readonly notice: PlanNotice }) {
  const { t } = useTranslation();
  const { what, next } = useProblemWords()(notice.problem);
  const Icon = notice.severity === 'error' ? IconAlertCircle : IconInfoCircle;
  return (
    <li data-severity={notice.severity}>
      <Icon size={17} role="img" aria-label={t(`plan.notices.${notice.severity}`)} />
      <span>
        {what} <span className="soft">{next}</span>
      </span>
    </li>
  );
}

function rank(notice: PlanNotice): number {
  return notice.severity === 'error' ? 0 : 1;
}

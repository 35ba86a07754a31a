import { Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MirrorStatus } from '../../../contract/mirror';
import { useFormat } from '../../format/use-format';
import { useClient, useRun } from '../../state/use-app';

/** How much is in the mirror, and from when. */
export function MirrorFacts({ mirror }: { readonly mirror: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const status = useMirrorStatus(mirror);
  if (status === null) return null;
  const facts = [
    [t('serve.facts.projects'), format.count(status.projects)],
    [t('serve.facts.files'), format.count(status.files)],
    [t('serve.facts.bytes'), format.bytes(status.bytes)],
    [
      t('serve.facts.synced'),
      status.lastCompleteAtMs === null ? t('serve.facts.never') : format.dateTime(status.lastCompleteAtMs),
    ],
  ] as const;
  return (
    <section className="panel serve-facts" aria-label={t('serve.facts.title')}>
      <Title order={3}>{t('serve.facts.title')}</Title>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="numbers">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Read again whenever a run has come to a stand. `null` while it is not known. */
function useMirrorStatus(mirror: string): MirrorStatus | null {
  const client = useClient();
  const { stage } = useRun(mirror);
  const [status, setStatus] = useState<MirrorStatus | null>(null);
  useEffect(() => {
    if (stage === 'syncing') return undefined;
    let current = true;
    client.ask('mirrors.status', { mirror }).then(
      (answer) => {
        if (current) setStatus(answer);
      },
      // A mirror without a state to read is shown without figures.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [client, mirror, stage]);
  return status;
}

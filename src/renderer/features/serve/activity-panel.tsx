import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ServeActivity } from '../../../contract/sharing';
import { useFormat } from '../../format/use-format';

/** A table with more than fits is scrolled, also without a mouse. */
const REACHED_BY_TAB = 0;

/** Who fetched what, live. */
export function ActivityPanel({ activity }: { readonly activity: ServeActivity }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { requests, bytes, clients, recent, projects } = activity;
  return (
    <section className="panel serve-activity" aria-label={t('serve.activity.title')}>
      <Title order={3}>{t('serve.activity.title')}</Title>
      <Text className="soft">
        {requests === 0
          ? t('serve.activity.none')
          : t('serve.activity.sum', {
              requests: t('serve.requests', { count: requests }),
              clients: t('serve.activity.clients', { count: clients }),
              bytes: format.bytes(bytes),
            })}
      </Text>
      {projects.length === 0 ? null : (
        <ul className="serve-projects" aria-label={t('serve.activity.projects')}>
          {projects.map(({ project, files, bytes: fetched }) => (
            <li key={project}>
              <span>{project}</span>
              <span className="numbers soft">
                {t('serve.activity.files', { count: files })} · {format.bytes(fetched)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {recent.length === 0 ? null : <Recent requests={recent} />}
    </section>
  );
}

function Recent({ requests }: { readonly requests: ServeActivity['recent'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className="serve-recent" tabIndex={REACHED_BY_TAB} aria-label={t('serve.activity.recent')}>
      <table>
        <thead>
          <tr>
            {(['time', 'client', 'request', 'status', 'size'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`serve.activity.columns.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {requests.map(({ number, atMs, client, method, target, status, bytes }) => (
            <tr key={number} data-bad={status >= 400}>
              <td className="numbers">{format.time(atMs)}</td>
              <td className="numbers">{client}</td>
              <td className="serve-target">
                {method} {target}
              </td>
              <td className="numbers">{status}</td>
              <td className="numbers">{format.bytes(bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ServeState } from '../../../contract/mirror';
import { firewallLines } from '../../../contract/sharing';
import { CopyButton } from '../../components/copy-button';
import { useFormat } from '../../format/use-format';
import { useAppState } from '../../state/use-app';

type Serving = Extract<ServeState, { status: 'serving' }>;

/** What another computer needs: addresses, what to trust, what to give, and a way through the firewall. */
export function SharedPanel({ serving }: { readonly serving: Serving }) {
  const { t } = useTranslation();
  const platform = useAppState((state) => state.info?.platform ?? '');
  const { sharedUrls, token, port } = serving;
  return (
    <section className="panel serve-shared" aria-label={t('serve.shared.title')}>
      <Title order={3}>{t('serve.shared.title')}</Title>
      <Text className="soft">
        {t(sharedUrls.length === 0 ? 'serve.shared.noAddress' : 'serve.shared.lead')}
      </Text>
      {sharedUrls.map((url) => (
        <Copied key={url} name={t('serve.shared.address')} text={url} />
      ))}
      {token === null ? null : (
        <>
          <Copied name={t('serve.shared.token')} text={token} />
          <Text size="sm" className="soft">
            {t('serve.shared.tokenHint')}
          </Text>
        </>
      )}
      <CertificateRows serving={serving} />
      <Text size="sm" className="soft">
        {t('serve.shared.firewall')}
      </Text>
      {firewallLines(platform, port).map(({ firewall, line }) => (
        <Copied key={firewall} name={t(`serve.shared.firewalls.${firewall}`)} text={line} />
      ))}
    </section>
  );
}

function CertificateRows({ serving: { certificate } }: { readonly serving: Serving }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (certificate === null) return null;
  const { fingerprint, authorityPath, expiresAtMs } = certificate;
  return (
    <>
      <Copied name={t('serve.shared.fingerprint')} text={fingerprint} />
      {authorityPath === null ? null : <Copied name={t('serve.shared.authority')} text={authorityPath} />}
      <Text size="sm" className="soft">
        {authorityPath === null ? null : `${t('serve.shared.authorityHint')} `}
        {t('serve.shared.expires', { date: format.dateTime(expiresAtMs) })}
      </Text>
    </>
  );
}

function Copied({ name, text }: { readonly name: string; readonly text: string }) {
  const { t } = useTranslation();
  return (
    <div className="serve-copied">
      <span className="serve-copied-name">{name}</span>
      <code>{text}</code>
      <CopyButton text={text} label={t('copy.copy')} description={t('copy.named', { name })} quiet />
    </div>
  );
}

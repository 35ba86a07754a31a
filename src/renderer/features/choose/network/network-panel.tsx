import { Switch, Title, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DEFAULT_NETWORK_OPTIONS, type NetworkOptions } from '../../../../contract/network';
import { networkSchema } from '../../../../contract/network-schema';
import { NumberField } from '../number-field';
import { LinesField } from '../rules/lines-field';
import { SizeField } from '../rules/rule-fields';
import { AddressField } from './address-field';
import { CredentialsPart } from './credentials-part';

interface NetworkPanelProps {
  readonly network: NetworkOptions;
  readonly onChange: (network: NetworkOptions) => void;
}

/** How the indexes are reached; closed until somebody needs it. */
export function NetworkPanel({ network, onChange }: NetworkPanelProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(false);
  const changed = (Object.keys(DEFAULT_NETWORK_OPTIONS) as (keyof NetworkOptions)[]).filter(
    (field) => JSON.stringify(network[field]) !== JSON.stringify(DEFAULT_NETWORK_OPTIONS[field]),
  ).length;
  return (
    <section className="choose-section" aria-label={t('choose.network.title')}>
      <UnstyledButton className="section-toggle" aria-expanded={opened} onClick={() => setOpened(!opened)}>
        {opened ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}
        <Title order={3}>{t('choose.network.title')}</Title>
        <span className="soft">
          {changed === 0 ? t('choose.network.usual') : t('choose.network.changed', { count: changed })}
        </span>
      </UnstyledButton>
      {opened ? (
        <div className="rule-fields">
          <NetworkFields network={network} onChange={onChange} />
          <CredentialsPart />
        </div>
      ) : null}
    </section>
  );
}

function NetworkFields({ network, onChange }: NetworkPanelProps) {
  const { t } = useTranslation();
  const { fileMirror } = network;
  const change = (part: Partial<NetworkOptions>): void => onChange({ ...network, ...part });
  const faultOf = (part: Partial<NetworkOptions>): string | null =>
    networkSchema.safeParse({ ...network, ...part }).error?.issues[0]?.message ?? null;
  const fallback = fileMirror?.fallback ?? true;
  return (
    <>
      <AddressField
        label={t('choose.network.proxy')}
        description={t('choose.network.proxyHint')}
        placeholder="http://proxy.example:3128"
        value={network.proxyUrl}
        faultOf={(proxyUrl) => faultOf({ proxyUrl })}
        onChange={(proxyUrl) => change({ proxyUrl })}
      />
      <LinesField
        label={t('choose.network.authorities')}
        description={t('choose.network.authoritiesHint')}
        lines={network.certificateAuthorities}
        onChange={(certificateAuthorities) => change({ certificateAuthorities })}
      />
      <SizeField
        label={t('choose.network.speed')}
        value={network.maxBytesPerSecond}
        onChange={(bytes) => change({ maxBytesPerSecond: bytes === null ? null : Math.max(1024, bytes) })}
      />
      <NumberField
        label={t('choose.network.connections')}
        value={network.connectionsPerHost}
        min={1}
        max={64}
        onChange={(connectionsPerHost) => change({ connectionsPerHost })}
      />
      <AddressField
        label={t('choose.network.copy')}
        description={t('choose.network.copyHint')}
        placeholder="https://mirror.example/"
        value={fileMirror?.url ?? null}
        faultOf={(url) => faultOf({ fileMirror: { url, fallback } })}
        onChange={(url) => change({ fileMirror: url === null ? null : { url, fallback } })}
      />
      {fileMirror === null ? null : (
        <Switch
          label={t('choose.network.fallback')}
          checked={fileMirror.fallback}
          onChange={({ currentTarget: { checked } }) =>
            change({ fileMirror: { ...fileMirror, fallback: checked } })
          }
        />
      )}
    </>
  );
}

import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyButton } from './copy-button';
import './fingerprint.css';

interface FingerprintProps {
  readonly fingerprint: string;
  /** What to do with it. */
  readonly text: string;
}

/** A key's fingerprint, large enough to be read out over the phone, in groups of four. */
export function Fingerprint({ fingerprint, text }: FingerprintProps) {
  const { t } = useTranslation();
  return (
    <div className="fingerprint">
      <Text fw={600}>{t('transfer.fingerprint')}</Text>
      <p className="fingerprint-signs">
        {fingerprint.split('-').map((group, index, groups) => (
          <span key={`${index.toString()}${group}`}>
            {group}
            {index === groups.length - 1 ? '' : '-'}
          </span>
        ))}
      </p>
      <Text className="soft">{text}</Text>
      <div>
        <CopyButton text={fingerprint} label={t('copy.copy')} description={t('transfer.copyFingerprint')} />
      </div>
    </div>
  );
}

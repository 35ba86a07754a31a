import { Text, Title } from '@mantine/core';
import { IconCircleCheck, IconExclamationCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ChosenDrive, ExportResult } from '../../../contract/carry-state';
import { Fact, Facts } from '../../components/facts';
import { Fingerprint } from '../../components/fingerprint';
import { useFormat } from '../../format/use-format';
import { useAppState } from '../../state/use-app';
import { ReleaseButton } from './release-button';

interface ExportedPanelProps {
  readonly result: ExportResult;
  /** `null`: it went to a folder. */
  readonly drive: ChosenDrive | null;
  readonly withApplication: boolean;
}

/** The end of an export: that the drive may go, what was verified, and the fingerprint to read out. */
export function ExportedPanel({ result, drive, withApplication }: ExportedPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const portable = useAppState((state) => state.info?.portable ?? null);
  const { readBack, files, bytes, bundleName, baseName, directory, fingerprint } = result;
  const { part, parts } = result;
  const isRead = readBack !== 'skipped';
  const Icon = isRead ? IconCircleCheck : IconExclamationCircle;
  return (
    <>
      <section className="panel carry-verdict" data-tone={isRead ? 'good' : 'warn'}>
        <Icon size={30} aria-hidden />
        <div>
          <Title order={3} size="lg">
            {t(isRead ? 'carry.safeTitle' : 'carry.unreadTitle')}
          </Title>
          <Text>{t(`carry.readBacks.${readBack}`, { count: files })}</Text>
          <Text className="soft">{t(isRead ? 'carry.safeText' : 'carry.unreadText')}</Text>
          {drive === null ? null : <ReleaseButton mountPoint={drive.mountPoint} />}
        </div>
      </section>
      <section className="panel carry-panel">
        <Fingerprint fingerprint={fingerprint} text={t('carry.fingerprintText')} />
      </section>
      <Facts label={t('carry.resultName')}>
        <Fact name={t('carry.resultName')} value={bundleName} />
        {parts === 1 ? null : (
          <Fact name={t('carry.resultPart')} value={t('carry.partOf', { part, parts })} />
        )}
        {baseName === null ? null : <Fact name={t('carry.resultBase')} value={baseName} />}
        <Fact name={t('carry.resultFiles')} value={format.count(files)} />
        <Fact name={t('carry.resultBytes')} value={format.bytes(bytes)} />
      </Facts>
      <Text className="soft carry-words">{t('carry.resultFolder', { directory })}</Text>
      {portable === null || !withApplication || part !== 1 ? null : (
        <Text className="soft carry-words">{t('carry.resultApplication', { ...portable })}</Text>
      )}
    </>
  );
}

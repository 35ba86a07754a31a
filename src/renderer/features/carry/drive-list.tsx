import { Radio, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Drive } from '../../../contract/drive';
import { useFormat } from '../../format/use-format';
import { nameOfDrive } from './carry-draft';

interface DriveListProps {
  /** `null` until they are known. */
  readonly drives: readonly Drive[] | null;
  /** The mount point of the chosen one. */
  readonly chosen: string | null;
  readonly onChoose: (drive: Drive) => void;
}

/** What an export can go to, with nothing chosen beforehand; and what it cannot go to, with the reason. */
export function DriveList({ drives, chosen, onChoose }: DriveListProps) {
  const { t } = useTranslation();
  const offered = drives?.filter(({ unfit }) => unfit === null) ?? [];
  const others = drives?.filter(({ unfit }) => unfit !== null) ?? [];
  return (
    <div className="carry-drives">
      <Radio.Group
        label={t('carry.drives.label')}
        value={chosen ?? ''}
        onChange={(value) => {
          const drive = offered.find(({ mountPoint }) => mountPoint === value);
          if (drive !== undefined) onChoose(drive);
        }}
      >
        <Stack gap={8} mt="xs">
          {offered.map((drive) => (
            <OfferedDrive key={drive.mountPoint} drive={drive} />
          ))}
        </Stack>
      </Radio.Group>
      {drives === null ? <Text className="soft">{t('carry.drives.looking')}</Text> : null}
      {drives !== null && offered.length === 0 ? (
        <Text className="soft">{t('carry.drives.none')}</Text>
      ) : null}
      {others.length === 0 ? null : <OtherDrives drives={others} />}
    </div>
  );
}

function OfferedDrive({ drive }: { readonly drive: Drive }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { mountPoint, sizeBytes, freeBytes, fileSystem, connection } = drive;
  const facts = [
    format.bytes(sizeBytes),
    ...(freeBytes === null ? [] : [t('carry.drives.free', { bytes: format.bytes(freeBytes) })]),
    ...(fileSystem === null ? [] : [fileSystem]),
    t(`carry.drives.connections.${connection}`),
    mountPoint ?? '',
  ];
  return <Radio value={mountPoint ?? ''} label={nameOfDrive(drive)} description={facts.join(' · ')} />;
}

function OtherDrives({ drives }: { readonly drives: readonly Drive[] }) {
  const { t } = useTranslation();
  return (
    <details className="carry-other-drives">
      <summary>{t('carry.drives.others', { count: drives.length })}</summary>
      <ul>
        {drives.map((drive) => (
          <li key={`${drive.device} ${drive.mountPoint ?? ''}`}>
            {nameOfDrive(drive)} ({drive.mountPoint ?? drive.device}):{' '}
            {t(`carry.drives.unfit.${drive.unfit ?? 'system'}`)}
          </li>
        ))}
      </ul>
    </details>
  );
}

import { Button, Checkbox, Collapse, Group, Text, Textarea, TextInput, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconFilePlus } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../format/use-format';
import { useActions, useAppState } from '../../state/use-app';
import { type CarryDraft, type CarryFault, hasMore } from './carry-draft';

interface MoreChoicesProps {
  readonly draft: CarryDraft;
  readonly faults: readonly CarryFault[];
  readonly onChange: (part: Partial<CarryDraft>) => void;
}

/** What few exports need: several drives, a scanner, known vulnerabilities, other programs. Open where one is chosen. */
export function MoreChoices({ draft, faults, onChange }: MoreChoicesProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(() => hasMore(draft));
  const id = useId();
  const isOpen = opened || faults.includes('scan') || faults.includes('part');
  const Icon = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <UnstyledButton
        className="carry-more-title"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpened(!isOpen)}
      >
        <Icon size={16} aria-hidden />
        {t('carry.more.title')}
        <span className="soft">{t('carry.more.lead')}</span>
      </UnstyledButton>
      <Collapse expanded={isOpen} id={id}>
        <div className="carry-more">
          <PartChoice draft={draft} isWrong={faults.includes('part')} onChange={onChange} />
          <TextInput
            label={t('carry.more.scan')}
            description={t('carry.more.scanHint')}
            placeholder="clamscan --recursive"
            error={faults.includes('scan') ? t('carry.more.scanFault') : null}
            value={draft.scan}
            spellCheck={false}
            classNames={{ input: 'carry-path' }}
            onChange={({ currentTarget: { value } }) => onChange({ scan: value })}
          />
          <TextInput
            label={t('carry.more.osv')}
            description={t('carry.more.osvHint')}
            value={draft.osvPath}
            spellCheck={false}
            classNames={{ input: 'carry-path' }}
            onChange={({ currentTarget: { value } }) => onChange({ osvPath: value })}
          />
          <ApplicationChoice
            isChosen={draft.withApplication}
            onChange={(withApplication) => onChange({ withApplication })}
          />
          <ToolsChoice tools={draft.tools} onChange={(tools) => onChange({ tools })} />
        </div>
      </Collapse>
    </div>
  );
}

interface PartChoiceProps extends Pick<MoreChoicesProps, 'draft' | 'onChange'> {
  readonly isWrong: boolean;
}

function PartChoice({ draft, isWrong, onChange }: PartChoiceProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="carry-parts">
      <legend>{t('carry.more.parts')}</legend>
      <Text className="soft" size="sm">
        {t('carry.more.partsHint')}
      </Text>
      <Group gap="sm" align="flex-start">
        <TextInput
          label={t('carry.more.partSize')}
          inputMode="decimal"
          value={draft.partGigabytes}
          error={isWrong ? t('carry.more.partFault') : null}
          onChange={({ currentTarget: { value } }) => onChange({ partGigabytes: value })}
        />
        <TextInput
          label={t('carry.more.partNumber')}
          inputMode="numeric"
          value={draft.partNumber}
          onChange={({ currentTarget: { value } }) => onChange({ partNumber: value })}
        />
      </Group>
    </fieldset>
  );
}

interface ApplicationChoiceProps {
  readonly isChosen: boolean;
  readonly onChange: (isChosen: boolean) => void;
}

/** Where it cannot go along as it runs here, the words tell what can. */
function ApplicationChoice({ isChosen, onChange }: ApplicationChoiceProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const portable = useAppState((state) => state.info?.portable ?? null);
  if (portable === null) return <Text size="sm">{t('carry.more.noApplication')}</Text>;
  const { platform, architecture, bytes } = portable;
  return (
    <Checkbox
      label={t(`carry.more.application.${platform}`, { architecture, bytes: format.bytes(bytes) })}
      description={t('carry.more.applicationHint')}
      checked={isChosen}
      onChange={({ currentTarget: { checked } }) => onChange(checked)}
    />
  );
}

interface ToolsChoiceProps {
  readonly tools: string;
  readonly onChange: (tools: string) => void;
}

function ToolsChoice({ tools, onChange }: ToolsChoiceProps) {
  const { t } = useTranslation();
  const { chooseCarriedFile } = useActions();
  const add = async (): Promise<void> => {
    const path = await chooseCarriedFile();
    if (path !== null) onChange(tools.trim() === '' ? path : `${tools.trimEnd()}\n${path}`);
  };
  return (
    <div className="carry-tools">
      <Textarea
        label={t('carry.more.tools')}
        description={t('carry.more.toolsHint')}
        autosize
        minRows={2}
        maxRows={6}
        value={tools}
        spellCheck={false}
        classNames={{ input: 'carry-path' }}
        onChange={({ currentTarget: { value } }) => onChange(value)}
      />
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconFilePlus size={15} aria-hidden />}
        onClick={() => void add()}
      >
        {t('carry.more.addTool')}
      </Button>
    </div>
  );
}

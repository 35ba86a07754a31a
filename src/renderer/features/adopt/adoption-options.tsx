import { Button, Checkbox, Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useActions } from '../../state/use-app';

/** What a person decides before a mirror is adopted. */
export interface AdoptionChoices {
  readonly configurationPath: string | null;
  readonly removesLeftovers: boolean;
}

interface AdoptionOptionsProps {
  readonly choices: AdoptionChoices;
  readonly hasLeftovers: boolean;
  readonly onChange: (choices: AdoptionChoices) => void;
}

export function AdoptionOptions({ choices, hasLeftovers, onChange }: AdoptionOptionsProps) {
  const { t } = useTranslation();
  const { chooseConfiguration } = useActions();
  const { configurationPath, removesLeftovers } = choices;
  const choose = async (): Promise<void> => {
    const path = await chooseConfiguration();
    if (path !== null) onChange({ ...choices, configurationPath: path });
  };
  return (
    <section className="panel adopt-panel">
      <Title order={2} size="h3">
        {t('adopt.configuration')}
      </Title>
      <Text size="md" className="soft">
        {t('adopt.configurationText')}
      </Text>
      <Group gap="xs">
        <Button variant="default" onClick={() => void choose()}>
          {t('adopt.chooseConfiguration')}
        </Button>
        {configurationPath === null ? null : (
          <>
            <code className="adopt-folder">{configurationPath}</code>
            <Button
              variant="subtle"
              color="gray"
              onClick={() => onChange({ ...choices, configurationPath: null })}
            >
              {t('adopt.dropConfiguration')}
            </Button>
          </>
        )}
      </Group>
      {hasLeftovers ? (
        <Checkbox
          label={t('adopt.removeLeftovers')}
          checked={removesLeftovers}
          onChange={(event) => onChange({ ...choices, removesLeftovers: event.currentTarget.checked })}
        />
      ) : null}
    </section>
  );
}

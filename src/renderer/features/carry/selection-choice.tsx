import { Checkbox, Group, Radio, Stack, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ExportSelection } from '../../../contract/bundle';
import { describeTarget } from '../../../contract/target-presets';
import { useAppState } from '../../state/use-app';
import type { CarryDraft, CarryFault } from './carry-draft';

interface SelectionChoiceProps {
  readonly mirror: string;
  readonly draft: CarryDraft;
  readonly faults: readonly CarryFault[];
  readonly onChange: (part: Partial<CarryDraft>) => void;
}

const KINDS = ['whole', 'targets', 'projects'] as const satisfies readonly ExportSelection['kind'][];

/** The whole mirror, what some targets can install, or some projects. */
export function SelectionChoice({ mirror, draft, faults, onChange }: SelectionChoiceProps) {
  const { t } = useTranslation();
  return (
    <>
      <Radio.Group
        label={t('carry.selection')}
        value={draft.kind}
        onChange={(value) => onChange({ kind: KINDS.find((kind) => kind === value) ?? 'whole' })}
      >
        <Group gap="xl" mt="xs" style={{ rowGap: 8 }}>
          {KINDS.map((kind) => (
            <Radio key={kind} value={kind} label={t(`carry.${kind}`)} />
          ))}
        </Group>
      </Radio.Group>
      {draft.kind === 'targets' ? (
        <TargetChoice mirror={mirror} draft={draft} faults={faults} onChange={onChange} />
      ) : null}
      {draft.kind === 'projects' ? (
        <Textarea
          label={t('carry.projectsLabel')}
          description={t('carry.projectsHint')}
          error={faults.includes('projects') ? t('carry.projectsMissing') : null}
          value={draft.projects}
          autosize
          minRows={3}
          maxRows={8}
          spellCheck={false}
          classNames={{ input: 'carry-path' }}
          onChange={({ currentTarget: { value } }) => onChange({ projects: value })}
        />
      ) : null}
    </>
  );
}

function TargetChoice({ mirror, draft, faults, onChange }: SelectionChoiceProps) {
  const { t } = useTranslation();
  const targets = useAppState((state) => state.profiles[mirror]?.saved.targets);
  return (
    <Checkbox.Group
      label={t('carry.targetsLabel')}
      description={targets?.length === 0 ? t('carry.targetsNone') : null}
      error={faults.includes('targets') ? t('carry.targetsMissing') : null}
      value={[...draft.targets]}
      onChange={(chosen) => onChange({ targets: chosen })}
    >
      <Stack gap={6} mt="xs">
        {(targets ?? []).map((target) => (
          <Checkbox key={target.id} value={target.id} label={describeTarget(target)} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

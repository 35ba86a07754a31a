import type { EditorView } from '@codemirror/view';
import { Collapse, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AllowlistEditor } from './allowlist-editor';
import { useAllowlistCheck } from './use-allowlist-check';

interface ConstraintsEditorProps {
  readonly mirror: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly onLeave: () => void;
}

/** Limits that ask for nothing by themselves; out of the way until somebody wants them. */
export function ConstraintsEditor({ mirror, text, onChange, onLeave }: ConstraintsEditorProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState(text.trim() !== '');
  const id = useId();
  const view = useRef<EditorView | null>(null);
  const check = useAllowlistCheck(text, true);
  return (
    <div className="constraints">
      <UnstyledButton
        className="constraints-title"
        aria-expanded={opened}
        aria-controls={id}
        onClick={() => setOpened(!opened)}
      >
        {opened ? <IconChevronDown size={16} aria-hidden /> : <IconChevronRight size={16} aria-hidden />}
        {t('choose.constraints.title')}
        <span className="soft">
          {check.projectCount === 0
            ? t('choose.constraints.lead')
            : t('choose.constraints.count', { count: check.projectCount })}
        </span>
      </UnstyledButton>
      <Collapse expanded={opened} id={id}>
        <div className="constraints-editor">
          <AllowlistEditor
            mirror={mirror}
            label={t('choose.constraints.title')}
            placeholder={t('choose.constraints.placeholder')}
            text={text}
            diagnostics={check.diagnostics}
            viewRef={view}
            onChange={onChange}
            onLeave={onLeave}
          />
        </div>
      </Collapse>
    </div>
  );
}

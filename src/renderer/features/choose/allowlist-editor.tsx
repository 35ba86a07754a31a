import type { EditorView } from '@codemirror/view';
import { VisuallyHidden } from '@mantine/core';
import { type RefObject, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AllowlistDiagnostic } from '../../../contract/profile';
import { useClient } from '../../state/use-app';
import { createEditor, replaceText } from './editor/create-editor';
import { showLineProblems } from './editor/line-problems';
import './allowlist-editor.css';

interface AllowlistEditorProps {
  readonly mirror: string;
  readonly label: string;
  readonly placeholder: string;
  readonly text: string;
  readonly diagnostics: readonly AllowlistDiagnostic[];
  readonly onChange: (text: string) => void;
  readonly onLeave: () => void;
  /** Where the editor is put, for those who lead the person to a line. */
  readonly viewRef: RefObject<EditorView | null>;
}

/** The allowlist as text, with every problem under its line. */
export function AllowlistEditor(props: AllowlistEditorProps) {
  const { mirror, label, text, diagnostics, onChange, onLeave, viewRef } = props;
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const handlers = useRef({ onChange, onLeave });
  const client = useClient();
  const first = useRef({ text, label, placeholder: props.placeholder });
  const describedBy = useId();
  useEffect(() => {
    handlers.current = { onChange, onLeave };
  });
  useEffect(() => {
    if (place.current === null) return undefined;
    const view = createEditor({
      parent: place.current,
      ...first.current,
      describedBy,
      completion: {
        projects: (start) => client.ask('upstream.complete-project', { mirror, text: start }),
        versions: (project) => client.ask('upstream.versions', { mirror, project }),
      },
      changed: (now) => handlers.current.onChange(now),
      left: () => handlers.current.onLeave(),
    });
    viewRef.current = view;
    return () => {
      viewRef.current = null;
      view.destroy();
    };
  }, [client, describedBy, mirror, viewRef]);
  useEffect(() => {
    if (viewRef.current !== null) replaceText(viewRef.current, text);
  }, [text, viewRef]);
  useEffect(() => {
    if (viewRef.current !== null) showLineProblems(viewRef.current, diagnostics);
  }, [diagnostics, viewRef]);
  return (
    <div className="panel allowlist">
      <div ref={place} className="allowlist-place" />
      <VisuallyHidden id={describedBy}>
        {diagnostics.map(({ line, message }) => t('choose.lineMessage', { line, message })).join(' ')}
      </VisuallyHidden>
    </div>
  );
}

import { useEffect, useState } from 'react';
import type {
  ClientFileChoice,
  ClientFilePreview,
  WritableClient,
} from '../../../contract/clients/client-file';
import type { Problem } from '../../../contract/problem';
import type { Attempted } from '../../state/client-file-actions';
import { useActions } from '../../state/use-app';

/** How far the writing of a file has come. */
export type WriteStage =
  | { readonly kind: 'choosing' }
  | { readonly kind: 'shown'; readonly preview: ClientFilePreview }
  | { readonly kind: 'written'; readonly backupPath: string | null }
  | { readonly kind: 'taken-back' }
  | { readonly kind: 'refused'; readonly problem: Problem };

export interface ClientFileWork {
  readonly path: string;
  readonly keepsPassword: boolean;
  readonly stage: WriteStage;
  readonly change: (choice: Partial<Pick<ClientFileChoice, 'path' | 'keepsPassword'>>) => void;
  readonly browse: () => Promise<void>;
  readonly preview: () => Promise<void>;
  readonly write: () => Promise<void>;
  readonly undo: () => Promise<void>;
}

/** A client's file on its way to naming the mirror: chosen, shown, written, and taken back. */
export function useClientFile(mirror: string, client: WritableClient): ClientFileWork {
  const actions = useActions();
  const [choice, setChoice] = useState<ClientFileChoice>({ client, path: '', keepsPassword: false });
  const [stage, setStage] = useState<WriteStage>({ kind: 'choosing' });
  const settle = <Value>(attempted: Attempted<Value>, next: (value: Value) => WriteStage): void =>
    setStage(
      'problem' in attempted ? { kind: 'refused', problem: attempted.problem } : next(attempted.value),
    );
  const change: ClientFileWork['change'] = (changed) => {
    setChoice({ ...choice, ...changed });
    setStage({ kind: 'choosing' });
  };
  useEffect(() => {
    let isLeft = false;
    void actions.findClientFile(client).then((found) => {
      if (isLeft || 'problem' in found || found.value === null) return;
      const path = found.value;
      setChoice((before) => (before.path === '' ? { ...before, path } : before));
    });
    return () => {
      isLeft = true;
    };
  }, [actions, client]);
  return {
    ...choice,
    stage,
    change,
    browse: async () => {
      const chosen = await actions.chooseClientFile();
      if ('problem' in chosen) setStage({ kind: 'refused', problem: chosen.problem });
      else if (chosen.value !== null) change({ path: chosen.value });
    },
    preview: async () =>
      settle(await actions.previewClientFile(mirror, choice), (preview) => ({ kind: 'shown', preview })),
    write: async () =>
      settle(await actions.writeClientFile(mirror, choice), (backupPath) => ({
        kind: 'written',
        backupPath,
      })),
    undo: async () => settle(await actions.undoClientFile(choice.path), () => ({ kind: 'taken-back' })),
  };
}

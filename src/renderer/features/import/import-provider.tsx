import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { ImportSource } from '../../../contract/import-report';
import { useClient } from '../../state/use-app';
import { DropOverlay } from './drop-overlay';
import { ImportContext } from './import-context';
import { ImportDialog } from './import-dialog';
import { PasteDialog } from './paste-dialog';
import { sourcesOfFiles } from './sources-of-files';
import { useFileDrop } from './use-file-drop';
import './import.css';

interface ImportProviderProps {
  readonly mirror: string;
  readonly children: ReactNode;
}

/** Lets files be dropped on the window while a mirror is in view, and shows what each of them would bring. */
export function ImportProvider({ mirror, children }: ImportProviderProps) {
  const client = useClient();
  const [sources, setSources] = useState<readonly ImportSource[]>([]);
  /** How many have had their turn. */
  const [turn, setTurn] = useState(0);
  const [isPasting, setIsPasting] = useState(false);
  const door = useMemo(
    () => ({
      begin: (added: readonly ImportSource[]) => {
        setIsPasting(false);
        setSources((waiting) => [...waiting, ...added]);
      },
      paste: () => setIsPasting(true),
    }),
    [],
  );
  const drop = useCallback(
    (files: readonly File[]) => {
      void sourcesOfFiles(files, client.pathOf).then(door.begin);
    },
    [client, door],
  );
  const isOver = useFileDrop(drop);
  return (
    <ImportContext value={door}>
      {children}
      <PasteDialog opened={isPasting} onClose={() => setIsPasting(false)} onRead={door.begin} />
      <ImportDialog
        mirror={mirror}
        sources={sources}
        turn={turn}
        onDone={() => {
          setTurn(turn + 1);
          setSources((waiting) => waiting.slice(1));
        }}
        onClose={() => setSources([])}
      />
      {isOver ? <DropOverlay /> : null}
    </ImportContext>
  );
}

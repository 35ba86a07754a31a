import { createContext, useContext } from 'react';
import type { ImportSource } from '../../../contract/import-report';

/** How an import into the mirror in view begins. */
export interface ImportDoor {
  readonly begin: (sources: readonly ImportSource[]) => void;
  readonly paste: () => void;
}

export const ImportContext = createContext<ImportDoor | null>(null);

export function useImportDoor(): ImportDoor {
  const door = useContext(ImportContext);
  if (door === null) throw new Error('A component stands outside ImportContext.');
  return door;
}

import { useEffect, useState } from 'react';

const carriesFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;

/**
 * Takes every file that is dropped anywhere on the window, before an editor makes text of it or the window goes to its
 * address. Says whether files are being dragged over the window. Text that is dragged within an editor is left alone.
 */
export function useFileDrop(drop: (files: readonly File[]) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
      setIsOver(true);
    };
    const leave = (event: DragEvent): void => {
      // From one element to the next there is a related one; out of the window there is none.
      if (event.relatedTarget === null) setIsOver(false);
    };
    const take = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setIsOver(false);
      drop([...(event.dataTransfer?.files ?? [])]);
    };
    const capture = new AbortController();
    const options = { capture: true, signal: capture.signal };
    window.addEventListener('dragenter', over, options);
    window.addEventListener('dragover', over, options);
    window.addEventListener('dragleave', leave, options);
    window.addEventListener('drop', take, options);
    return () => capture.abort();
  }, [drop]);
  return isOver;
}

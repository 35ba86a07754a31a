import { useAppState } from '../../state/use-app';

/** The name of a mirror: its folder's last name. */
export function useMirrorName(mirror: string): string {
  return useAppState((state) => state.mirrors.find((entry) => entry.mirror === mirror)?.name ?? mirror);
}

import type { Who } from '../../contract/bundle';
import { systemWho } from '../../engine/mirror/history-file';

/** Who exports or imports: the name that was given, or the system's. */
export function whoCarries(name: string | null): Who {
  const who = systemWho('command line');
  return name === null ? who : { ...who, user: name };
}

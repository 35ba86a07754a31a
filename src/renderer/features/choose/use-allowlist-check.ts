import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { AllowlistCheck } from '../../../contract/profile';
import { useClient } from '../../state/use-app';

const CHECK_DELAY_MS = 250;
const UNCHECKED: AllowlistCheck = { diagnostics: [], projectCount: 0 };

/** What the engine says about an allowlist, a moment after the last key. */
export function useAllowlistCheck(allowlist: string, hasTargets: boolean): AllowlistCheck {
  const client = useClient();
  const [text] = useDebouncedValue(allowlist, CHECK_DELAY_MS, { leading: true });
  const [check, setCheck] = useState(UNCHECKED);
  useEffect(() => {
    let current = true;
    client.ask('allowlist.check', { allowlist: text, hasTargets }).then(
      (answer) => {
        if (current) setCheck(answer);
      },
      // The editor works without; planning refuses what cannot be read and says why.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [client, text, hasTargets]);
  return check;
}

import { useTranslation } from 'react-i18next';
import type { IndexFault } from './read-index';

/** Puts what keeps an index from being read into words. */
export function useFaultWords(): (fault: IndexFault | null) => string | null {
  const { t } = useTranslation();
  return (fault) => {
    if (fault === null) return null;
    const { kind } = fault;
    if (kind === 'taken') return t(`choose.indexes.faults.${kind}`, { name: fault.name, url: fault.url });
    if (kind === 'notAName') return t(`choose.indexes.faults.${kind}`, { name: fault.name });
    return t(`choose.indexes.faults.${kind}`);
  };
}

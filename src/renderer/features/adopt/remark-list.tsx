import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AdoptionRemark } from './adoption-remarks';

/** What there is to say, each with the first of what it is about. */
export function RemarkList({ remarks }: { readonly remarks: readonly AdoptionRemark[] }) {
  const { t } = useTranslation();
  return (
    <ul>
      {remarks.map(({ about, count, examples, isWarning }) => {
        const Icon = isWarning ? IconAlertTriangle : IconInfoCircle;
        return (
          <li key={about}>
            <Icon size={16} aria-hidden />
            <span>
              {t(`adopt.${about}`, { count })}
              {examples.length === 0 ? null : (
                <span className="soft">
                  {': '}
                  {examples.join(', ')}
                  {count > examples.length ? ', …' : ''}
                </span>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

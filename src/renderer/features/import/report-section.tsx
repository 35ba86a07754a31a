import { IconAlertTriangle, IconChevronRight, IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** More than these are for the file itself, not for a dialog. */
const MOST_SHOWN = 500;

interface ReportItem {
  /** In the letters of a program, where it is something of the file's. */
  readonly text?: string;
  /** In words. */
  readonly more?: string;
  readonly place: string;
}

interface ReportSectionProps {
  readonly title: string;
  readonly hint?: string;
  readonly items: readonly ReportItem[];
  readonly isOpen?: boolean;
  readonly tone?: 'warning' | 'error';
}

/** A list that opens and closes; nothing where it is empty. */
export function ReportSection({ title, hint, items, isOpen = false, tone }: ReportSectionProps) {
  const { t } = useTranslation();
  if (items.length === 0) return null;
  const shown = eachOnce(items).slice(0, MOST_SHOWN);
  return (
    <details className="report-section" open={isOpen} data-tone={tone}>
      <summary>
        <IconChevronRight size={16} className="report-chevron" aria-hidden />
        {tone === 'warning' ? <IconInfoCircle size={16} aria-hidden /> : null}
        {tone === 'error' ? <IconAlertTriangle size={16} aria-hidden /> : null}
        <strong className="numbers">{title}</strong>
        {hint === undefined ? null : <span className="soft">{hint}</span>}
      </summary>
      <ul>
        {shown.map(([key, { text, more, place }]) => (
          <li key={key}>
            <span>
              {text === undefined ? null : <code>{text}</code>}
              {more === undefined ? null : <span>{more}</span>}
            </span>
            <span className="soft">{place}</span>
          </li>
        ))}
      </ul>
      {items.length > MOST_SHOWN ? (
        <p className="soft import-hint">{t('import.showing', { shown: MOST_SHOWN, count: items.length })}</p>
      ) : null}
    </details>
  );
}

/** What is said in the same words of the same place is said once. */
function eachOnce(items: readonly ReportItem[]): readonly (readonly [string, ReportItem])[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item]))];
}

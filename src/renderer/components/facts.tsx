import type { ReactNode } from 'react';
import './facts.css';

interface FactsProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** A row of large numbers with their names. */
export function Facts({ label, children }: FactsProps) {
  return (
    <dl className="panel facts" aria-label={label}>
      {children}
    </dl>
  );
}

interface FactProps {
  readonly name: string;
  readonly value: string;
  /** Smaller, below the number. */
  readonly more?: string | null;
  readonly tone?: 'accent' | 'bad';
}

export function Fact({ name, value, more = null, tone }: FactProps) {
  return (
    <div className="fact" data-tone={tone}>
      <dt>{name}</dt>
      <dd className="fact-value">{value}</dd>
      {more === null ? null : <dd className="fact-more">{more}</dd>}
    </div>
  );
}

import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { floorPercent } from '../format/format';
import { useFormat } from '../format/use-format';
import { Bar } from './bar';
import './step-progress.css';

interface StepProgressProps {
  readonly label: string;
  readonly step: string;
  readonly done: number;
  /** 0 where it is not known. */
  readonly all: number;
  readonly isMoving: boolean;
  readonly children: ReactNode;
}

/** A step that takes its time: its name, how far it is, and facts about it below. */
export function StepProgress({ label, step, done, all, isMoving, children }: StepProgressProps) {
  const format = useFormat();
  const percent = all === 0 ? null : floorPercent(done, all);
  const words = all === 0 ? '' : format.percent(done, all);
  return (
    <section className="panel step-progress" aria-label={label}>
      <div className="step-progress-title">
        <Title order={3} size="lg">
          {step}
        </Title>
        <span className="numbers">{words}</span>
      </div>
      <Bar
        label={label}
        percent={isMoving ? percent : (percent ?? 0)}
        text={words === '' ? step : `${step}, ${words}`}
        size={12}
        {...(isMoving ? {} : { color: 'yellow.5' })}
      />
      {children}
    </section>
  );
}

import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import './step-page.css';

interface StepPageProps {
  readonly title: string;
  readonly lead?: ReactNode;
  /** Beside the title, at the right. */
  readonly aside?: ReactNode;
  /** What is known about the step, at the left of the bar at the bottom. */
  readonly note?: ReactNode;
  /** The step's buttons, at the right of that bar; the main one last. */
  readonly buttons?: ReactNode;
  readonly children: ReactNode;
}

/** One step of the trip: a heading, its content, and one bar where the next thing to press always is. */
export function StepPage({ title, lead, aside, note, buttons, children }: StepPageProps) {
  return (
    <div className="step">
      <div className="step-body">
        <header className="step-head">
          <div>
            <Title order={2}>{title}</Title>
            {lead === undefined ? null : (
              <Text size="md" className="soft">
                {lead}
              </Text>
            )}
          </div>
          {aside}
        </header>
        {children}
      </div>
      {note === undefined && buttons === undefined ? null : (
        <footer className="step-bar">
          <div className="step-note">{note}</div>
          <Group gap="xs" wrap="wrap" justify="flex-end">
            {buttons}
          </Group>
        </footer>
      )}
    </div>
  );
}

import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import './step-page.css';

interface StepPageProps {
  readonly title: string;
  /** 1 where nothing above it names the page. */
  readonly level?: 1 | 2;
  readonly lead?: ReactNode;
  /** What is known about the step, at the left of the bar at the bottom. */
  readonly note?: ReactNode;
  /** The step's buttons, at the right of that bar; the main one last. */
  readonly buttons?: ReactNode;
  readonly children: ReactNode;
}

/** One step of the trip: a heading, its content, and one bar where the next thing to press always is. */
export function StepPage({ title, level = 2, lead, note, buttons, children }: StepPageProps) {
  return (
    <div className="step">
      <div className="step-body">
        <header className="step-head">
          <Title order={level} size="h2">
            {title}
          </Title>
          {lead === undefined ? null : (
            <Text size="md" className="soft">
              {lead}
            </Text>
          )}
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

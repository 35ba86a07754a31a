import { Group, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
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
  /** Changes when the buttons do: the focus of one that has gone is then given to the heading. */
  readonly state?: string;
  readonly children: ReactNode;
}

/** One step of the trip: a heading, its content, and one bar where the next thing to press always is. */
export function StepPage({ title, level = 2, lead, note, buttons, state, children }: StepPageProps) {
  return (
    <div className="step">
      <div className="step-body">
        <header className="step-head">
          <Heading key={state} title={title} level={level} />
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

interface HeadingProps {
  readonly title: string;
  readonly level: 1 | 2;
}

/**
 * Takes the focus when it appears and nothing else has it: whoever goes by keyboard must not be thrown back to the top
 * of the window when the button that was pressed disappears.
 */
function Heading({ title, level }: HeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <Title ref={heading} order={level} size="h2" tabIndex={-1}>
      {title}
    </Title>
  );
}

import { Group, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import './empty-panel.css';

interface EmptyPanelProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}

/** An empty place: why it is empty, and the button that does the next step. */
export function EmptyPanel({ icon, title, text, children }: EmptyPanelProps) {
  return (
    <section className="empty">
      <div className="empty-icon" aria-hidden>
        {icon}
      </div>
      <Title order={3} size="lg">
        {title}
      </Title>
      <Text size="md" className="soft empty-text">
        {text}
      </Text>
      <Group gap="xs" mt="md" justify="center">
        {children}
      </Group>
    </section>
  );
}

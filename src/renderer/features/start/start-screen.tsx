import { Button, Text, Title } from '@mantine/core';
import { IconFolderOpen, IconStackPush } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BirdMark } from '../../components/bird-mark';
import { useActions } from '../../state/use-app';
import { STEPS } from '../../state/view';
import './start-screen.css';

/** The first start: two doors, and the trip that lies behind them. */
export function StartScreen() {
  const { t } = useTranslation();
  const { showCreate, openMirror } = useActions();
  return (
    <div className="start">
      <div className="start-inner">
        <BirdMark size={52} />
        <Title order={1} className="start-title">
          {t('start.title')}
        </Title>
        <Text size="lg" className="soft start-lead">
          {t('start.lead')}
        </Text>
        <div className="start-doors">
          <Door
            icon={<IconStackPush size={24} />}
            title={t('start.build.title')}
            text={t('start.build.text')}
          >
            <Button size="md" onClick={showCreate}>
              {t('start.build.action')}
            </Button>
          </Door>
          <Door icon={<IconFolderOpen size={24} />} title={t('start.use.title')} text={t('start.use.text')}>
            <Button size="md" variant="default" onClick={() => void openMirror()}>
              {t('start.use.action')}
            </Button>
          </Door>
        </div>
        <TripOutline />
      </div>
    </div>
  );
}

interface DoorProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

function Door({ icon, title, text, children }: DoorProps) {
  return (
    <section className="panel start-door">
      <div className="start-door-icon" aria-hidden>
        {icon}
      </div>
      <Title order={2}>{title}</Title>
      <Text size="md" className="soft start-door-text">
        {text}
      </Text>
      <div>{children}</div>
    </section>
  );
}

function TripOutline() {
  const { t } = useTranslation();
  return (
    <section className="start-trip" aria-label={t('start.tripTitle')}>
      <ol>
        {STEPS.map((step) => (
          <li key={step}>
            <Text size="md" fw={600}>
              {t(`trip.${step}`)}
            </Text>
            <Text size="sm" className="soft">
              {t(`start.trip.${step}`)}
            </Text>
          </li>
        ))}
      </ol>
    </section>
  );
}

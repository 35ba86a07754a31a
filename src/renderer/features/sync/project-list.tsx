import { SegmentedControl, Title } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCircle, IconDownload } from '@tabler/icons-react';
import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProjectProgress, RunProgress } from '../../../contract/run-state';
import { VirtualTable } from '../../components/virtual-table';
import { floorPercent } from '../../format/format';
import { useFormat } from '../../format/use-format';
import { filterProjects, PROJECT_FILTERS, type ProjectFilter, projectState } from './project-state';

const ICONS = { done: IconCheck, failed: IconAlertTriangle, active: IconDownload, waiting: IconCircle };

/** Every project of the run, with how far it is. */
export function ProjectList({ projects }: { readonly projects: RunProgress['projects'] }) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<ProjectFilter>('all');
  const shown = useMemo(() => filterProjects(projects, filter), [projects, filter]);
  return (
    <section className="sync-projects">
      <div className="sync-list-head">
        <Title order={3} className="sync-list-title">
          {t('sync.projects.title')}
        </Title>
        <SegmentedControl
          size="xs"
          aria-label={t('sync.projects.filter')}
          value={filter}
          data={PROJECT_FILTERS.map((value) => ({ value, label: t(`sync.projects.${value}`) }))}
          onChange={setFilter}
        />
      </div>
      <VirtualTable
        label={t('sync.projects.label')}
        className="sync-table"
        items={shown}
        keyOf={nameOf}
        heightOf={rowHeight}
        isStop={never}
        empty={t('sync.projects.none')}
        rowClassOf={rowClassOf}
        renderCells={(project) => <ProjectCells project={project} />}
      />
    </section>
  );
}

const nameOf = (project: ProjectProgress): string => project.project;
const rowHeight = (): number => 36;
const never = (): boolean => false;
const rowClassOf = (project: ProjectProgress): string => `sync-row sync-${projectState(project)}`;

const ProjectCells = memo(function ProjectCells({ project }: { readonly project: ProjectProgress }) {
  const { t } = useTranslation();
  const format = useFormat();
  const state = projectState(project);
  const Icon = ICONS[state];
  const percent = floorPercent(
    project.bytes > 0 ? project.bytesDone : project.filesDone,
    project.bytes > 0 ? project.bytes : project.files,
  );
  const words = state === 'failed' ? t('sync.projects.failures', { count: project.filesFailed }) : null;
  return (
    <>
      <td className="sync-name">
        <Icon
          size={15}
          role="img"
          aria-label={words ?? t(`sync.projects.${state === 'failed' ? 'open' : state}`)}
        />
        <span className="cut">{project.project}</span>
        {words === null ? null : <span className="tag tag-remove">{words}</span>}
      </td>
      <td>
        <div className="sync-track" aria-hidden>
          <span style={{ width: `${percent}%` }} />
        </div>
      </td>
      <td className="cell-number soft sync-files">
        {t('sync.projects.counts', { done: project.filesDone, count: project.files })}
      </td>
      <td className="cell-number">{format.bytes(project.bytes)}</td>
    </>
  );
});

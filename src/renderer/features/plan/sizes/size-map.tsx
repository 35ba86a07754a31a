import { Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanProjectRow, PlanSummary } from '../../../../contract/plan-summary';
import { useFormat } from '../../../format/use-format';
import { layOutSizes, type SizeTile } from './lay-out-sizes';
import { SizeLegend } from './size-legend';
import { useRovingTiles } from './use-roving-tiles';
import './size-map.css';

interface SizeMapProps {
  readonly plan: PlanSummary;
  readonly rows: readonly PlanProjectRow[];
  readonly onExplain: (project: string) => void;
}

/**
 * What the mirror will hold as a map: one field a project, as large as its files. The fields are buttons with names, so
 * that they can be read and reached without seeing them.
 */
export function SizeMap({ plan, rows, onExplain }: SizeMapProps) {
  const { t } = useTranslation();
  const { ref, width, height } = useElementSize<HTMLUListElement>();
  const tiles = useMemo(() => layOutSizes(rows, { width, height }), [rows, width, height]);
  const { active, setActive, onKeyDown } = useRovingTiles(tiles.length);
  const all = useMemo(
    () => rows.reduce((sum, { toFetch, present }) => sum + toFetch.bytes + present.bytes, 0),
    [rows],
  );
  const shown = tiles[active];
  return (
    <div className="panel size-map">
      {all === 0 ? <Text className="soft size-none">{t('plan.sizes.none')}</Text> : null}
      <ul ref={ref} className="size-fields" aria-label={t('plan.sizes.label')} onKeyDown={onKeyDown}>
        {tiles.map((tile, index) => (
          <Field
            key={tile.row?.project ?? ''}
            tile={tile}
            index={index}
            active={index === active}
            targets={plan.targets.length}
            onActivate={setActive}
            onExplain={onExplain}
          />
        ))}
      </ul>
      <SizeLegend tile={shown} all={all} targets={plan.targets.length} />
    </div>
  );
}

interface FieldProps {
  readonly tile: SizeTile;
  readonly index: number;
  readonly active: boolean;
  readonly targets: number;
  readonly onActivate: (index: number) => void;
  readonly onExplain: (project: string) => void;
}

function Field({ tile, index, active, targets, onActivate, onExplain }: FieldProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { row, left, top, width, height } = tile;
  const bytes = format.bytes(tile.bytes);
  const name = row?.project ?? t('plan.sizes.others', { count: tile.projects });
  const label =
    row === null || targets < 2
      ? t('plan.sizes.tileAlone', { project: name, bytes })
      : t('plan.sizes.tile', {
          project: name,
          bytes,
          targets: t('plan.sizes.targets', { count: row.targets.length, all: targets }),
        });
  return (
    <li className="size-place" style={{ left, top, width, height }}>
      <UnstyledButton
        className="size-field"
        aria-disabled={row === null || undefined}
        data-tile={index}
        data-others={row === null || undefined}
        tabIndex={active ? 0 : -1}
        __vars={{ '--to-fetch': `${Math.round(tile.toFetchShare * 100)}%` }}
        onFocus={() => onActivate(index)}
        onPointerEnter={() => onActivate(index)}
        onClick={() => (row === null ? undefined : onExplain(row.project))}
      >
        <VisuallyHidden>{label}</VisuallyHidden>
        {width > 46 && height > 24 ? (
          <span className="size-name cut" aria-hidden>
            {name}
          </span>
        ) : null}
        {width > 46 && height > 44 ? (
          <span className="size-bytes cut" aria-hidden>
            {bytes}
          </span>
        ) : null}
      </UnstyledButton>
    </li>
  );
}

import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../format/use-format';
import type { SizeTile } from './lay-out-sizes';

interface SizeLegendProps {
  /** The field under the pointer or with the focus. */
  readonly tile: SizeTile | undefined;
  /** Bytes of all that the map shows. */
  readonly all: number;
  readonly targets: number;
}

/** What the colours mean, and the numbers of one field. */
export function SizeLegend({ tile, all, targets }: SizeLegendProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="size-legend">
      {tile === undefined ? null : (
        <span className="size-shown numbers" aria-hidden>
          <strong>{tile.row?.project ?? t('plan.sizes.others', { count: tile.projects })}</strong>
          <span>{format.bytes(tile.bytes)}</span>
          <span className="soft">
            {t('plan.sizes.share', { percent: format.percent(tile.bytes, all), bytes: format.bytes(all) })}
          </span>
          {tile.row === null || targets < 2 ? null : (
            <span className="soft">
              {t('plan.sizes.targets', { count: tile.row.targets.length, all: targets })}
            </span>
          )}
        </span>
      )}
      <span className="size-key" data-key="fetch">
        {t('plan.sizes.toFetch')}
      </span>
      <span className="size-key">{t('plan.sizes.present')}</span>
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import type { Finding } from '../../../contract/verification';
import { VirtualTable } from '../../components/virtual-table';
import { useFindingWords } from '../../texts/use-words';

/** Each finding with its path and what is wrong with it. */
export function FindingsTable({ findings }: { readonly findings: readonly Finding[] }) {
  const { t } = useTranslation();
  const findingWords = useFindingWords();
  return (
    <VirtualTable
      label={t('verify.table')}
      className="verify-table"
      items={findings}
      keyOf={keyOf}
      heightOf={heightOf}
      rowClassOf={rowClassOf}
      isStop={isStop}
      empty={t('verify.none')}
      header={
        <>
          <th scope="col">{t('verify.path')}</th>
          <th scope="col">{t('verify.what')}</th>
        </>
      }
      renderCells={(finding) => (
        <>
          <td className="mono cut" title={finding.path}>
            {finding.path.slice(finding.path.lastIndexOf('/') + 1) || finding.path}
            <span className="soft verify-folder cut">{finding.path}</span>
          </td>
          <td className="verify-what cut" title={findingWords(finding)}>
            {findingWords(finding)}
          </td>
        </>
      )}
    />
  );
}

const keyOf = (finding: Finding): string => JSON.stringify(finding);
const heightOf = (): number => 58;
const rowClassOf = (): string => 'verify-row';
const isStop = (): boolean => false;

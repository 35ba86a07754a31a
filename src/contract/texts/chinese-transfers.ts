import { nameOfBundle } from '../bundle';
import type { TransferEntry } from '../transfer-log';
import { megabytes } from './english-numbers';

/** An export or import in a sentence without an end; plain text, since what is read of a log was cleaned. */
export function describeTransferInChinese({ transfer, result, cause, bundle }: TransferEntry): string {
  const verb = transfer === 'exported' ? '导出' : '导入';
  const carried = describeCarried(bundle);
  switch (result) {
    case 'done':
      return `已${verb} ${carried}${describeChecks(bundle)}`;
    case 'part-taken':
      return `已收入 ${carried}；其余分卷尚未到来`;
    case 'unchanged':
      return `没有导入：${carried} 已在此处`;
    case 'stopped':
      return `已停止${verb} ${carried}`;
    case 'failed':
      return `无法${verb} ${carried}${cause === null ? '' : `。${cause}`}`;
  }
}

function describeCarried(bundle: TransferEntry['bundle']): string {
  if (bundle === null) return '一个无法读取的导出';
  const { id, mirror, base, part, parts, files, bytes } = bundle;
  const piece = parts > 1 ? `第 ${part} 卷，共 ${parts} 卷，` : '';
  const since = base === null ? '' : `，自 ${nameOfBundle(base)} 以来的变化`;
  return `“${mirror}”的 ${nameOfBundle(id)}（${piece}${files} 个文件，${megabytes(bytes)}${since}）`;
}

function describeChecks(bundle: TransferEntry['bundle']): string {
  if (bundle === null) return '';
  const scanned = bundle.scan === null ? '' : `，已用“${bundle.scan.command}”扫描`;
  return `${scanned}，签名密钥 ${bundle.key}`;
}

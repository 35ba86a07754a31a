import { toPlainText } from '../plain-text';
import type { Finding, PageFaultKind } from '../verification';

/** Words for what a verification found. */

const PAGE_FAULTS: { readonly [Fault in PageFaultKind]: (subject: string | null) => string } = {
  'html-missing': () => '缺少它的 HTML 页面',
  'html-differs': (subject) => `它的 HTML 页面与 JSON 页面不一致${about(subject)}`,
  'leads-outside': (subject) => `它链接到镜像之外的内容${about(subject)}`,
  'tells-no-hash': (subject) => `它没有给出 sha256${about(subject)}`,
  'other-project': (subject) => `它自称是另一个项目的页面${about(subject)}`,
  'root-differs': (subject) => `项目总列表与各页面不一致${about(subject)}`,
};

const about = (subject: string | null): string => (subject === null ? '' : `（${toPlainText(subject)}）`);

/** What is wrong, in words that stand behind the path. */
export function describeFindingInChinese(finding: Finding): string {
  switch (finding.kind) {
    case 'damaged':
    case 'metadata-damaged': {
      const { expectedBytes, actualBytes, expectedSha256, actualSha256 } = finding;
      return expectedBytes !== null && expectedBytes !== actualBytes
        ? `已损坏：有 ${actualBytes} 字节，应为 ${expectedBytes} 字节`
        : `已损坏：sha256 为 ${toPlainText(actualSha256)}，应为 ${toPlainText(expectedSha256)}`;
    }
    case 'missing':
      return '缺失';
    case 'metadata-missing':
      return '缺失，但页面提到了它';
    case 'page-wrong':
      return PAGE_FAULTS[finding.fault](finding.subject);
    case 'unreadable':
      return `无法读取：${toPlainText(finding.reason)}`;
    case 'not-a-file':
      return '其位置上是链接、文件夹或设备';
    case 'record-wrong':
      return '文件本身无误，但它的记录有误';
    case 'orphaned':
      return finding.removable ? '没有页面列出它' : '没有页面列出它，且名称不是镜像文件的名称';
  }
}

import type { IndexTest } from '../clients/index-test';
import { toPlainText } from '../plain-text';
import { describePip } from './chinese-proof';
import type { ENGLISH_CLIENTS } from './english-clients';

/** What came of a test, in one line; what pip said comes below it. */
export function describeIndexTestInChinese(test: IndexTest): string {
  switch (test.kind) {
    case 'works': {
      const others = test.others === 0 ? '' : `以及另外 ${test.others} 个项目`;
      return toPlainText(
        `可以使用：${describePip(test.pip)} 能够从这里安装 ${test.project} ${test.version}${others}。`,
      );
    }
    case 'refused':
      return toPlainText(`${describePip(test.pip)} 无法从这里解析“${test.project}”。它的输出：`);
    case 'too-slow':
      return `${describePip(test.pip)} 没有及时得到应答，已被停止。请检查从这里能否访问该地址。`;
    case 'no-pip':
      return '没有测试：这台计算机上没有找到带有 pip 22.2 或更新版本的 Python。';
    case 'no-project':
      return '没有测试：没有找到任何 Python 都能安装的项目。请指定一个。';
  }
}

/** Words about what keeps a mirror from being set up for others. */
export const CHINESE_CLIENTS: typeof ENGLISH_CLIENTS = {
  'serve-config-refused': ({ path, writtenFor, reason }) => ({
    what: `“${path}”不能写入 ${writtenFor} 的配置：${reason}。`,
    next: '请给文件夹改名，或将镜像移到其他位置。',
  }),
  'client-index-invalid': ({ address }) => ({
    what: `“${address}”既不是镜像，也不是索引的地址。`,
    next: '请给出镜像的文件夹，或类似 "http://127.0.0.1:8080/simple/" 的地址。',
  }),
  'client-file-refused': ({ path, reason }) => ({
    what: `“${path}”保持原样：${reason}。`,
    next: '请手工修正它，或指定其他文件。',
  }),
};

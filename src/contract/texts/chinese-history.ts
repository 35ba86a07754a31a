import type { Act } from '../history';
import { megabytes } from './english-numbers';

/** What was done, in a sentence without an end; plain text, since what is read of a history was cleaned. */
export function describeActInChinese(act: Act): string {
  const describe = ACTS[act.act] as (act: Act) => string;
  return describe(act);
}

type ActOf<Name extends Act['act']> = Extract<Act, { readonly act: Name }>;

const ACTS: { readonly [Name in Act['act']]: (act: ActOf<Name>) => string } = {
  created: () => '创建了镜像',
  'profile-changed': ({ profileDigest }) => `配置已变化（现为 ${profileDigest.slice(0, 12)}）`,
  imported: ({ source }) => `将“${source}”导入配置`,
  'bundle-imported': ({ source }) => `导入了“${source}”的导出`,
  adopted: ({ complete, files, bytes }) =>
    `接管了 bandersnatch 的镜像：${listed(files, bytes)}${complete ? '' : '；有内容缺失'}`,
  planned: ({ complete, errors, guards }) =>
    `制定了计划${complete ? '' : '，不完整'}${errors === 0 ? '' : `：${errors} 个错误`}${guards === 0 ? '' : '；等待确认'}`,
  'plan-cancelled': () => '停止了制定计划',
  'plan-failed': ({ cause }) => `无法制定计划。${cause}`,
  'sync-started': (act) => `开始同步 ${totals(act)}`,
  'sync-resumed': (act) => `继续同步 ${totals(act)}`,
  'sync-paused': (act) => `暂停了同步：${figures(act)}${act.cause === null ? '' : `。${act.cause}`}`,
  'sync-cancelled': (act) => `放弃了同步：${figures(act)}`,
  'sync-ended': (act) => `${act.complete ? '同步完成，内容完整' : '同步完成，内容不完整'}：${figures(act)}`,
  'sync-failed': (act) => `同步中止：${figures(act)}。${act.cause}`,
  'sync-discarded': () => '放弃了处于暂停状态的同步',
  verified: ({ mode, files, filesRead, findings }) =>
    `校验了${mode === 'full' ? '全部内容' : '有变化的内容'}：${files} 个文件，读取了 ${filesRead} 个，${findings === 0 ? '没有问题' : `发现 ${findings} 处问题`}`,
  'verify-paused': () => '暂停了校验',
  'verify-cancelled': () => '停止了校验',
  'verify-failed': ({ cause }) => `无法校验。${cause}`,
  'repair-prepared': ({ files, metadata, pages, orphans, byHand }) =>
    `准备了修复：${files} 个文件、${metadata} 个元数据、${pages} 个页面将重新获取，${orphans} 个将移除，${byHand} 个需手工处理`,
  proven: ({ complete, targets }) =>
    complete ? `证明了对 ${targets} 个目标环境完整` : `为 ${targets} 个目标环境证明时发现不完整`,
  'prove-failed': ({ cause }) => `无法证明。${cause}`,
  'serve-started': ({ reach, port }) =>
    `开始${reach === 'network' ? '向网络' : '在这台计算机上'}提供服务，端口 ${port}`,
  'serve-stopped': ({ requests }) => `在 ${requests} 次请求之后停止了服务`,
};

const listed = (files: number, bytes: number): string => `${files} 个文件，${megabytes(bytes)}`;

const totals = ({ files, bytes, filesHere }: ActOf<'sync-started'> | ActOf<'sync-resumed'>): string =>
  `${listed(files, bytes)}，其中 ${filesHere} 个已在此处`;

function figures(
  act: ActOf<'sync-paused'> | ActOf<'sync-cancelled'> | ActOf<'sync-ended'> | ActOf<'sync-failed'>,
): string {
  const { filesFetched, bytesFetched, filesRemoved, filesFailed } = act;
  const others = [
    ...(filesRemoved === 0 ? [] : [`移除 ${filesRemoved} 个`]),
    ...(filesFailed === 0 ? [] : [`失败 ${filesFailed} 个`]),
  ];
  return [`获取 ${filesFetched} 个文件（${megabytes(bytesFetched)}）`, ...others].join('，');
}

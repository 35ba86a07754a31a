import type { ChainLink, FileUse, UsePurpose } from '../plan-summary';
import type { Problem } from '../problem';
import { CHINESE_CLIENTS } from './chinese-clients';
import { CHINESE_EXPORT } from './chinese-export';
import { CHINESE_NETWORK } from './chinese-network';
import { CHINESE_RULE_REASONS } from './chinese-rules';
import type { ProblemText, Texts } from './english';
import { megabytes } from './english-numbers';

/** The words for a problem that is part of another one. */
function wordsFor(problem: Problem): ProblemText {
  const describe = CHINESE.problems[problem.code] as (parameters: Problem['parameters']) => ProblemText;
  return describe(problem.parameters);
}

const asksFor = (chain: string): string => (chain.includes(' → ') ? `要求它的是 ${chain}。` : '');

/** The first cause, and how many more there are. */
function usesInWords(uses: readonly FileUse[]): string {
  const [first, ...more] = uses;
  if (first === undefined) return '需要';
  const rest = more.length === 0 ? '' : `，另有 ${more.length} 个原因`;
  return `${PURPOSES[first.purpose]}${chainInWords(first.chain)}（${first.targets.join('、')}）${rest}`;
}

const PURPOSES: Readonly<Record<UsePurpose, string>> = {
  install: '被要求：',
  match: '被接纳：',
  build: '构建所需，要求者：',
  bootstrap: '用于建立新环境：',
  lock: '列于：',
};

/** What the person wrote, then each project that asks for the next. */
function chainInWords(chain: readonly ChainLink[]): string {
  return chain
    .map(({ project, version, requirement }) =>
      project === '' ? `“${requirement}”` : `${project} ${version ?? ''}（“${requirement}”）`,
    )
    .join(' → ');
}

/** Simplified Chinese. Reasons that come from other programs stay in their words. */
export const CHINESE: Texts = {
  problems: {
    'profile-missing': ({ directory }) => ({
      what: `“${directory}”不是镜像：其中没有 sandgrouse.toml。`,
      next: '请选择其他文件夹，或在那里创建镜像。',
    }),
    'profile-of-export': ({ directory }) => ({
      what: `“${directory}”是导出，不是镜像。`,
      next: '请先导入它，再使用由此得到的镜像。若要直接从它安装，请提供服务。',
    }),
    'profile-exists': ({ directory }) => ({
      what: `“${directory}”已经是镜像。`,
      next: '请直接打开它，或选择其他文件夹。',
    }),
    'profile-invalid': ({ path, reason }) => ({
      what: `配置“${path}”无法读取：${reason}。`,
      next: '请用文本编辑器修正该文件，然后重试。',
    }),
    'profile-newer': ({ path, version, supportedVersion }) => ({
      what: `配置“${path}”的版本为 ${version}，此 Sandgrouse 最高支持版本 ${supportedVersion}。`,
      next: '请为该镜像使用更新的 Sandgrouse。',
    }),
    'adoption-refused': ({ directory, reason }) => ({
      what: `“${directory}”无法接管：${reason}。`,
      next: '请指定 bandersnatch 配置中 "directory" 所指的文件夹，并修正上述问题。',
    }),
    'allowlist-empty': ({ path }) => ({
      what: `“${path}”中的允许列表没有列出任何项目，因此没有可镜像的内容。`,
      next: '请至少添加一项要求，例如 "requests"。',
    }),
    'allowlist-invalid': ({ path, lines }) => ({
      what: `“${path}”中的允许列表有 ${lines.length} 行无法读取：${lines
        .map((line) => `第 ${line.line} 行“${line.text}”：${line.message}`)
        .join('；')}。`,
      next: '请修正这些行，然后重新制定计划。',
    }),
    'requirements-file-unreadable': ({ path, reason }) => ({
      what: `requirements 文件“${path}”无法读取：${reason}。`,
      next: '请检查路径和文件。',
    }),
    'input-unrecognised': ({ name, reason }) => ({
      what: `“${name}”不是可以导入的内容：${reason}。`,
      next: '请给出 requirements 文件、pyproject.toml、锁文件（pylock.toml、uv.lock、poetry.lock、Pipfile.lock）、bandersnatch.conf 或目标环境文件。',
    }),
    'input-invalid': ({ name, place, reason }) => ({
      what: `“${name}”无法导入。${place}：${reason}。`,
      next: '请修正该文件，或用生成它的工具重新生成，然后再次导入。',
    }),
    'upstream-url-invalid': ({ url, reason }) => ({
      what: `“${url}”不能作为上游：${reason}。`,
      next: '请给出 Simple API 的地址，例如 "https://pypi.org/simple/"。',
    }),
    'upstream-unreachable': ({ url, cause }) => ({
      what: `无法连接“${url}”：${cause}。`,
      next: '请检查网络和地址，然后重试。',
    }),
    'upstream-stalled': ({ url, timeoutMs }) => ({
      what: `“${url}”在 ${timeoutMs / 1000} 秒内没有或几乎没有发送数据。`,
      next: '请稍后重试。',
    }),
    ...CHINESE_NETWORK,
    'upstream-status': ({ url, status }) => ({
      what: `“${url}”以 HTTP 状态 ${status} 应答。`,
      next: status >= 500 ? '请稍后重试。' : '请检查上游的地址。',
    }),
    'upstream-page-invalid': ({ url, reason }) => ({
      what: `“${url}”不是 Simple API 的页面：${reason}。`,
      next: '请检查上游的地址，或询问其运营者。',
    }),
    'upstream-page-too-large': ({ url, limitBytes }) => ({
      what: `页面“${url}”超过 ${megabytes(limitBytes)}，没有读取。`,
      next: '请检查上游的地址。',
    }),
    'upstream-page-overfull': ({ url, entries, limit }) => ({
      what: `页面“${url}”列出的${entries === 'files' ? '文件' : '项目'}超过 ${limit.toLocaleString('en')} 个，没有读取。`,
      next: '请检查上游的地址。',
    }),
    'upstream-redirect-refused': ({ url, target, reason }) => ({
      what: `“${url}”重定向到“${target}”，没有跟随：${reason}。`,
      next: '请检查上游的地址。',
    }),
    'upstream-body-short': ({ url, expectedBytes, receivedBytes }) => ({
      what: `“${url}”在 ${expectedBytes} 字节中只发送了 ${receivedBytes} 字节便结束了。`,
      next: '请稍后重试。',
    }),
    'upstream-body-long': ({ url, expectedBytes }) => ({
      what: `“${url}”发送的内容超过其声明的 ${expectedBytes} 字节。`,
      next: '请稍后重试；如果仍是这样，请询问上游的运营者。',
    }),
    'project-unknown': ({ project, upstreamUrl }) => ({
      what: `上游“${upstreamUrl}”没有项目“${project}”。`,
      next: '请检查拼写，或从允许列表中去掉该行。',
    }),
    'project-quarantined': ({ project, reason }) => ({
      what: `项目“${project}”在上游被隔离${reason === null ? '' : `：${reason}`}。`,
      next: '在隔离结束之前，不会镜像它的任何文件。',
    }),
    'nothing-matches': ({ project, requirement, available }) => ({
      what: `“${project}”没有内容符合“${requirement}”：上游有 ${available} 个文件，均不符合。`,
      next: '请放宽要求或选项，然后重新制定计划。',
    }),
    'ruled-out': ({ project, requirement }) => ({
      what: `对于“${requirement}”，规则没有留下“${project}”的任何内容。`,
      next: '若这正是您的意图，则无需处理；否则请查看其文件的原因并放宽规则。',
    }),
    'requirement-by-url': ({ requirement, line }) => ({
      what: `第 ${line} 行“${requirement}”要求的是一个地址，没有索引能够提供。`,
      next: '请改为指定项目和版本。',
    }),
    'file-name-refused': ({ project, filename, reason }) => ({
      what: `“${project}”的一个文件因其名称“${filename}”被拒绝：${reason}。`,
      next: '无需处理：该项目的其他文件不受影响。',
    }),
    'no-file-for-target': ({ target, project, chain, facts, remedy }) => ({
      what: `所要求的“${project}”没有可以在 ${target} 上安装的内容：${facts}。${asksFor(chain)}`,
      next: remedy,
    }),
    'requirements-conflict': ({ target, project, chain, facts, remedy }) => ({
      what: `“${project}”没有任何版本能满足 ${target} 上的全部要求：${facts}。${asksFor(chain)}`,
      next: remedy,
    }),
    'resolution-too-hard': ({ target, steps }) => ({
      what: `在 ${steps} 步之内没有为 ${target} 找到可行的版本组合。`,
      next: '请在允许列表或约束中固定一些版本，然后重新制定计划。',
    }),
    'project-unread': ({ target, project }) => ({
      what: `“${project}”的页面无法读取，因此不知道它在 ${target} 上还要求什么。`,
      next: '请稍后重新制定计划。',
    }),
    'extra-unknown': ({ project, version, extra, askers }) => ({
      what: `${project} ${version} 没有 extra“${extra}”。要求它的是 ${askers}。`,
      next: '请检查拼写，或去掉它：它不会带来任何内容，安装工具也会对此发出警告。',
    }),
    'metadata-unusable': ({ project, filename, reason }) => ({
      what: `“${project}”的“${filename}”被略过：${reason}。`,
      next: '如果已选用其他版本代替，则无需处理。',
    }),
    'locked-file-missing': ({ lock, project, version, filename, reason }) => ({
      what: `“${lock}”列出了 ${project} ${version} 的“${filename}”：${reason}。`,
      next: '请使用生成该锁文件时的索引，或重新生成锁文件。',
    }),
    'rule-failed': ({ rule, project, message }) => ({
      what: `规则“${rule}”无法判断“${project}”：${message}。`,
      next: '请关闭该规则或修正它，然后重新制定计划。',
    }),
    'plan-missing': ({ directory }) => ({
      what: `“${directory}”还没有计划。`,
      next: '请先制定计划。',
    }),
    'plan-outdated': ({ directory }) => ({
      what: `制定计划之后，“${directory}”的配置发生了变化。`,
      next: '请重新制定计划。',
    }),
    'plan-empty': ({ directory }) => ({
      what: `“${directory}”的计划没有选中任何文件。`,
      next: '请查看计划的提示，以及可能排除了全部内容的规则和环境标记，然后修正允许列表。',
    }),
    'plan-removes-much': ({ removedFiles, listedFiles }) => ({
      what: `计划将移除镜像中 ${listedFiles} 个文件里的 ${removedFiles} 个。`,
      next: '请查看将要移除的内容，若确有此意请确认。',
    }),
    'plan-exceeds-limit': ({ directory, wantedBytes, limitBytes }) => ({
      what: `按此计划，“${directory}”将占用 ${megabytes(wantedBytes)}，而规则只允许 ${megabytes(limitBytes)}。`,
      next: '请减少要求、提高规则中的上限，或确认该计划。',
    }),
    'plan-overflows-disk': ({ directory, neededBytes, freeBytes }) => ({
      what: `计划需要 ${megabytes(neededBytes)}，而“${directory}”所在磁盘只剩 ${megabytes(freeBytes)}。`,
      next: `请腾出 ${megabytes(neededBytes - freeBytes)}，或减少计划的内容。`,
    }),
    'file-hash-mismatch': ({ filename, url, algorithm, expected, actual }) => ({
      what: `来自“${url}”的“${filename}”哈希值不符：应为 ${algorithm} ${expected}，实为 ${actual}。`,
      next: '该文件没有保留。请稍后重试；如果仍是这样，请询问上游的运营者。',
    }),
    'file-sources-failed': ({ filename, nearby, upstream }) => ({
      what: `“${filename}”既没有从附近的副本取得，也没有从上游取得。${wordsFor(nearby).what}${wordsFor(upstream).what}`,
      next: wordsFor(upstream).next,
    }),
    'file-size-mismatch': ({ filename, url, expectedBytes, actualBytes }) => ({
      what: `来自“${url}”的“${filename}”有 ${actualBytes} 字节，应为 ${expectedBytes} 字节。`,
      next: '该文件没有保留。请稍后重试；如果仍是这样，请询问上游的运营者。',
    }),
    'metadata-unreadable': ({ filename, reason }) => ({
      what: `无法得知“${filename}”要求什么：${reason}。`,
      next: '它被略过。如果需要它，请固定其他版本。',
    }),
    'wheel-unreadable': ({ filename, reason }) => ({
      what: `“${filename}”的元数据无法读取：${reason}。`,
      next: '该文件按上游原样镜像，不带单独的元数据。',
    }),
    'mirror-without-targets': ({ directory }) => ({
      what: `“${directory}”没有目标环境，因此无法判断什么才算完整。`,
      next: '请指明将从它安装的计算机（窗口中的“选择”，或 "sandgrouse targets"），制定计划、同步，然后再证明。',
    }),
    'target-unknown': ({ target, known }) => ({
      what: `镜像没有目标环境“${target}”。`,
      next:
        known === ''
          ? '它还没有目标环境：请先指明计算机（窗口中的“选择”，或 "sandgrouse targets"）。'
          : `请在它已有的目标环境中选择：${known}。`,
    }),
    'mirror-file-missing': ({ project, filename }) => ({
      what: `“${project}”的“${filename}”列在镜像中，但文件不在。`,
      next: '请再次同步镜像：会获取缺失的文件。',
    }),
    'mirror-file-damaged': ({ project, filename, reason }) => ({
      what: `“${project}”的“${filename}”与镜像所列不符：${reason}。`,
      next: '请删除该文件并再次同步。如果再次发生，请检查磁盘。',
    }),
    'pip-refused': ({ target, pip, output }) => ({
      what: `对于 ${target}，${pip} 仅凭镜像无法取得全部内容：${output}`,
      next: '请重新制定计划并同步。如果仍是这样，请附上证明结果反馈：此处 pip 与 Sandgrouse 不一致。',
    }),
    'verification-missing': ({ directory }) => ({
      what: `“${directory}”没有完成过校验，因此不知道要修复什么。`,
      next: '请先校验镜像。',
    }),
    'mirror-in-use': ({ directory, program, processId, host }) => ({
      what: `${program}（“${host}”上的进程 ${processId}）正在写入“${directory}”。`,
      next: '请等它结束或结束它，然后重试。',
    }),
    'disk-full': ({ path, missingBytes }) => ({
      what: `“${path}”所在磁盘已满${missingBytes === null ? '' : `，还缺 ${megabytes(missingBytes)}`}。`,
      next: '请腾出一些空间，然后继续。',
    }),
    'disk-permission': ({ path, operation }) => ({
      what: `没有权限对“${path}”执行操作（${operation}）。`,
      next: '请更改文件夹的权限，或选择其他文件夹。',
    }),
    'disk-gone': ({ path }) => ({
      what: `找不到“${path}”了。`,
      next: '请重新接上驱动器，或把文件夹放回原处。',
    }),
    'disk-failed': ({ path, operation, cause }) => ({
      what: `系统无法对“${path}”执行操作（${operation}）：${cause}。`,
      next: '请检查驱动器以及该位置上的内容，然后重试。',
    }),
    'port-taken': ({ port }) => ({
      what: `端口 ${port} 正被其他程序使用。`,
      next: '请选择其他端口，或留空以使用空闲端口。',
    }),
    'nothing-to-serve': ({ directory }) => ({
      what: `“${directory}”还没有完成的页面。`,
      next: '请先同步镜像。',
    }),
    'serving-certificate-unusable': ({ path, reason }) => ({
      what: `“${path}”无法用于 https 服务：${reason}。`,
      next: '请以 PEM 文件给出证书及其密钥，或让程序生成证书。',
    }),
    'serving-secret-unusable': ({ source, reason }) => ({
      what: `${source} 中的密码无法使用：${reason}。`,
      next: '请给出一行 8 到 200 个字符且不含空格的文本，或让程序生成令牌。',
    }),
    ...CHINESE_CLIENTS,
    ...CHINESE_EXPORT,
    'command-refused': ({ command, reason }) => ({
      what: `请求“${command}”被拒绝：${reason}。`,
      next: '请将此作为故障反馈。',
    }),
    'mirror-busy': ({ directory, stage }) => ({
      what: `“${directory}”正忙（${stage}）。`,
      next: '请等它结束，或先暂停或取消它。',
    }),
    bug: ({ message }) => ({
      what: `Sandgrouse 内部出错：${message}。`,
      next: '请附上详细信息，将此作为故障反馈。',
    }),
  },
  reasons: {
    ...CHINESE_RULE_REASONS,
    required: ({ requirement, line }) => `“${requirement}”要求它（第 ${line} 行）`,
    'outside-specifier': ({ requirements }) =>
      `不在 ${requirements.map((text) => `“${text}”`).join('、')} 的范围内`,
    prerelease: () => '预发布版本，没有要求指定它',
    'older-than-newest': ({ newestVersions }) => `早于最新的 ${newestVersions} 个版本`,
    'not-a-wheel': () => '不是 wheel',
    'release-has-wheels': () => '源码包，而该发布已有 wheel',
    'unsupported-file-kind': () => '既不是 wheel 也不是源码包',
    'name-unreadable': ({ message }) => `其名称无法读取：${message}`,
    'name-refused': ({ reason }) => `其名称被拒绝：${reason}`,
    quarantined: () => '该项目在上游被隔离',
    'gone-upstream': () => '上游不再提供',
    'project-not-listed': () => '不再有任何要求需要该项目',
    orphaned: () => '校验时发现，且没有页面列出它',
    needed: ({ uses }) => usesInWords(uses),
    'fits-no-target': () => '没有目标环境能够安装它',
    'kept-while-incomplete': () => '可能仍然需要：计划不完整',
    'version-not-chosen': ({ chosen }) =>
      chosen.length === 0 ? '没有目标环境需要该项目' : `目标环境使用的版本是 ${chosen.join('、')}`,
    'file-not-chosen': ({ chosen }) => `目标环境使用 ${chosen.map((name) => `“${name}”`).join('、')}`,
    'metadata-unusable': ({ message }) => `不知道它要求什么：${message}`,
    'hash-not-listed': () => '其哈希值不在所要求的之列',
    everything: () => '镜像包含全部内容',
  },
};

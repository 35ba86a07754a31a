import type { ENGLISH_EXPORT } from './english-export';
import { megabytes } from './english-numbers';

/** Words about bundles: what keeps one from being written, and from being taken in. */
export const CHINESE_EXPORT: typeof ENGLISH_EXPORT = {
  'bundle-place-refused': ({ directory, reason }) => ({
    what: `无法导出到“${directory}”：${reason}。`,
    next: '请在要携带的驱动器上指定一个尚不存在的文件夹。',
  }),
  'bundle-too-large': ({ directory, neededBytes, freeBytes }) => ({
    what: `导出需要 ${megabytes(neededBytes)}，而“${directory}”只剩 ${megabytes(freeBytes)} 可用空间。`,
    next: '请换一个更大的驱动器、少选一些内容、只导出有变化的部分，或将导出拆成几个分卷。',
  }),
  'bundle-file-refused': ({ path, fileSystem, reason }) => ({
    what: `驱动器的文件系统（${fileSystem}）无法存放“${path}”：${reason}。`,
    next: '请换用 exFAT、NTFS 或 ext4 格式的驱动器，或不导出该项目。',
  }),
  'export-selection-invalid': ({ reason }) => ({
    what: `无法按此选择导出：${reason}。`,
    next: '请在镜像的目标环境和项目中选择。',
  }),
  'export-unchanged': () => ({
    what: '与该基准相比没有任何变化，因此没有可携带的内容。',
    next: '请先更改选择并同步，或导出全部内容。',
  }),
  'nothing-imported': ({ directory }) => ({
    what: `“${directory}”尚未导入过任何内容，因此无法写出回执。`,
    next: '请先在那里导入一个导出，或指定已导入过的镜像。',
  }),
  'export-tool-unusable': ({ path, reason }) => ({
    what: `“${path}”无法随镜像一起携带：${reason}。`,
    next: '请选择其他文件，或给它改名。',
  }),
  'export-application-unusable': ({ path, reason }) => ({
    what: `无法从“${path}”携带本应用程序：${reason}。`,
    next: '请在窗口中导出，或用 --with-application=FOLDER 指定已解压的 Linux 或 Windows 版 Electron 文件夹，或把应用程序的安装包作为文件放在镜像旁边。',
  }),
  'export-base-unknown': ({ base, reason }) => ({
    what: `“${base}”不能作为增量的基础：${reason}。`,
    next: '请提供对端的回执或本镜像更早的导出，或导出全部内容。',
  }),
  'signing-key-unusable': ({ path, reason }) => ({
    what: `密钥“${path}”无法用于签名：${reason}。`,
    next: '请放回正确的文件。若已丢失，请删除它：将生成新密钥，对端需要重新确认。',
  }),
  'scan-refused': ({ command, output }) => ({
    what: `“${command}”没有让导出通过：${output}`,
    next: '请查看它发现了什么。导出保持未完成状态，以免有人把它当成完整的导出。',
  }),
  'bundle-unreadable': ({ directory, reason }) => ({
    what: `“${directory}”无法作为导出读取：${reason}。`,
    next: '请选择含有 "manifest.json" 的文件夹；若导出被中断，请先让它完成。',
  }),
  'bundle-signature-wrong': ({ directory }) => ({
    what: `“${directory}”的签名与其清单不符：其中之一被改动过。`,
    next: '没有导入任何内容。请联系导出者，并重新导出。',
  }),
  'bundle-key-unconfirmed': ({ directory, fingerprint }) => ({
    what: `“${directory}”由本镜像未知的密钥签名：${fingerprint}。`,
    next: '请与导出端计算机显示的指纹核对（例如通过电话），然后确认。',
  }),
  'bundle-key-other': ({ directory, fingerprint, expected }) => ({
    what: `“${directory}”由密钥 ${fingerprint} 签名，而本镜像期望的是 ${expected}。`,
    next: '请联系导出者。若密钥确是有意更换的，请确认新密钥。',
  }),
  'bundle-damaged': ({ directory, findings, names }) => ({
    what: `“${directory}”中有 ${findings} 个文件不可信：${names.join('；')}。`,
    next: '没有导入任何内容。请再次导出到同一文件夹：只会复制有问题的文件。',
  }),
  'bundle-base-other': ({ needed, present }) => ({
    what: `此导出以 ${needed} 为基础，而镜像中的是${present === null ? '从未导入过的内容' : ` ${present}`}。`,
    next: `请先导入 ${needed}，或以本镜像现有内容为基础重新导出。`,
  }),
  'bundle-of-other-mirror': ({ directory, mirror, expected }) => ({
    what: `“${directory}”携带的是镜像“${mirror}”，而应当接续的是 ${expected}。`,
    next: '请选择其他文件夹。',
  }),
  'import-removes-much': ({ removedFiles, presentFiles }) => ({
    what: `此导入将删除镜像中 ${presentFiles} 个文件里的 ${removedFiles} 个。`,
    next: '若这正是您的意图，请确认。',
  }),
  'import-goes-back': ({ directory, createdAt, presentCreatedAt }) => ({
    what: `“${directory}”制作于 ${timeOf(createdAt)}，早于本镜像现有的导出（${timeOf(presentCreatedAt)}）。`,
    next: '若确要让镜像退回，请确认；否则请导入较新的导出。',
  }),
  'drives-unreadable': ({ tool, reason }) => ({
    what: `“${tool}”无法告知有哪些驱动器：${reason}。`,
    next: '请改为直接指定驱动器上的文件夹。',
  }),
  'drive-away': ({ name }) => ({
    what: `驱动器“${name}”没有接上。`,
    next: '请接上它再继续，或选择其他位置。',
  }),
  'approval-too-large': ({ most }) => ({
    what: `文件超过 ${most.toLocaleString('en')} 个，无人能逐一查看。`,
    next: '请选择部分目标环境或项目，或只选有变化的内容。',
  }),
  'drive-unknown': ({ place, known }) => ({
    what: `“${place}”不是这台计算机的驱动器。`,
    next: known.length === 0 ? '目前没有挂载任何驱动器。' : `可以弹出的有 ${known.join('、')}。`,
  }),
  'drive-of-system': ({ place }) => ({
    what: `这台计算机正从“${place}”运行。`,
    next: '没有执行任何操作。请选择要携带的驱动器。',
  }),
  'drive-in-use': ({ place, output }) => ({
    what: `内容都已写入“${place}”，但系统没有释放它：${output}`,
    next: '请先不要拔出。请关闭打开其中文件的程序，然后重试。',
  }),
  'vulnerabilities-unreadable': ({ path, reason }) => ({
    what: `无法从“${path}”读取漏洞信息：${reason}。`,
    next: '请提供 OSV 格式的记录、存放这些记录的文件夹，或 OSV 为 PyPI 提供的 "all.zip"。',
  }),
};

/** To the minute, of a time as in RFC 3339. */
const timeOf = (createdAt: string): string => `${createdAt.slice(0, 16).replace('T', ' ')} UTC`;

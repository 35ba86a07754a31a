import type { Words } from '../words-of';

type FrameWords = Pick<
  Words,
  | 'application'
  | 'rail'
  | 'mirrorState'
  | 'theme'
  | 'language'
  | 'version'
  | 'header'
  | 'missing'
  | 'trip'
  | 'status'
  | 'title'
  | 'announce'
  | 'problem'
  | 'password'
  | 'copy'
  | 'units'
>;

export const frame: FrameWords = {
  application: 'Sandgrouse',
  rail: {
    label: '镜像',
    heading: '镜像',
    add: '添加镜像',
    build: '构建镜像',
    use: '使用镜像',
    fromDrive: '直接从驱动器提供服务',
    settings: '设置',
    open: '显示镜像列表',
  },
  mirrorState: {
    missing: '找不到文件夹',
    idle: '就绪',
    planning: '正在制定计划',
    planned: '计划已就绪',
    syncing: '正在同步',
    paused: '已暂停',
    finished: '已同步',
    cancelled: '已取消',
    failed: '因问题停止',
    serving: '正在提供服务',
  },
  theme: { label: '外观', system: '跟随系统', light: '浅色', dark: '深色' },
  language: {
    label: '语言 · Language',
    system: '系统语言',
    en: 'English',
    'zh-Hans': '简体中文',
  },
  version: '版本 {{version}}',
  header: {
    menu: '此镜像的更多操作',
    verify: '校验文件…',
    showFolder: '显示文件夹',
    copyFolder: '复制文件夹路径',
    forget: '从列表中移除…',
    forgetTitle: '从列表中移除“{{name}}”？',
    forgetText: '文件夹保持不变。之后可通过“使用镜像”重新添加。',
    forgetConfirm: '从列表中移除',
    keep: '保留',
  },
  missing: {
    title: '找不到“{{name}}”的文件夹',
    text: '“{{mirror}}”现在不存在。请插入其驱动器或放回该文件夹，然后重新查找。',
    retry: '重新查找',
  },
  trip: {
    label: '流程',
    choose: '选择',
    plan: '计划',
    sync: '同步',
    prove: '证明',
    carry: '携带',
    serve: '服务',
    done: '已完成',
    busy: '进行中',
    attention: '需要处理',
  },
  status: {
    offline: '离线：仍可选择软件包、提供服务和使用内置示例索引',
    idle: '就绪',
    planning: '正在制定计划：{{done, number}} / {{all, number}} 个项目',
    planned: '计划已就绪',
    syncing: '正在同步：{{percent}}',
    paused: '已暂停，进度 {{percent}}',
    finished: '已同步',
    incomplete: '已同步，但有内容缺失',
    cancelled: '已取消',
    failed: '因问题停止',
    serving: '正在端口 {{port}} 上提供服务',
  },
  title: {
    planning: '正在制定计划 · {{name}} · Sandgrouse',
    syncing: '{{percent}} · {{name}} · Sandgrouse',
    paused: '已暂停 {{percent}} · {{name}} · Sandgrouse',
    mirror: '{{name}} · Sandgrouse',
  },
  announce: {
    planStarted: '已开始制定计划。',
    planFinished: '计划已就绪。',
    syncStarted: '同步已开始。',
    quarter: '同步已完成 {{percent}}。',
    paused: '同步已暂停。',
    finished: '同步已完成。',
    incomplete: '同步已结束，但有内容缺失。',
    cancelled: '已取消。',
    failed: '因问题停止。',
  },
  problem: {
    dismiss: '关闭',
    copyDetails: '复制详情',
    copied: '已复制',
  },
  password: { toggle: '显示或隐藏输入的内容' },
  copy: { copy: '复制', named: '复制：{{name}}', copied: '已复制' },
  units: {
    files_other: '{{count, number}} 个文件',
    projects_other: '{{count, number}} 个项目',
    versions_other: '{{count, number}} 个版本',
    unknownSize_other: '{{count, number}} 个大小未知',
    perSecond: '{{bytes}}/秒',
  },
};

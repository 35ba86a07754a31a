import type { HostTexts } from './english';

const number = (value: number): string => value.toLocaleString('zh-Hans');

export const CHINESE_HOST_TEXTS: HostTexts = {
  application: 'Sandgrouse',
  menu: {
    file: '文件',
    edit: '编辑',
    view: '视图',
    window: '窗口',
    theme: '主题',
    themes: { system: '跟随系统', light: '浅色', dark: '深色' },
    language: '语言 · Language',
    languages: { system: '系统语言', en: 'English', 'zh-Hans': '简体中文' },
    roles: {
      about: '关于 Sandgrouse',
      services: '服务',
      hide: '隐藏 Sandgrouse',
      hideOthers: '隐藏其他',
      unhide: '全部显示',
      quit: '退出',
      close: '关闭窗口',
      undo: '撤销',
      redo: '重做',
      cut: '剪切',
      copy: '复制',
      paste: '粘贴',
      delete: '删除',
      selectAll: '全选',
      resetZoom: '实际大小',
      zoomIn: '放大',
      zoomOut: '缩小',
      togglefullscreen: '全屏',
      minimize: '最小化',
      front: '全部置于顶层',
    },
  },
  chooseFolder: {
    create: { title: '为新镜像选择文件夹', button: '使用此文件夹' },
    open: { title: '选择驱动器或镜像的文件夹', button: '打开' },
    export: { title: '选择要导出到的驱动器或文件夹', button: '导出到这里' },
    base: { title: '选择以前的导出，或存有其回执的文件夹', button: '以此为基础' },
    approval: { title: '选择审批表的存放位置', button: '放在这里' },
    receipt: { title: '选择回执的存放位置', button: '放在这里' },
  },
  chooseFile: {
    import: { title: '选择要导入的文件', button: '导入' },
    client: { title: '选择要写入地址的文件', button: '使用此文件' },
    tool: { title: '选择要放在导出旁边的文件', button: '添加' },
  },
  chooseNewFile: { title: '保存用于离线计算机的脚本', button: '保存' },
  closing: {
    question: (mirrors) =>
      mirrors.length === 1
        ? `“${mirrors[0] ?? ''}”仍在处理中。`
        : `${number(mirrors.length)} 个镜像仍在处理中。`,
    detail:
      '处理可以在后台继续。如果暂停，已完成的文件会保留，恢复后同步从同一字节继续；正在制定的计划则需要重新制定。',
    sharedQuestion: (mirrors) =>
      mirrors.length === 1
        ? `“${mirrors[0] ?? ''}”正在向网络提供服务。`
        : `${number(mirrors.length)} 个镜像正在向网络提供服务。`,
    sharedDetail: '只要 Sandgrouse 在运行，其他计算机就可以从这里安装。',
    stopAndQuit: '停止并退出',
    keepRunning: '继续运行',
    pauseAndQuit: '暂停并退出',
    cancel: '取消',
  },
  scanner: {
    question: (command) => `对导出内容运行“${command}”？`,
    detail: '这是本机上的程序，将以您的权限运行。只有它成功结束，导出才会封存。',
    run: '运行',
    cancel: '取消',
  },
  tray: {
    show: '显示 Sandgrouse',
    quit: '退出',
    serving: (mirror) => `正在为“${mirror}”提供服务`,
    copyAddress: '复制地址',
    stopServing: '停止服务',
  },
  title: {
    planning: (mirror) => `正在制定计划 – ${mirror} – Sandgrouse`,
    syncing: (mirror, percent) => `${percent}% – ${mirror} – Sandgrouse`,
    paused: (mirror, percent) => `已暂停于 ${percent}% – ${mirror} – Sandgrouse`,
    several: (runs, percent) => `${percent}% – ${number(runs)} 个镜像 – Sandgrouse`,
  },
  notice: {
    complete: (mirror, files) => `“${mirror}”已完整：${number(files)} 个文件。`,
    incomplete: (mirror, failures) =>
      failures === 0
        ? `“${mirror}”已结束，但有些要求的内容无法获取。请打开查看原因。`
        : `“${mirror}”已结束，但有 ${number(failures)} 个文件无法获取。请打开查看原因。`,
    paused: (mirror) => `“${mirror}”因出现问题而暂停。请打开查看处理办法。`,
    failed: (mirror) => `“${mirror}”已停止。请打开查看原因。`,
    notServed: (mirror) => `“${mirror}”无法重新提供服务。请打开查看原因。`,
  },
  fault: {
    title: 'Sandgrouse 内部出现错误',
    detail: (message, logFolder) =>
      `${message}\n\n已获取的内容不受影响。请重新启动应用程序，并附上“${logFolder}”中的日志报告此问题。`,
  },
};

/** Every word of the first page that a person opens on the far side, in one language. */
export interface StartHereTexts {
  readonly language: 'en' | 'zh-Hans';
  readonly anchor: string;
  readonly title: string;
  readonly whole: string;
  readonly delta: string;
  readonly part: string;
  readonly facts: {
    readonly projects: string;
    readonly files: string;
    readonly size: string;
    readonly upstream: string;
    readonly synced: string;
    readonly unknown: string;
    readonly targets: string;
    readonly packedBy: string;
  };
  readonly trust: {
    readonly heading: string;
    readonly fingerprint: string;
    readonly compare: string;
    readonly noProof: string;
    readonly check: string;
    readonly checkOnWindows: string;
  };
  readonly install: {
    readonly heading: string;
    readonly terminal: string;
    readonly onWindows: string;
    readonly direct: string;
    readonly directWords: string;
    readonly exact: string;
    readonly exactWords: string;
    readonly server: string;
    readonly serverWords: string;
    readonly serverShared: string;
    readonly application: string;
    readonly applicationWords: string;
    readonly applicationOnly: string;
  };
  readonly portable: {
    readonly heading: string;
    readonly lead: string;
    readonly firstPart: string;
    readonly linux: string;
    readonly windows: string;
    readonly sandbox: string;
    readonly noSandbox: string;
    readonly commandLine: string;
  };
  readonly more: {
    readonly heading: string;
    readonly proof: string;
    readonly clients: string;
    readonly approval: string;
    readonly sbom: string;
    readonly log: string;
    readonly tool: string;
  };
}

export const ENGLISH_START: StartHereTexts = {
  language: 'en',
  anchor: 'english',
  title: 'Python packages, brought without a network',
  whole:
    'This folder holds Python packages for computers without internet. Nothing in it runs by itself, and installing from it asks no network.',
  delta:
    'This folder holds what has changed in a set of Python packages since the last delivery. It cannot be installed from as it is: Sandgrouse adds it to what is there already.',
  part: 'This folder is one of several parts of a set of Python packages. It cannot be installed from as it is: Sandgrouse puts the parts together, in any order.',
  facts: {
    projects: 'Projects',
    files: 'Files',
    size: 'Size',
    upstream: 'Packages from',
    synced: 'Fetched',
    unknown: 'not known',
    targets: 'For',
    packedBy: 'Packed by',
  },
  trust: {
    heading: 'First: is it what was sent?',
    fingerprint: 'Fingerprint of the key that signed this folder:',
    compare:
      'Ring up the person who packed it and have them read out the fingerprint that their computer shows. Sandgrouse asks for it when it takes this folder in, and refuses a folder that was signed with another key.',
    noProof:
      'This page alone proves nothing: whoever could change the packages could change the page as well.',
    check: 'To see whether a file was damaged on the way, on Linux, in this folder:',
    checkOnWindows: 'On any system, with Sandgrouse:',
  },
  install: {
    heading: 'Install',
    terminal:
      'Open a terminal in this folder. Put the name of a package where PACKAGE stands; what it requires comes with it.',
    onWindows: 'On Windows, write "py" where "python3" stands.',
    direct: '1. Straight from this folder',
    directWords:
      'With pip 20 or newer, and nothing else. It may warn that the address "seems invalid", since it is a folder, and goes on all the same:',
    exact: 'Exactly what was planned for a computer',
    exactWords:
      'Everything at once, in the versions that were chosen and proven, each file held to its hash:',
    server: '2. By a server in one file',
    serverWords:
      'For older pips, for uv and other tools, or where several people install. It needs Python 3.6 or newer and nothing else. Leave it running, and install in another terminal:',
    serverShared:
      'Only this computer reaches it. To let others on the network install as well: --host 0.0.0.0.',
    application: '3. With Sandgrouse',
    applicationWords:
      'Keeps a mirror on this computer that later deliveries go on from, checks signature and every file before anything is used, and writes the receipt for the next delivery:',
    applicationOnly: 'With Sandgrouse',
  },
  portable: {
    heading: 'Sandgrouse itself',
    lead: 'For computers that do not have it, Sandgrouse came along and needs no installation. Check this folder first, as above. It is in',
    firstPart: 'It travels in the first of the parts.',
    linux:
      'Copy it to the computer, since many drives do not let programs run, and start it there. In a terminal in this folder:',
    windows: 'Copy that folder to the computer, and open "sandgrouse.exe" in it.',
    sandbox:
      'Where it says that there is no usable sandbox, the system keeps Chromium from making one by itself. Let its helper do it:',
    noSandbox:
      'As root, and where nobody can do that, "./sandgrouse --no-sandbox" runs without that protection.',
    commandLine:
      'It is the command "sandgrouse" of this page as well, without a window. In the folder of the copy:',
  },
  more: {
    heading: 'Also in this folder',
    proof: 'Proof that every target can install everything, by whom and when it was proven',
    clients: 'Settings for pip and uv, to be copied',
    approval: 'Every file with hash, version, licence and who required it, for whoever approves it',
    sbom: 'The same as a bill of materials for programs (CycloneDX 1.6)',
    log: 'What was exported and imported before',
    tool: 'Put there by the person who made this folder; check where it comes from before you run it',
  },
};

export const CHINESE_START: StartHereTexts = {
  language: 'zh-Hans',
  anchor: 'chinese',
  title: '无需网络即可安装的 Python 软件包',
  whole:
    '此文件夹中是供无互联网的计算机使用的 Python 软件包。其中没有任何内容会自动运行，安装时也不会访问网络。',
  delta:
    '此文件夹只包含一组 Python 软件包自上次交付以来的变化，不能直接从中安装：Sandgrouse 会把它并入已有的内容。',
  part: '此文件夹是一组 Python 软件包的若干部分之一，不能直接从中安装：Sandgrouse 会把各部分合并，先后顺序不限。',
  facts: {
    projects: '项目',
    files: '文件',
    size: '大小',
    upstream: '软件包来源',
    synced: '获取时间',
    unknown: '未知',
    targets: '适用于',
    packedBy: '打包程序',
  },
  trust: {
    heading: '第一步：核对内容是否与发送时一致',
    fingerprint: '为此文件夹签名的密钥的指纹：',
    compare:
      '请致电打包的人，请对方读出其计算机上显示的指纹。Sandgrouse 导入此文件夹时会要求提供该指纹，并拒绝由其他密钥签名的文件夹。',
    noProof: '仅凭本页不能证明任何事情：能改动软件包的人也能改动本页。',
    check: '在 Linux 上，可在此文件夹中检查文件是否在途中损坏：',
    checkOnWindows: '在任何系统上，可使用 Sandgrouse：',
  },
  install: {
    heading: '安装',
    terminal: '在此文件夹中打开终端，把 PACKAGE 换成软件包的名称；它所依赖的软件包会一并安装。',
    onWindows: '在 Windows 上，请把“python3”换成“py”。',
    direct: '1. 直接从此文件夹安装',
    directWords:
      '只需 pip 20 或更新版本。pip 可能会提示该地址“seems invalid”（因为它是一个文件夹），可以忽略，安装会照常进行：',
    exact: '按某台计算机的计划原样安装',
    exactWords: '一次装好全部软件包，版本为选定并经过验证的版本，每个文件都核对哈希值：',
    server: '2. 使用单文件服务器',
    serverWords:
      '适用于较旧的 pip、uv 和其他工具，或多人安装的情形。只需 Python 3.6 或更新版本。保持它运行，并在另一个终端中安装：',
    serverShared: '默认只有本机可以访问。若要让网络中的其他计算机也能安装，请加上 --host 0.0.0.0。',
    application: '3. 使用 Sandgrouse',
    applicationWords:
      '在本机保存一个镜像，以后的交付在其基础上继续；使用之前先核对签名和每个文件，并为下一次交付写出回执：',
    applicationOnly: '使用 Sandgrouse',
  },
  portable: {
    heading: 'Sandgrouse 应用程序',
    lead: '为没有 Sandgrouse 的计算机一并带来了该程序，无需安装。请先按上文核对此文件夹。它位于',
    firstPart: '它随第一部分携带。',
    linux: '许多驱动器不允许直接运行程序，请先把它复制到计算机上再启动。在此文件夹中打开终端：',
    windows: '请把该文件夹复制到计算机上，然后打开其中的“sandgrouse.exe”。',
    sandbox: '如果提示没有可用的沙盒，说明系统不允许 Chromium 自行建立沙盒。请让其辅助程序来完成：',
    noSandbox: '以 root 身份运行或无法这样做时，“./sandgrouse --no-sandbox”可在没有该保护的情况下运行。',
    commandLine: '它也可以不开窗口，作为本页中的“sandgrouse”命令使用。在复制后的文件夹中：',
  },
  more: {
    heading: '此文件夹中还有',
    proof: '证明每个目标都能安装全部内容，以及由谁在何时验证',
    clients: '可复制使用的 pip 和 uv 配置',
    approval: '供审批人员使用的清单：每个文件的哈希值、版本、许可证以及需要它的项目',
    sbom: '同样内容的机器可读物料清单（CycloneDX 1.6）',
    log: '此前的导出和导入记录',
    tool: '由制作此文件夹的人放入；运行之前请先确认其来源',
  },
};

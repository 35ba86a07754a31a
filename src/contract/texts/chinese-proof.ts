import { toPlainText } from '../plain-text';
import type { PipDifference, PipIdentity, PipSilence, PipVerdict } from '../proof';

const SILENCES: { readonly [Reason in PipSilence]: string } = {
  'switched-off': '按您的要求，没有询问 pip。',
  'no-python': '没有询问 pip：那台计算机上没有找到带有 pip 22.2 或更新版本的 Python。',
  incomplete: '没有询问 pip，因为缺少内容。',
  'nothing-to-install': '没有询问 pip：该目标环境不安装任何内容。',
  sources: '没有询问 pip：只有源码包，而解析会运行其中的代码。',
};

/** A pip in a few words. */
export function describePip({ pipVersion, pythonVersion }: PipIdentity): string {
  return `pip ${pipVersion}（Python ${pythonVersion}）`;
}

/** What pip said of one target; plain text. */
export function describePipVerdictInChinese(verdict: PipVerdict): string {
  switch (verdict.kind) {
    case 'not-asked':
      return SILENCES[verdict.reason];
    case 'agrees':
      return verdict.check === 'resolve'
        ? `仅使用此镜像，${describePip(verdict.pip)} 选出了相同的 ${verdict.packages} 个项目。`
        : `仅使用此镜像，${describePip(verdict.pip)} 为该目标环境取用了相同的 ${verdict.packages} 个文件。它按自己所在的计算机判断环境标记，因此直接告诉了它要取用什么。${passedOver(verdict.passedOver)}`;
    case 'differs':
      return toPlainText(
        `仅使用此镜像，${describePip(verdict.pip)} 能够安装全部内容，但有 ${verdict.differences.length} 个项目的选择不同：${verdict.differences.slice(0, 20).map(describeDifference).join('；')}${verdict.differences.length > 20 ? '；…' : ''}。`,
      );
    case 'refuses':
      return `仅使用此镜像，${describePip(verdict.pip)} 无法取得全部内容。`;
    case 'too-slow':
      return `${describePip(verdict.pip)} 用时过长，已被停止。`;
  }
}

const passedOver = (files: number): string =>
  files === 0 ? '' : `有 ${files} 个源码包被略过，因为会运行其中的代码。`;

/** What we chose and what pip did. */
function describeDifference({ project, ours, pips }: PipDifference): string {
  return `${project}：此处为 ${ours ?? '不安装'}，pip 为 ${pips ?? '不安装'}`;
}

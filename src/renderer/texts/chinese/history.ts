import type { Words } from '../words-of';

export const history: Words['history'] = {
  open: '历史记录…',
  title: '历史记录',
  close: '关闭历史记录',
  lead: '何时、由谁对此镜像做了什么。记录保存在镜像的文件夹中，并随之一同转移。',
  list: '{{day}}的操作',
  empty: '还没有任何记录。从现在起，制定计划、同步、校验、证明和提供服务都会记录在这里。',
  older: '显示更早的记录',
  window: '窗口',
  commandLine: '命令行',
  by: '{{user}}，位于 {{host}}，{{interface}}，版本 {{version}}',
  facts: '当前状态',
  complete: '上次完整同步',
  planned: '上次计划',
  verified: '上次校验',
  proven: '上次证明',
  serial: '上游的序列号',
  failed: '上次未能获取',
  files_other: '{{count, number}} 个文件',
  never: '从未',
};

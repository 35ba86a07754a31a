import { megabytes } from './english-numbers';
import type { ENGLISH_RULE_REASONS } from './english-rules';

const DAY_LENGTH = '2026-01-31'.length;
const dayOf = (uploadTime: string): string => uploadTime.slice(0, DAY_LENGTH);
const notAmongNewest = (newestVersions: number): string =>
  newestVersions === 1 ? '不是最新版本' : `不在最新的 ${newestVersions} 个版本之中`;

/** Words for every rule that drops a file. */
export const CHINESE_RULE_REASONS: typeof ENGLISH_RULE_REASONS = {
  blocklisted: ({ requirement, line }) => `被“${requirement}”屏蔽（屏蔽列表第 ${line} 行）`,
  'project-pattern': ({ pattern }) => `项目名称匹配模式“${pattern}”`,
  'release-pattern': ({ pattern }) => `版本匹配模式“${pattern}”`,
  'prerelease-dropped': () => '预发布版本，规则将其排除',
  'platform-excluded': ({ platforms }) =>
    `仅用于 ${platforms.map((platform) => `“${platform}”`).join('、')}，规则将其排除`,
  'not-newest': ({ newestVersions, by }) =>
    `${by === 'version' ? '' : '按上传时间，'}${notAmongNewest(newestVersions)}`,
  'not-newest-of-series': ({ newestVersions, series }) =>
    `在 ${series} 系列中，${notAmongNewest(newestVersions)}`,
  'metadata-unmatched': ({ level, path, value }) =>
    `${level === 'project' ? '项目' : '文件'}的“${path}”${value === null ? '不存在' : `为“${value}”`}，不符合规则的要求`,
  'metadata-unread': ({ needed }) =>
    `规则要求 ${needed.map((path) => `“${path}”`).join('、')}，但项目的元数据无法读取`,
  'project-too-large': ({ sizeBytes, limitBytes }) =>
    `项目大小为 ${megabytes(sizeBytes)}，规则只允许 ${megabytes(limitBytes)}`,
  'project-size-unknown': ({ limitBytes }) => `上游没有提供项目的大小，规则只允许 ${megabytes(limitBytes)}`,
  'too-few-versions': ({ versions, minVersions }) =>
    `项目有 ${versions} 个版本，规则要求至少 ${minVersions} 个`,
  'too-many-versions': ({ versions, maxVersions }) =>
    `项目有 ${versions} 个版本，规则最多允许 ${maxVersions} 个`,
  'file-too-large': ({ sizeBytes, limitBytes }) =>
    `文件大小为 ${megabytes(sizeBytes)}，规则只允许 ${megabytes(limitBytes)}`,
  'file-size-unknown': ({ limitBytes }) => `上游没有提供文件的大小，规则只允许 ${megabytes(limitBytes)}`,
  'uploaded-too-early': ({ uploadTime, uploadedAfter }) =>
    `上传于 ${dayOf(uploadTime)}，规则要求 ${uploadedAfter} 或之后`,
  'uploaded-too-late': ({ uploadTime, uploadedBefore }) =>
    `上传于 ${dayOf(uploadTime)}，规则要求 ${uploadedBefore} 之前`,
  'upload-time-unknown': () => '上游没有提供上传时间，而规则以此为准',
  'cooling-down': ({ uploadTime, days }) => `上传于 ${dayOf(uploadTime)}，新文件要等 ${days} 天后才会加入`,
  'license-denied': ({ license }) => `其许可证“${license}”被规则拒绝`,
  'license-not-allowed': ({ license }) => `其许可证“${license}”不在规则允许之列`,
  'license-undeclared': () => '没有以规则能够判断的方式声明许可证',
  yanked: ({ policy, reason }) =>
    `已被撤回（yanked）${reason === null || reason === '' ? '' : `：“${reason}”`}${policy === 'never' ? '' : '，且没有要求固定到它'}`,
};

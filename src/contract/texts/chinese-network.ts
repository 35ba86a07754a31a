import type { ENGLISH_NETWORK } from './english-network';

const CERTIFICATE_REMEDIES = {
  authority:
    '如果公司或代理使用自己的证书颁发机构签名，请索取其 PEM 文件，并在配置的 "certificate-authorities" 或环境变量 SSL_CERT_FILE 中指定。',
  clock: '请检查这台计算机的日期和时间；如果无误，请告知索引的运营者。',
  address: '请检查地址：可能是另一台主机在冒名应答，因此没有获取任何内容。',
  operator: '请告知索引的运营者；没有获取任何内容。',
} as const;

const utcTime = (atMs: number): string =>
  `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** Words for what is between an index and this computer. */
export const CHINESE_NETWORK: typeof ENGLISH_NETWORK = {
  'proxy-invalid': ({ source }) => ({
    what: `${source} 中的代理地址无法读取。`,
    next: '请给出类似 "http://proxy.example:3128" 或 "socks5://proxy.example:1080" 的地址。',
  }),
  'proxy-unreachable': ({ url, proxy, cause }) => ({
    what: `无法连接通往“${url}”的代理“${proxy}”：${cause}。`,
    next: '请检查网络和代理的地址，然后重试。',
  }),
  'proxy-refused': ({ url, proxy, reason, wantsPassword }) => ({
    what: `代理“${proxy}”不允许访问“${url}”：${reason}。`,
    next: wantsPassword
      ? '请在环境变量 HTTPS_PROXY 中给出带用户名和密码的代理，例如 "http://name:password@proxy.example:3128"，配置中则不要填写；然后重试。'
      : '请询问代理的管理者，或换一种途径。',
  }),
  'upstream-credentials': ({ url, origin, host, status, wereGiven }) => ({
    what:
      status === 401
        ? `对于“${url}”，“${origin}”${wereGiven ? '不接受所提供的密码或令牌' : '要求用户名和密码'}。`
        : `“${origin}”不提供“${url}”（HTTP 状态 403）${wereGiven ? '' : '；它可能要求用户名和密码'}。`,
    next: wereGiven
      ? '请检查用户名和密码，以及该用户是否有权访问。'
      : `请在主文件夹的 .netrc 中为“${host}”填写；若它就是上游，也可使用环境变量 SANDGROUSE_USERNAME 和 SANDGROUSE_PASSWORD（或 SANDGROUSE_TOKEN）；然后重试。`,
  }),
  'network-lost': ({ host, cause, endsAtMs }) => ({
    what: `网络似乎已断开：“${host}”没有应答（${cause}）。任务会等待网络恢复，最迟到 ${utcTime(endsAtMs)}。`,
    next: '请检查网络；任务会自动继续。',
  }),
  'upstream-address-refused': ({ url, reason }) => ({
    what: `没有访问“${url}”：${reason}。`,
    next: '若确有此意，请使用同一网络中的索引。',
  }),
  'certificate-file-invalid': ({ path, reason }) => ({
    what: `“${path}”中的证书颁发机构无法使用：${reason}。`,
    next: '请提供含有 "-----BEGIN CERTIFICATE-----" 的 PEM 文件，或从配置或 SSL_CERT_FILE 中去掉该路径。',
  }),
  'upstream-certificate': ({ url, cause, remedy }) => ({
    what: `“${url}”的证书不可信：${cause}。`,
    next: CERTIFICATE_REMEDIES[remedy],
  }),
  'upstream-encryption': ({ url, cause }) => ({
    what: `无法与“${url}”建立加密连接：${cause}。`,
    next: '请检查地址：它可能应以 "http:" 开头，或使用其他端口。也可能需要指定途中的代理。',
  }),
};

import type { ServedRequest } from '../../../contract/sharing';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * A request as a line of the combined log format (https://httpd.apache.org/docs/current/logs.html#combined), which every
 * reader of web servers' logs knows. In UTC; no user's name is kept.
 */
export function accessLogLine({
  client,
  atMs,
  method,
  target,
  status,
  bytes,
  userAgent,
}: ServedRequest): string {
  const request = `${method} ${target} HTTP/1.1`;
  return `${client} - - [${logTime(atMs)}] "${quoted(request)}" ${status} ${bytes} "-" "${quoted(userAgent ?? '-')}"\n`;
}

function logTime(atMs: number): string {
  const [date = '', time = ''] = new Date(atMs).toISOString().slice(0, 19).split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time} +0000`;
}

function quoted(text: string): string {
  return text.replace(/["\\]/g, (sign) => `\\${sign}`);
}

import type { ServerResponse } from 'node:http';

/** What comes is what its type says, and nothing that a browser might make of it. Stands in every answer. */
export const NOSNIFF = { 'X-Content-Type-Options': 'nosniff' } as const;

/** A short answer in words; breaks off where another one has begun. Of a HEAD's answer Node sends the head alone. */
export function answer(response: ServerResponse, status: number, text: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.statusCode = status;
  if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('X-Content-Type-Options', NOSNIFF['X-Content-Type-Options']);
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}

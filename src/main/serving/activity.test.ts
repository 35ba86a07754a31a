import { describe, expect, it } from 'vitest';
import type { ServedRequest } from '../../contract/sharing';
import { ActivityCount } from './activity';

const request = (change: Partial<ServedRequest>): ServedRequest => ({
  atMs: 1,
  client: '10.0.0.1',
  method: 'GET',
  target: '/',
  mirror: '/m',
  project: null,
  isFile: false,
  status: 200,
  bytes: 5,
  durationMs: 1,
  userAgent: null,
  ...change,
});

describe('the activity of a server', () => {
  it('counts files per project, and who asked', () => {
    const count = new ActivityCount();
    count.add(request({ project: 'sand' }));
    count.add(request({ project: 'sand', isFile: true, bytes: 100 }));
    count.add(request({ project: 'stone', isFile: true, bytes: 7, client: '10.0.0.2' }));
    count.add(request({ project: 'stone', isFile: true, bytes: 7 }));
    count.add(request({ project: 'sand', isFile: true, bytes: 50, status: 206 }));
    count.add(request({ project: 'dust', isFile: true, bytes: 9, status: 404 }));
    expect(count.read()).toMatchObject({
      requests: 6,
      bytes: 178,
      clients: 2,
      projects: [
        { project: 'stone', files: 2, bytes: 14 },
        { project: 'sand', files: 1, bytes: 150 },
      ],
    });
  });

  it('keeps the last requests alone, and counts no endless names', () => {
    const count = new ActivityCount();
    for (let number = 0; number < 30_000; number += 1) {
      count.add(request({ project: `p${number}`, isFile: true, client: `c${number}` }));
    }
    const { recent, projects, clients, requests } = count.read();
    expect(recent).toHaveLength(50);
    expect(recent[0]?.project).toBe('p29999');
    expect(projects).toHaveLength(20);
    expect(clients).toBe(20_000);
    expect(requests).toBe(30_000);
  });
});

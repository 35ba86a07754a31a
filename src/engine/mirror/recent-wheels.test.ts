import { expect, it } from 'vitest';
import { keepRecentWheels } from './recent-wheels';

const MEGABYTE = 1024 * 1024;

it('keeps a wheel until it is taken', () => {
  const wheels = keepRecentWheels();
  wheels.keep('a.whl', Buffer.from('a'));
  expect(wheels.take('a.whl')?.toString()).toBe('a');
  expect(wheels.take('a.whl')).toBeNull();
});

it('keeps nothing but wheels', () => {
  const wheels = keepRecentWheels();
  wheels.keep('a.tar.gz', Buffer.from('a'));
  expect(wheels.take('a.tar.gz')).toBeNull();
});

it('lets the oldest go where there is no more room, and what came anew counts once', () => {
  const wheels = keepRecentWheels();
  wheels.keep('old.whl', Buffer.alloc(MEGABYTE));
  for (let round = 0; round < 40; round += 1) wheels.keep('again.whl', Buffer.alloc(MEGABYTE));
  for (let index = 0; index < 31; index += 1) wheels.keep(`${index}.whl`, Buffer.alloc(MEGABYTE));
  expect(wheels.take('old.whl')).toBeNull();
  expect(wheels.take('again.whl')).not.toBeNull();
  expect(wheels.take('30.whl')).not.toBeNull();
});

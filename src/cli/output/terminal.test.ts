import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { openSink } from './terminal';

class Stream extends EventEmitter {
  written = '';
  isTTY = true;
  columns = 100;
  write(text: string): void {
    this.written += text;
  }
}

it('drops what is written after the reader has gone', () => {
  const stream = new Stream();
  const sink = openSink(stream, {});
  sink.write('one');
  stream.emit('error', Object.assign(new Error('gone'), { code: 'EPIPE' }));
  sink.write('two');
  expect(stream.written).toBe('one');
});

it('does not hide other errors', () => {
  const stream = new Stream();
  openSink(stream, {});
  expect(() => stream.emit('error', Object.assign(new Error('broken'), { code: 'ENOSPC' }))).toThrow(
    'broken',
  );
});

it('takes a dumb terminal for a log', () => {
  expect(openSink(new Stream(), {}).isTerminal).toBe(true);
  expect(openSink(new Stream(), { TERM: 'dumb' }).isTerminal).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { AccessGate } from './access-gate';

let nowMs = 0;
const clock = { now: () => nowMs, sleep: () => Promise.resolve() };
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
const SECRET = 'sand-and-wäter';

describe('a password', () => {
  const gate = new AccessGate({ user: 'ada', secret: SECRET }, clock);
  it.each([
    ['open', basic(`ada:${SECRET}`)],
    ['open', basic(`ada:${SECRET}`).replace('Basic', 'basic  ')],
    ['wrong', basic(`bob:${SECRET}`)],
    ['wrong', basic('ada:sand')],
    ['wrong', basic(`${SECRET}:`)],
    ['wrong', `Bearer ${SECRET}`],
    ['wrong', 'Basic'],
    ['wrong', 'Basic ***'],
    ['wrong', `Basic ${'A'.repeat(10_000)}`],
    ['wrong', undefined],
  ])('%s: %s', (expected, header) => {
    expect(gate.check(header, '10.0.0.1')).toBe(expected);
  });
});

describe('a token', () => {
  const gate = new AccessGate({ user: null, secret: 'token-12345' }, clock);
  it.each([
    ['open', basic('anybody:token-12345')],
    ['open', basic('token-12345:')],
    ['open', 'Bearer token-12345'],
    ['wrong', basic('token-12345:other')],
    ['wrong', basic(':')],
    ['wrong', 'Bearer token-1234'],
  ])('%s: %s', (expected, header) => {
    expect(gate.check(header, '10.0.0.2')).toBe(expected);
  });
});

describe('guessing', () => {
  it('has to wait, for that address alone, until a minute is over', () => {
    const gate = new AccessGate({ user: null, secret: 'token-12345' }, clock);
    for (let guess = 0; guess < 30; guess += 1) gate.check(`Bearer ${guess}`, '10.0.0.3');
    expect(gate.check('Bearer token-12345', '10.0.0.3')).toBe('later');
    expect(gate.check('Bearer token-12345', '10.0.0.4')).toBe('open');
    nowMs += 60_001;
    expect(gate.check('Bearer token-12345', '10.0.0.3')).toBe('open');
  });

  it('is not what a client does that first asks without', () => {
    const gate = new AccessGate({ user: null, secret: 'token-12345' }, clock);
    for (let time = 0; time < 100; time += 1) gate.check(undefined, '10.0.0.3');
    expect(gate.check('Bearer token-12345', '10.0.0.3')).toBe('open');
  });
});

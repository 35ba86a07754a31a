import { describe, expect, it } from 'vitest';
import { listOwnNames, listReachableAddresses } from './reachable-hosts';

const address = (family: 'IPv4' | 'IPv6', text: string, internal = false) => ({
  family,
  address: text,
  internal,
  netmask: '',
  mac: '',
  cidr: null,
  ...(family === 'IPv6' ? { scopeid: 0 } : {}),
});

describe('the addresses that others can reach', () => {
  it('are those of networks, IPv4 first, without those that mean something else elsewhere', () => {
    const found = listReachableAddresses({
      lo: [address('IPv4', '127.0.0.1', true), address('IPv6', '::1', true)],
      eth0: [address('IPv6', 'fe80::1'), address('IPv6', 'fd00::7'), address('IPv4', '10.0.0.7')],
      wlan0: [address('IPv4', '192.168.1.7')],
    } as Parameters<typeof listReachableAddresses>[0]);
    expect(found).toEqual([
      { host: '10.0.0.7', networkName: 'eth0' },
      { host: '192.168.1.7', networkName: 'wlan0' },
      { host: '[fd00::7]', networkName: 'eth0' },
    ]);
  });
});

describe('the names of this computer', () => {
  it('are its own, the first part of it, and that with .local', () => {
    expect(listOwnNames('depot.ship.example')).toEqual(['depot.ship.example', 'depot', 'depot.local']);
    expect(listOwnNames('depot')).toEqual(['depot', 'depot.local']);
  });

  it('that are none in an address are left out', () => {
    expect(listOwnNames('Ada’s computer')).toEqual([]);
  });
});

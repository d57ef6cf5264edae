import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkOf } from './network.ts';

test('an IPv4 address is a network of its own, also when it is written as IPv6', () => {
  assert.deepEqual(networkOf('203.0.113.7'), { narrow: '203.0.113.7', wide: null });
  assert.deepEqual(networkOf('::ffff:203.0.113.7'), { narrow: '203.0.113.7', wide: null });
});

test('all addresses of an IPv6 /64 are one network, and all of a /48 one wide network', () => {
  const one = networkOf('2001:db8:1:2::1');
  assert.deepEqual(networkOf('2001:0DB8:0001:0002:ffff:ffff:ffff:ffff'), one);
  const neighbour = networkOf('2001:db8:1:3::1');
  assert.notEqual(neighbour.narrow, one.narrow);
  assert.equal(neighbour.wide, one.wide);
  assert.notEqual(networkOf('2001:db8:2:2::1').wide, one.wide);
});

import type { MantineColorsTuple } from '@mantine/core';

/** Deep teal: what can be pressed, and what is well. */
export const teal: MantineColorsTuple = [
  '#e8f4f3',
  '#d2e8e6',
  '#a5d2ce',
  '#7cc2bc',
  '#459c97',
  '#25807c',
  '#176f6c',
  '#0f615f',
  '#0b5250',
  '#073c3b',
];

/** Sand, for paper, lines and quiet words. Stands where Mantine has its grey. */
export const sand: MantineColorsTuple = [
  '#fbf9f5',
  '#f6f2ea',
  '#eee8dc',
  '#e2d9c9',
  '#cfc3ae',
  '#a99a81',
  '#6b6252',
  '#554c3f',
  '#423b31',
  '#2c2720',
];

/** Night over the sand: a charcoal with a little teal in it, under warm light words. */
export const night: MantineColorsTuple = [
  '#ebe6dc',
  '#d3cdc1',
  '#b0aa9e',
  '#8f8a80',
  '#4a5150',
  '#38403f',
  '#2a3231',
  '#202726',
  '#191f1e',
  '#121716',
];

export const amber: MantineColorsTuple = [
  '#fdf4e1',
  '#f9e6bf',
  '#f2cf8a',
  '#e9b655',
  '#dc9c2c',
  '#b97a14',
  '#9a6309',
  '#855405',
  '#6d4404',
  '#4d3003',
];

export const brick: MantineColorsTuple = [
  '#fbeeea',
  '#f5d9d1',
  '#ecb5a7',
  '#e39480',
  '#d2705a',
  '#bd4f38',
  '#aa3f2a',
  '#963422',
  '#7d2a1b',
  '#581c11',
];

import type { MantineColorsTuple } from '@mantine/core';

/** The chain's colour: jade, from tint to ink. Shade 7 carries white text at 5.5:1. */
export const jade: MantineColorsTuple = [
  '#eef8f4',
  '#dcf0e8',
  '#b5dfcf',
  '#86cab2',
  '#59b394',
  '#339a7a',
  '#1b8468',
  '#0e6f57',
  '#0a5b48',
  '#064336',
];

/** Warm greys: paper, linen, stone. Shade 6 is the lightest that may carry an amount on paper: 7:1. */
export const stone: MantineColorsTuple = [
  '#faf8f5',
  '#f3f0eb',
  '#e8e4dd',
  '#d8d3ca',
  '#bdb7ac',
  '#8f887d',
  '#59534b',
  '#48433c',
  '#35312c',
  '#211e1a',
];

export const night: MantineColorsTuple = [
  '#e6e2da',
  '#cfcac0',
  '#bab4a9',
  '#8d877d',
  '#45423c',
  '#353330',
  '#292825',
  '#1d1c1a',
  '#161514',
  '#0f0e0d',
];

/** Waiting, offline, attention. */
export const amber: MantineColorsTuple = [
  '#fff8e8',
  '#feeec8',
  '#fcdc92',
  '#f7c458',
  '#eeaa28',
  '#d68f0f',
  '#b47205',
  '#8e5703',
  '#6f4305',
  '#4d2e04',
];

/** Refused, lost, destructive. */
export const cinnabar: MantineColorsTuple = [
  '#fdf0ee',
  '#fbdfda',
  '#f5bdb4',
  '#ee958a',
  '#e36c5f',
  '#d34b3d',
  '#be3527',
  '#a1281c',
  '#821f16',
  '#5c150f',
];

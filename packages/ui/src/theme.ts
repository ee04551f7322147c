import {
  createTheme,
  defaultCssVariablesResolver,
  mergeThemeOverrides,
  type CSSVariablesResolver,
  type MantineThemeOverride,
} from '@mantine/core';
import { amber, cinnabar, jade, night, stone } from './palette.ts';

/** How much room things take: a gloved finger at the till, a mouse at HQ, a thumb on a phone. */
export type Density = 'till' | 'admin' | 'portal';

const cjkFonts = "'Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', 'HarmonyOS Sans SC', 'Segoe UI', sans-serif";

const base = createTheme({
  primaryColor: 'jade',
  primaryShade: 7,
  colors: { jade, gray: stone, dark: night, amber, yellow: amber, orange: amber, red: cinnabar, green: jade, teal: jade },
  black: '#1f1c18',
  fontFamily: cjkFonts,
  fontFamilyMonospace: "'JetBrains Mono', 'Cascadia Mono', 'SFMono-Regular', Consolas, 'Noto Sans Mono CJK SC', monospace",
  headings: { fontFamily: cjkFonts, fontWeight: '650', textWrap: 'balance' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '10px', lg: '14px', xl: '20px' },
  shadows: {
    xs: '0 1px 2px rgb(33 30 26 / 6%)',
    sm: '0 1px 3px rgb(33 30 26 / 8%), 0 4px 12px rgb(33 30 26 / 5%)',
    md: '0 2px 6px rgb(33 30 26 / 8%), 0 12px 28px rgb(33 30 26 / 8%)',
    lg: '0 4px 10px rgb(33 30 26 / 8%), 0 24px 48px rgb(33 30 26 / 12%)',
  },
  // Noto's semibold is as heavy as its bold; medium is enough to lead the eye.
  fontWeights: { regular: '400', medium: '500', bold: '700' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
    // Several may lie over each other: their headers are not the page's banner.
    Modal: {
      defaultProps: {
        attributes: { header: { role: 'none' } },
        centered: true,
        overlayProps: { backgroundOpacity: 0.45 },
        transitionProps: { duration: 120 },
      },
    },
    Drawer: {
      defaultProps: {
        attributes: { header: { role: 'none' } },
        overlayProps: { backgroundOpacity: 0.45 },
        transitionProps: { duration: 120 },
      },
    },
  },
});

const densities: Readonly<Record<Density, MantineThemeOverride>> = {
  till: density('lg', {
    fontSizes: { xs: '13px', sm: '14px', md: '16px', lg: '18px', xl: '22px' },
    spacing: { xs: '8px', sm: '10px', md: '14px', lg: '20px', xl: '28px' },
  }),
  admin: density('sm', {
    fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
    spacing: { xs: '6px', sm: '10px', md: '14px', lg: '20px', xl: '28px' },
  }),
  portal: density('lg', {
    fontSizes: { xs: '16px', sm: '18px', md: '18px', lg: '21px', xl: '26px' },
    spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  }),
};

export function themeOf(of: Density): MantineThemeOverride {
  return mergeThemeOverrides(base, densities[of]);
}

/** Where Mantine's own greys and reds miss AA on paper or on night, and the faces' own surfaces. */
export const cssVariablesResolver: CSSVariablesResolver = (theme) => {
  const { variables, light, dark } = defaultCssVariablesResolver(theme);
  return {
    variables,
    light: {
      ...light,
      '--mantine-color-body': 'var(--mantine-color-gray-0)',
      '--mantine-color-error': 'var(--mantine-color-red-7)',
      '--mantine-color-success': 'var(--mantine-color-jade-7)',
      '--mantine-color-placeholder': 'var(--mantine-color-gray-6)',
      '--mantine-color-disabled-color': 'var(--mantine-color-gray-6)',
      '--mantine-color-default-border': 'var(--mantine-color-gray-3)',
      '--jifen-surface': 'var(--mantine-color-white)',
      '--jifen-sunken': 'var(--mantine-color-gray-1)',
      '--jifen-line': 'var(--mantine-color-gray-2)',
      '--jifen-strong': 'var(--mantine-color-jade-8)',
      '--jifen-warning': 'var(--mantine-color-amber-7)',
    },
    dark: {
      ...dark,
      ...Object.fromEntries(['jade', 'teal', 'green', 'amber', 'yellow', 'orange', 'red', 'gray'].flatMap(nightTintsOf)),
      '--mantine-color-error': 'var(--mantine-color-red-3)',
      '--mantine-color-success': 'var(--mantine-color-jade-3)',
      '--mantine-color-placeholder': 'var(--mantine-color-dark-2)',
      '--mantine-color-disabled-color': 'var(--mantine-color-dark-2)',
      '--mantine-color-anchor': 'var(--mantine-color-jade-3)',
      '--jifen-surface': 'var(--mantine-color-dark-6)',
      '--jifen-sunken': 'var(--mantine-color-dark-8)',
      '--jifen-line': 'var(--mantine-color-dark-4)',
      '--jifen-strong': 'var(--mantine-color-jade-2)',
      '--jifen-warning': 'var(--mantine-color-amber-3)',
    },
  };
};

/** A tint that still shows its colour on night; Mantine's own is nearly black. */
function nightTintsOf(color: string): readonly (readonly [string, string])[] {
  const tint = (percent: number): string => `color-mix(in srgb, var(--mantine-color-${color}-5) ${percent}%, transparent)`;
  return [
    [`--mantine-color-${color}-light`, tint(24)],
    [`--mantine-color-${color}-light-hover`, tint(34)],
    [`--mantine-color-${color}-light-color`, `var(--mantine-color-${color}-1)`],
  ];
}

function density(size: string, scale: MantineThemeOverride): MantineThemeOverride {
  const sized = ['Button', 'TextInput', 'NumberInput', 'PasswordInput', 'Select', 'Textarea', 'SegmentedControl', 'PinInput'];
  return {
    ...scale,
    components: {
      ...Object.fromEntries(sized.map((name) => [name, { defaultProps: { size } }])),
      // Square buttons as high as the others of their face.
      ActionIcon: { defaultProps: { size: `input-${size}` } },
    },
  };
}

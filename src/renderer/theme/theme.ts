import { type CSSVariablesResolver, createTheme, Menu, Modal, Tooltip, virtualColor } from '@mantine/core';
import { amber, brick, night, sand, teal } from './colors';

const SANS =
  '"Inter Variable", system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif';
const MONO =
  'ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace';

export const theme = createTheme({
  colors: {
    teal,
    gray: sand,
    dark: night,
    yellow: amber,
    red: brick,
    // Mantine works out the words on a colour for the light scheme alone, unless the colour is a virtual one.
    main: virtualColor({ name: 'main', light: 'teal', dark: 'teal' }),
    danger: virtualColor({ name: 'danger', light: 'red', dark: 'red' }),
  },
  primaryColor: 'main',
  // By day the deep teal under white words; by night its light sister under dark ones. Both pass 4.5:1.
  primaryShade: { light: 8, dark: 3 },
  autoContrast: true,
  black: '#2c2720',
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  fontFamily: SANS,
  fontFamilyMonospace: MONO,
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.35' },
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '14px' },
  headings: {
    fontFamily: SANS,
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '1.125rem', lineHeight: '1.3' },
      h2: { fontSize: '1.25rem', lineHeight: '1.3' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  components: {
    Tooltip: Tooltip.extend({ defaultProps: { withArrow: true, openDelay: 300, multiline: true, maw: 300 } }),
    // The place-holder that would take the focus first is no menu item; the first item takes it instead.
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
    Modal: Modal.extend({
      defaultProps: { centered: true, radius: 'lg', overlayProps: { backgroundOpacity: 0.4 } },
    }),
  },
});

/** Mantine's own names, led to the colours of this application. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fffefb',
    '--mantine-color-text': sand[9],
    '--mantine-color-dimmed': sand[6],
    '--mantine-color-placeholder': '#7a705f',
    '--mantine-color-default-border': sand[4],
    '--mantine-color-error': brick[7],
    '--mantine-color-anchor': teal[7],
  },
  dark: {
    '--mantine-color-body': night[7],
    '--mantine-color-text': night[0],
    '--mantine-color-dimmed': night[2],
    '--mantine-color-placeholder': '#99948a',
    '--mantine-color-default': night[6],
    '--mantine-color-default-hover': night[5],
    '--mantine-color-default-border': night[4],
    '--mantine-color-error': brick[3],
    '--mantine-color-anchor': teal[3],
  },
});

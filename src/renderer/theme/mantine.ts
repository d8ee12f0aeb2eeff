import {
  ActionIcon,
  Button,
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  Input,
  type MantineColorsTuple,
  Menu,
  Modal,
  Popover,
  SegmentedControl,
  Select,
  Switch,
  Tooltip,
} from '@mantine/core';

/** Ten greys without tint; Mantine's own dark scale is bluish. Light first. */
const grey: MantineColorsTuple = [
  '#f4f4f4',
  '#e9e9e9',
  '#d0d0d0',
  '#b4b4b4',
  '#9a9a9a',
  '#5c5c5c',
  '#3a3a3a',
  '#2f2f2f',
  '#262626',
  '#1e1e1e',
];
const dark: MantineColorsTuple = [
  '#d6d6d6',
  '#b8b8b8',
  '#9a9a9a',
  '#6a6a6a',
  '#3a3a3a',
  '#353535',
  '#2f2f2f',
  '#1e1e1e',
  '#1a1a1a',
  '#141414',
];
const amber: MantineColorsTuple = [
  '#fdf4e3',
  '#f8e5c3',
  '#f0d093',
  '#eab04a',
  '#e0a030',
  '#c98b1d',
  '#b07710',
  '#8c5b00',
  '#774d00',
  '#5e3d00',
];

/** Motion stays short (ui.md: 120 ms at most). */
const quick = { transition: 'fade', duration: 80 } as const;
const control = '26px';

/** Mantine in the measures of ui.md: 26 px controls, 4 px grid and radius, 12 px panels. */
export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  colors: { gray: grey, dark, amber },
  primaryColor: 'amber',
  primaryShade: { light: 7, dark: 4 },
  black: '#222222',
  defaultRadius: 4,
  cursorType: 'default',
  respectReducedMotion: true,
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '18px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '4px', md: '4px', lg: '6px', xl: '8px' },
  headings: { fontWeight: '600' },
  components: {
    Button: Button.extend({
      defaultProps: { variant: 'default' },
      vars: () => ({ root: { '--button-height': control, '--button-fz': '12px', '--button-padding-x': '10px' } }),
    }),
    ActionIcon: ActionIcon.extend({
      defaultProps: { variant: 'subtle', color: 'gray' },
      vars: () => ({ root: { '--ai-size': control } }),
    }),
    Input: Input.extend({ vars: () => ({ wrapper: { '--input-height': control, '--input-fz': '12px' } }) }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs' } }),
    Switch: Switch.extend({ defaultProps: { size: 'xs' } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { size: 'xs' } }),
    Select: Select.extend({
      defaultProps: { allowDeselect: false, comboboxProps: { transitionProps: quick, shadow: 'md' } },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 400, transitionProps: quick, color: 'dark', withArrow: false, multiline: true },
    }),
    Menu: Menu.extend({ defaultProps: { transitionProps: quick, shadow: 'md', withinPortal: true } }),
    Popover: Popover.extend({ defaultProps: { transitionProps: quick, shadow: 'md' } }),
    Modal: Modal.extend({
      defaultProps: {
        transitionProps: quick,
        centered: true,
        overlayProps: { backgroundOpacity: 0.6, color: '#000' },
      },
    }),
  },
});

/** Mantine's variables from ours, so that a colour is said once, in tokens.css. */
const mapped = {
  '--mantine-color-body': 'var(--panel)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--dim)',
  '--mantine-color-placeholder': 'var(--dim)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--failed)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-light-color': 'var(--accent)',
  '--mantine-color-amber-filled': 'var(--accent)',
  '--mantine-color-amber-filled-hover': 'var(--accent-hover)',
  '--mantine-color-amber-light': 'var(--accent-soft)',
  '--mantine-color-amber-light-color': 'var(--accent)',
};
export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, dark: mapped, light: mapped });

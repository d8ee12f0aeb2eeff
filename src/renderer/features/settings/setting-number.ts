import type { SettingUnit } from '../../../contract/settings.ts';

/** How a number is entered: bytes in GB, everything else as it is. */
export interface ShownNumber {
  /** What is multiplied with what is entered. */
  factor: number;
  step: number;
  /** Sign behind the number; a word of the language where there is one. */
  unit: 'GB' | 's' | 'MP' | 'days' | null;
}

const SHOWN: Record<SettingUnit, ShownNumber> = {
  bytes: { factor: 1e9, step: 1, unit: 'GB' },
  seconds: { factor: 1, step: 10, unit: 's' },
  megapixels: { factor: 1, step: 50, unit: 'MP' },
  days: { factor: 1, step: 1, unit: 'days' },
  photos: { factor: 1, step: 1, unit: null },
  port: { factor: 1, step: 1, unit: null },
};

/** How a setting with a unit is entered. */
export function shownNumber(unit: string | null): ShownNumber {
  return SHOWN[unit as SettingUnit] ?? { factor: 1, step: 1, unit: null };
}

/** The value as it is entered: at most two decimals. */
export function entered(value: number, shown: ShownNumber): number {
  return Math.round((value / shown.factor) * 100) / 100;
}

/** The value that an entry means; bytes are whole. */
export function meant(entry: number, shown: ShownNumber): number {
  return shown.factor === 1 ? entry : Math.round(entry * shown.factor);
}

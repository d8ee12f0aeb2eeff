import { SettingRow } from './setting-row.tsx';

/** How much of the machine photos may use. */
export function PerformanceSection() {
  return (
    <>
      <SettingRow name="workers" />
      <SettingRow name="memoryBudget" />
      <SettingRow name="deadlineSeconds" />
      <SettingRow name="maxMegapixels" />
    </>
  );
}

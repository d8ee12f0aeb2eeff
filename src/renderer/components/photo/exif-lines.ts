type Exif = Record<string, string | number>;

/** Maker and model without saying the maker twice, as many models do themselves. */
export function cameraOf(exif: Exif): string | undefined {
  const make = exif['make']?.toString().trim() ?? '';
  const model = exif['model']?.toString().trim() ?? '';
  const firstWord = make.toLowerCase().split(' ')[0] ?? '';
  const camera = firstWord !== '' && model.toLowerCase().startsWith(firstWord) ? model : `${make} ${model}`.trim();
  return camera === '' ? undefined : camera;
}

/** `1/320 s · ƒ/5.6 · ISO 100 · 35 mm`, of what is known. */
export function exposureOf(exif: Exif, number: (n: number, decimals?: number) => string): string | undefined {
  const value = (name: string) => {
    const known = Number(exif[name]);
    return Number.isFinite(known) && known > 0 ? known : undefined;
  };
  const time = value('exposureTime');
  const aperture = value('fNumber');
  const iso = value('iso');
  const focal = value('focalLength');
  const parts = [
    time !== undefined && `${time < 0.4 ? `1/${number(Math.round(1 / time), 0)}` : number(time, 1)} s`,
    aperture !== undefined && `ƒ/${number(aperture, 1)}`,
    iso !== undefined && `ISO ${iso}`,
    focal !== undefined && `${number(focal, 0)} mm`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? undefined : parts.join(' · ');
}

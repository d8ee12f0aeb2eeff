import { HUE_BANDS, type HueBand, type PerBand } from '../../plan/grading-ops.ts';
import { both } from './strength.ts';

type BandParam = ReturnType<typeof both>;

/** `red` → `redHue`, or `red` alone where a node has one value for each band. */
type Named<Suffix extends string> = `${HueBand}${Suffix}`;

/** One param from −100 to 100 for each of the eight bands of hue, e.g. `redHue` … `magentaHue`. */
export function bandParams<Suffix extends string>(
  suffix: Suffix,
  group: string,
  description: string,
): Record<Named<Suffix>, BandParam> {
  const params = HUE_BANDS.map((band) => {
    const title = band[0]!.toUpperCase() + band.slice(1);
    return [`${band}${suffix}`, both(title, { group, description })];
  });
  return Object.fromEntries(params) as Record<Named<Suffix>, BandParam>;
}

/** The values of such params by band. */
export function perBand<Suffix extends string>(params: Record<Named<Suffix>, number>, suffix: Suffix): PerBand {
  return Object.fromEntries(HUE_BANDS.map((band) => [band, params[`${band}${suffix}`]])) as Record<HueBand, number>;
}

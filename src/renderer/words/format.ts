/** Numbers, sizes and times as a language writes them. */
export interface Format {
  count(n: number): string;
  /** `412 kB`, `1.4 GB`: decimal units, as disks are sold and file managers show. */
  bytes(n: number): string;
  /** Milliseconds as `0.42 s`, `38 s`, `4 min 27 s`, `2 h 5 min`. */
  duration(ms: number): string;
  /** With as many decimals as given at most. */
  number(n: number, decimals?: number): string;
  percent(share: number): string;
  /** `.` or `,` */
  decimalPoint: string;
  date(iso: string): string;
  dateTime(iso: string): string;
}

const formats = new Map<string, Format>();

/**
 * The format of a language, made once: making Intl's formatters takes longer than drawing a tile.
 * @param language `en`, `de` …
 */
export function formatOf(language: string): Format {
  const format = formats.get(language) ?? createFormat(language);
  formats.set(language, format);
  return format;
}

function createFormat(language: string): Format {
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const percents = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const atMost: Intl.NumberFormat[] = [];
  const number = (n: number, decimals = 2) => {
    atMost[decimals] ??= new Intl.NumberFormat(language, { maximumFractionDigits: decimals });
    return atMost[decimals].format(n);
  };
  const exactly: Intl.NumberFormat[] = [];
  const fixed = (n: number, decimals: number) => {
    exactly[decimals] ??= new Intl.NumberFormat(language, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    return exactly[decimals].format(n);
  };
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return {
    count: (n) => whole.format(n),
    number,
    decimalPoint: number(0.5).charAt(1),
    percent: (share) => percents.format(share),
    bytes(n) {
      if (n < 1000) return `${whole.format(n)} B`;
      const units = ['kB', 'MB', 'GB', 'TB'];
      let value = n / 1000;
      let unit = 0;
      while (value >= 999.5 && unit < units.length - 1) {
        value /= 1000;
        unit++;
      }
      return `${value < 10 ? fixed(value, 1) : whole.format(value)} ${units[unit]}`;
    },
    duration(ms) {
      if (ms < 9_995) return `${fixed(ms / 1000, 2)} s`;
      const s = Math.round(ms / 1000);
      if (s < 60) return `${s} s`;
      const m = Math.floor(s / 60);
      if (m < 60) return `${m} min ${s % 60} s`;
      return `${whole.format(Math.floor(m / 60))} h ${m % 60} min`;
    },
    date: (iso) => date.format(new Date(iso)),
    dateTime: (iso) => dateTime.format(new Date(iso)),
  };
}

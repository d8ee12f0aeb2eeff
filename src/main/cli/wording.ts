const numbers = new Intl.NumberFormat('en');

/** `1 photo`, `12,000 photos`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numbers.format(count)} ${count === 1 ? one : many}`;
}

/** A whole number with separators. */
export function grouped(count: number): string {
  return numbers.format(count);
}

/** Bytes in decimal units, as disks and mail programs count: `832 B`, `1.4 MB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = '';
  for (unit of units) {
    value /= 1000;
    if (value < 999.5) break;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}

/** Seconds as people say them: `8 s`, `3 min 20 s`, `2 h 5 min`. */
export function durationText(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 1) return 'less than a second';
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min${whole % 60 === 0 ? '' : ` ${whole % 60} s`}`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
}

/** Items a second; slow ones as time for each. */
export function rateText(itemsPerSecond: number): string {
  if (itemsPerSecond <= 0) return '';
  if (itemsPerSecond >= 0.95) return `${itemsPerSecond.toFixed(itemsPerSecond < 10 ? 1 : 0)} photos/s`;
  return `${durationText(1 / itemsPerSecond)} a photo`;
}

/** Local date and time to the minute. */
export function timeText(iso: string | null): string {
  if (iso === null) return '–';
  const at = new Date(iso);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

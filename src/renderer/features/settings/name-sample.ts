/** What each token stands for in the sample; `seq` and `date` take a format. */
const SAMPLES: Record<string, string> = {
  name: 'DSC_4101',
  ext: 'jpg',
  seq: '12',
  date: '2026-11-18',
  width: '2048',
  height: '1365',
  relpath: 'day-1',
  workflow: 'web',
  branch: 'large',
};

const TOKEN = /\{([a-z][\w.]*)(?::([^}|]*))?(?:\|([^}]*))?\}/gi;

/**
 * A template filled in for a photo that might be: `{name}-{seq:4}` gives `DSC_4101-0012.jpg`. Null when a token is not known or a
 * brace is left over; the server says then what is wrong.
 */
export function nameSample(template: string): string | null {
  let unknown = false;
  const filled = template
    .replaceAll(/\{\{|\}\}/g, '')
    .replaceAll(TOKEN, (_, token: string, format = '', fallback = '') => {
      if (token.startsWith('exif.')) return fallback === '' ? 'X-T5' : String(fallback);
      const value = SAMPLES[token];
      if (value === undefined) unknown = true;
      if (token === 'seq') return (value ?? '').padStart(Number(format) || 0, '0');
      if (token === 'date' && format !== '') return dated(String(format));
      return value ?? '';
    });
  return unknown || /[{}]/.test(filled) || filled.trim() === '' ? null : `${filled}.jpg`;
}

function dated(pattern: string): string {
  const fields: Record<string, string> = { YYYY: '2026', YY: '26', MM: '11', DD: '18', HH: '14', mm: '32', ss: '05' };
  return pattern.replaceAll(/YYYY|YY|MM|DD|HH|mm|ss/g, (field) => fields[field] ?? field);
}

/**
 * XMP packets as text. Properties are found by their names, not with an XML parser: what is not touched stays byte for
 * byte, as other programs wrote it.
 */

const EXIF_NAMESPACE = 'http://ns.adobe.com/exif/1.0/';
const TIFF_NAMESPACE = 'http://ns.adobe.com/tiff/1.0/';

/** Text as the content of an element or attribute. */
export const escapeXml = (s: string): string =>
  s.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!);
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescapeXml = (s: string): string =>
  s.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(\w+));/gi, (all, hex, decimal, name) => {
    if (name) return ENTITIES[name] ?? all;
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });

/**
 * Removes every property whose qualified name matches, as attribute and as element (with all it contains).
 * `name` is the source of a regular expression for the qualified name. One blank only is matched before an attribute: a
 * run of them would be tried from every one of its thousands of padding blanks.
 */
export function removeXmpProperties(xmp: string, name: string): string {
  return xmp
    .replace(new RegExp(`\\s(?:${name})\\s*=\\s*(?:"[^"]*"|'[^']*')`, 'g'), '')
    .replace(new RegExp(`<(${name})(?:\\s[^<>]*)?/>\\s*`, 'g'), '')
    .replace(new RegExp(`<(${name})(?:\\s[^<>]*)?>[\\s\\S]*?</\\1\\s*>\\s*`, 'g'), '');
}

/** Positions: `exif:GPS…` under any prefix, the same of drones (`drone-dji:GpsLatitude`), and W3C `geo:lat`. */
const POSITION = '[\\w.-]+:[Gg][Pp][Ss]\\w*|geo:(?:lat|long|alt)';

/**
 * Removes positions. Returns null (drop the packet) when something that looks like one is still there afterwards, in a
 * notation that we do not know: better no XMP than a leaked position.
 */
export function withoutPosition(xmp: string): string | null {
  const cleaned = removeXmpProperties(xmp, POSITION);
  return /:gps(?:latitude|longi?t)/i.test(cleaned) ? null : cleaned;
}

/**
 * Removes what describes the file that the pixels came from and not the picture: thumbnails, gain maps and their
 * directory, the pointer to an extended packet that is not carried along.
 */
export function withoutContainerFacts(xmp: string): string {
  return removeXmpProperties(
    xmp,
    'xmp:Thumbnails|xap:Thumbnails|hdrgm:\\w+|Container:Directory|GContainer:\\w+|xmpNote:HasExtendedXMP|GCamera:MicroVideo\\w*|GCamera:MotionPhoto\\w*|GImage:\\w+|GDepth:\\w+',
  );
}

function prefixOf(xmp: string, namespace: string): string | null {
  const found = new RegExp(`xmlns:([\\w.-]+)\\s*=\\s*["']${namespace.replaceAll('.', '\\.')}["']`).exec(xmp);
  return found?.[1] ?? null;
}

/** Sets a simple property where the packet has it; one that is not there is not added. */
function replaceValue(xmp: string, name: string, value: string): string {
  return xmp
    .replace(new RegExp(`(\\s${name}\\s*=\\s*)(?:"[^"]*"|'[^']*')`, 'g'), (_, head: string) => `${head}"${value}"`)
    .replace(new RegExp(`(<${name}>)[^<]*(</${name}>)`, 'g'), (_, a: string, b: string) => `${a}${value}${b}`);
}

/** Orientation and size as they are after the edit, where the packet speaks of them. */
export function withPictureFacts(xmp: string, facts: { orientation: number; width: number; height: number }): string {
  const tiff = prefixOf(xmp, TIFF_NAMESPACE);
  const exif = prefixOf(xmp, EXIF_NAMESPACE);
  let result = xmp;
  if (tiff) {
    result = replaceValue(result, `${tiff}:Orientation`, String(facts.orientation));
    result = replaceValue(result, `${tiff}:ImageWidth`, String(facts.width));
    result = replaceValue(result, `${tiff}:ImageLength`, String(facts.height));
  }
  if (exif) {
    result = replaceValue(result, `${exif}:PixelXDimension`, String(facts.width));
    result = replaceValue(result, `${exif}:PixelYDimension`, String(facts.height));
  }
  return result;
}

/** Texts of a property: all items of a list (`rdf:li`), or the simple value. */
export function xmpTexts(xmp: string, name: string): string[] {
  const clean = (s: string): string => unescapeXml(s.replace(/<[^>]*>/g, '')).trim();
  const attribute = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(xmp);
  if (attribute) return [clean(attribute[1] ?? attribute[2] ?? '')].filter(Boolean);
  const element = new RegExp(`<${name}(?:\\s[^<>]*)?>([\\s\\S]*?)</${name}\\s*>`).exec(xmp)?.[1];
  if (element === undefined) return [];
  const items = [...element.matchAll(/<rdf:li(?:\s[^<>]*)?>([\s\S]*?)<\/rdf:li\s*>/g)].map((m) => clean(m[1]!));
  return (items.length > 0 ? items : [clean(element)]).filter(Boolean);
}

/** A packet with nothing but who made the picture and who owns it. Null when neither is known. */
export function rightsPacket(rights: { creators: string[]; copyright?: string; credit?: string }): string | null {
  const { creators, copyright, credit } = rights;
  if (creators.length === 0 && !copyright && !credit) return null;
  const item = (s: string): string => `<rdf:li>${escapeXml(s)}</rdf:li>`;
  const parts = [
    creators.length > 0 ? `<dc:creator><rdf:Seq>${creators.map(item).join('')}</rdf:Seq></dc:creator>` : '',
    copyright
      ? `<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(copyright)}</rdf:li></rdf:Alt></dc:rights>`
      : '',
    credit ? `<photoshop:Credit>${escapeXml(credit)}</photoshop:Credit>` : '',
  ].join('');
  return packet(
    `<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">${parts}</rdf:Description>`,
  );
}

/** Wraps RDF descriptions into a packet. */
export function packet(descriptions: string): string {
  return `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">${descriptions}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
}

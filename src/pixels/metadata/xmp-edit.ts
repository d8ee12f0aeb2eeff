import { escapeXml, packet, removeXmpProperties } from './xmp.ts';

const NAMESPACES: Readonly<Record<string, string>> = {
  dc: 'http://purl.org/dc/elements/1.1/',
  photoshop: 'http://ns.adobe.com/photoshop/1.0/',
  xmpRights: 'http://ns.adobe.com/xap/1.0/rights/',
  Iptc4xmpCore: 'http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/',
};

/** How a property holds its text (XMP part 1, 8.2.5 and IPTC Core): in another language each, as a list, or plainly. */
const SHAPES: Readonly<Record<string, 'alt' | 'seq' | 'bag' | 'text' | 'contact'>> = {
  'dc:title': 'alt',
  'dc:description': 'alt',
  'dc:rights': 'alt',
  'dc:creator': 'seq',
  'dc:subject': 'bag',
  'xmpRights:UsageTerms': 'alt',
  'photoshop:Credit': 'text',
  'Iptc4xmpCore:CiUrlWork': 'contact',
};

/**
 * A packet in which these properties have these texts; an empty list removes one. The rest stays byte for byte. Null when nothing
 * was there and nothing is set.
 */
export function setXmpFields(xmp: string | null, fields: ReadonlyMap<string, readonly string[]>): string | null {
  const elements = [...fields].filter(([, texts]) => texts.length > 0).map(([name, texts]) => element(name, texts));
  const names = [...fields.keys()].join('|');
  const cleaned = xmp === null ? null : removeXmpProperties(xmp, names);
  if (elements.length === 0) return cleaned;
  const end = cleaned?.lastIndexOf('</rdf:RDF>') ?? -1;
  const about = /rdf:about\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(cleaned ?? '');
  const description = `<rdf:Description rdf:about="${about?.[1] ?? about?.[2] ?? ''}" ${declared(names)}>${elements.join('')}</rdf:Description>`;
  if (cleaned === null || end < 0) return packet(description);
  return cleaned.slice(0, end) + description + cleaned.slice(end);
}

function declared(names: string): string {
  const prefixes = Object.keys(NAMESPACES).filter((prefix) => names.includes(`${prefix}:`));
  return prefixes.map((prefix) => `xmlns:${prefix}="${NAMESPACES[prefix]}"`).join(' ');
}

function element(name: string, texts: readonly string[]): string {
  const list = (tag: string, attribute = ''): string =>
    `<${name}><rdf:${tag}>${texts.map((text) => `<rdf:li${attribute}>${escapeXml(text)}</rdf:li>`).join('')}</rdf:${tag}></${name}>`;
  switch (SHAPES[name]) {
    case 'alt':
      return list('Alt', ' xml:lang="x-default"');
    case 'seq':
      return list('Seq');
    case 'bag':
      return list('Bag');
    case 'contact':
      return `<Iptc4xmpCore:CreatorContactInfo rdf:parseType="Resource"><${name}>${escapeXml(texts[0]!)}</${name}></Iptc4xmpCore:CreatorContactInfo>`;
    default:
      return `<${name}>${escapeXml(texts.join('; '))}</${name}>`;
  }
}

import { z } from 'zod';
import { METADATA_FIELDS, type MetadataEdit } from '../plan/delivery-steps.ts';
import { defineNode, hint, imageIn, imageOut } from './definition.ts';
import { template } from './params/template.ts';

const text = (title: string, description: string) =>
  template(2000)
    .optional()
    .meta(hint({ title, description, widget: 'template' }));

const Params = z.strictObject({
  mode: z
    .enum(['set', 'ifEmpty', 'remove'])
    .default('set')
    .meta(
      hint({
        title: 'Mode',
        description:
          'Set replaces what the picture says, ifEmpty adds what is missing, remove takes the fields below out.',
        widget: 'select',
      }),
    ),
  copyright: text('Copyright', 'Notice, e.g. “© {exif.year|2026} Jane Doe”.'),
  creator: text('Creator', 'Who took the picture.'),
  credit: text('Credit line', 'What is printed beside the picture.'),
  rights: text('Usage terms', 'What may be done with the picture.'),
  contactUrl: text('Contact URL', 'Where the creator is found.'),
  title: text('Title', 'Short name of the picture.'),
  caption: text('Caption', 'What is to be seen.'),
  keywords: text('Keywords', 'Separated by commas.'),
  remove: z
    .array(z.enum(METADATA_FIELDS))
    .default([])
    .meta(hint({ title: 'Remove', description: 'Fields to take out, with the mode remove.', widget: 'text' })),
  stripGps: z
    .boolean()
    .default(false)
    .meta(hint({ title: 'Remove the place', description: 'Whatever metadata the export keeps.', widget: 'switch' })),
});

/**
 * Says what the files exported behind it tell of the picture; its pixels stay. Fields of IPTC Core, each written wherever it has a
 * place (IPTC Photo Metadata Standard): copyright (XMP dc:rights, IIM 2:116, EXIF 0x8298), creator (dc:creator, 2:80,
 * 0x013B), credit (photoshop:Credit, 2:110), rights (xmpRights:UsageTerms), contactUrl (CreatorContactInfo CiUrlWork), title
 * (dc:title, 2:05), caption (dc:description, 2:120, 0x010E), keywords (dc:subject, 2:25). Texts may hold tokens. They are
 * written beside what the export's own metadata policy keeps; an export that keeps `none` writes nothing at all.
 */
export default defineNode({
  type: 'metadata',
  label: 'Metadata',
  category: 'flow',
  description: 'Writes copyright, creator, caption, keywords and more into the exported files, or takes them out.',
  icon: 'tags',
  scope: 'item',
  params: Params,
  inputs: imageIn,
  outputs: imageOut,
  results: {},
  compile({ mode, remove, stripGps, ...texts }) {
    const fields: MetadataEdit['fields'] =
      mode === 'remove'
        ? Object.fromEntries(remove.map((field) => [field, '']))
        : Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== undefined));
    if (Object.keys(fields).length === 0 && !stripGps) return [];
    return [{ kind: 'metadata', edit: { mode, fields, stripGps } }];
  },
});

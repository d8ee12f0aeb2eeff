import { z } from '@hono/zod-openapi';
import { Collision, InputFile, OutputSpec, Run } from './run.ts';

const zipLayout = OutputSpec.shape.zipLayout.unwrap();

/** What one input node reads: single files, a folder, paths of any kind, or a zip. */
export const CreateRunInput = z
  .strictObject({
    files: z.array(InputFile).max(10_000).optional().meta({
      description:
        'Single files: each with `url`, `path` or `uploadId`, and its `name` where it is to have another one.',
    }),
    folder: z.string().min(1).optional().meta({ description: 'Absolute path of a folder.' }),
    paths: z
      .array(z.string().min(1))
      .max(100_000)
      .optional()
      .meta({ description: 'Absolute paths: photos, folders, zips.' }),
    recursive: z.boolean().optional().meta({ description: 'Descend into sub-folders and mirror them in the output.' }),
    glob: z
      .string()
      .min(1)
      .max(1000)
      .optional()
      .meta({ description: 'Only names that match, relative to the folder.' }),
    zipUrl: z.string().min(1).max(4096).optional().meta({ description: 'http(s) or file URL of a zip.' }),
  })
  .openapi('CreateRunInput');
export type CreateRunInput = z.infer<typeof CreateRunInput>;

/** Body of `POST /workflows/:id/runs`. Which inputs there must be depends on the workflow: what is wrong with them is a 422. */
export const CreateRunBody = z
  .strictObject({
    inputs: z
      .record(z.string(), CreateRunInput)
      .default({})
      .meta({ description: 'Input node id (or `imageInput` where there is only one) → what to read.' }),
    zipUrl: z.string().min(1).max(4096).optional().meta({ description: 'A zip for the only input node.' }),
    zipLayout: zipLayout
      .default('preserve')
      .meta({ description: 'Of a zip that is delivered: keep folders, or all in one.' }),
    webhookUrl: z
      .string()
      .min(1)
      .max(4096)
      .optional()
      .meta({ description: 'Called once the run is over; https, or http on an allowed host.' }),
    name: z
      .string()
      .min(1)
      .max(255)
      .optional()
      .meta({ description: 'Default: the workflow’s name, the date and the time.' }),
    description: z.string().max(2000).optional().meta({ description: 'For people.' }),
    output: z
      .strictObject({
        folder: z.string().min(1).optional().meta({
          description:
            'Absolute. Default: a new folder `<date>-<name>` in the setting `defaultOutputFolder`, or in `results` of the data folder.',
        }),
        name: z.string().min(1).max(500).optional().meta({ description: 'Name template without extension.' }),
        collision: Collision.default('suffix').meta({
          description:
            'What becomes of a file whose name is taken: another number, the new one in its place, or it is passed over. Of a zip: the same, but under `skip` the run is refused with `output_exists`.',
        }),
        zip: z.boolean().default(false).meta({ description: 'Deliver one zip instead of files.' }),
      })
      .openapi('RunOutput')
      .default({ collision: 'suffix', zip: false })
      .meta({ description: 'Where results go, and under which names.' }),
    labels: z
      .record(z.string().max(100), z.string().max(1000))
      .default({})
      .meta({ description: 'Names and values of your own, to find runs by.' }),
    intermediates: Run.shape.intermediates.optional().meta({
      description: 'Pictures of every node: made when somebody looks at them, or all of them with the run.',
    }),
    params: Run.shape.params.optional().meta({ description: 'Params of this run’s own, by node.' }),
    workspaceId: z.int().optional().meta({ description: 'Accepted and answered; there is one workspace here.' }),
    start: z.boolean().default(true).meta({ description: 'False: the run waits for `POST …/start`.' }),
  })
  .openapi('CreateRun', {
    example: {
      inputs: { imageInput: { files: [{ url: 'https://example.com/photos/abc.jpg', name: 'abc.jpg' }] } },
      webhookUrl: 'https://your-app.example.com/hooks/run',
    },
  });
export type CreateRunBody = z.input<typeof CreateRunBody>;

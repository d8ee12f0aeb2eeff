import { z } from '@hono/zod-openapi';
import { Collision, InputFile, OutputSpec, Run } from './run.ts';

const zipLayout = OutputSpec.shape.zipLayout.unwrap();

/** What one input node reads: single files, a folder, paths of any kind, or a zip. */
export const CreateRunInput = z
  .strictObject({
    files: z.array(InputFile).max(10_000).optional(),
    /** Absolute path of a folder. */
    folder: z.string().min(1).optional(),
    /** Absolute paths: photos, folders, zips. */
    paths: z.array(z.string().min(1)).max(100_000).optional(),
    /** Descend into sub-folders and mirror them in the output. */
    recursive: z.boolean().optional(),
    /** Only names that match, relative to the folder. */
    glob: z.string().min(1).max(1000).optional(),
    /** http(s) or file URL of a zip. */
    zipUrl: z.string().min(1).max(4096).optional(),
  })
  .openapi('CreateRunInput');
export type CreateRunInput = z.infer<typeof CreateRunInput>;

/** Body of `POST /workflows/:id/runs`. Which inputs there must be depends on the workflow: what is wrong with them is a 422. */
export const CreateRunBody = z
  .strictObject({
    /** Input node id (or `imageInput` where there is only one) → what to read. */
    inputs: z.record(z.string(), CreateRunInput).default({}),
    /** A zip for the only input node. */
    zipUrl: z.string().min(1).max(4096).optional(),
    /** Of a zip that is delivered: keep folders, or all in one. */
    zipLayout: zipLayout.default('preserve'),
    /** Called once the run is over; https, or http on an allowed host. */
    webhookUrl: z.string().min(1).max(4096).optional(),
    /** Default: the workflow’s name, the date and the time. */
    name: z.string().min(1).max(255).optional(),
    description: z.string().max(2000).optional(),
    output: z
      .strictObject({
        /** Absolute. Default: a new folder `<date>-<name>` in the setting `defaultOutputFolder`, or in `results` of the data folder. */
        folder: z.string().min(1).optional(),
        /** Name template without extension. */
        name: z.string().min(1).max(500).optional(),
        collision: Collision.default('suffix'),
        /** Deliver one zip instead of files. */
        zip: z.boolean().default(false),
      })
      .default({ collision: 'suffix', zip: false }),
    labels: z.record(z.string().max(100), z.string().max(1000)).default({}),
    intermediates: Run.shape.intermediates.optional(),
    /** Params of this run’s own, by node. */
    params: Run.shape.params.optional(),
    /** Accepted and answered; there is one workspace here. */
    workspaceId: z.int().optional(),
    /** False: the run waits for `POST …/start`. */
    start: z.boolean().default(true),
  })
  .openapi('CreateRun', {
    example: {
      inputs: { imageInput: { files: [{ url: 'https://example.com/photos/abc.jpg', name: 'abc.jpg' }] } },
      webhookUrl: 'https://your-app.example.com/hooks/run',
    },
  });
export type CreateRunBody = z.input<typeof CreateRunBody>;

import type { CachePort } from './cache-port.ts';
import type { EventBus } from './event-bus.ts';
import type { NetPort } from './net-port.ts';
import type { Clock, DeliveryPort, IntakePort, Log, PixelPort, Timers } from './ports.ts';
import type { StorePort } from './store-port.ts';
import type { UndoFilesPort } from './undo-port.ts';
import type { UploadsPort } from './upload-port.ts';

/** What the engine is built from; made by app.ts. */
export interface EngineDeps {
  store: StorePort;
  pixels: PixelPort;
  intake: IntakePort;
  delivery: DeliveryPort;
  cache: CachePort;
  undoFiles: UndoFilesPort;
  events: EventBus;
  clock: Clock;
  timers: Timers;
  log: Log;
  net: Pick<NetPort, 'check'>;
  uploads: Pick<UploadsPort, 'find'>;
  folders: EngineFolders;
  /** Longest time one rendering may take; the pixel host's own default when missing. */
  deadlineMs?: number | undefined;
}

/** Folders inside the data folder. */
export interface EngineFolders {
  /** Extracted zip entries while their item runs; emptied at start. */
  work: string;
  /** Files of runs that deliver a zip, until it is written. */
  staging: string;
  /** Pictures made only to be looked at. */
  cache: string;
  /** What `overwrite` replaced, by run, until it is too old to be put back. */
  replaced: string;
  /** What runs fetched from URLs, in one folder each, by uuid. */
  downloads: string;
}

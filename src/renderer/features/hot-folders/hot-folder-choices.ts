import type { CreateHotFolderBody, HotFolder, PatchHotFolderBody } from '../../../contract/hot-folder.ts';
import type { Collision } from '../../../contract/run.ts';

/** What the dialog holds: every field as it is entered. */
export interface HotFolderChoices {
  folder: string;
  /** Slug. */
  workflow: string;
  /** Empty: beside the watched folder. */
  outputFolder: string;
  /** Template; empty: the workflow's own. */
  outputName: string;
  collision: Collision;
  /** Empty: every photo. */
  pattern: string;
  recursive: boolean;
  settleSeconds: number;
  quietSeconds: number;
  polling: HotFolder['polling'];
  pairs: HotFolder['pairs'];
  afterwards: HotFolder['afterwards'];
}

/** What a new hot folder begins with, or what one is set to. */
export function choicesOf(hot: HotFolder | null): HotFolderChoices {
  return {
    folder: hot?.folder ?? '',
    workflow: hot?.workflow ?? 'web',
    outputFolder: hot?.output.folder ?? '',
    outputName: hot?.output.name ?? '',
    collision: hot?.output.collision ?? 'suffix',
    pattern: hot?.pattern ?? '',
    recursive: hot?.recursive ?? false,
    settleSeconds: hot?.settleSeconds ?? 2,
    quietSeconds: hot?.quietSeconds ?? 5,
    polling: hot?.polling ?? 'auto',
    pairs: hot?.pairs ?? 'both',
    afterwards: hot?.afterwards ?? 'leave',
  };
}

/** Where results go when nothing is entered; the server does the same. Empty while there is no folder. */
export function standardOutput(folder: string): string {
  const trimmed = folder.trim().replace(/[\\/]+$/, '');
  return trimmed === '' ? '' : `${trimmed}-results`;
}

function shared(choices: HotFolderChoices) {
  const { outputFolder, outputName } = choices;
  return {
    workflow: choices.workflow,
    output: {
      ...(outputFolder.trim() === '' ? {} : { folder: outputFolder.trim() }),
      ...(outputName.trim() === '' ? {} : { name: outputName.trim() }),
      collision: choices.collision,
    },
    pattern: choices.pattern.trim() === '' ? null : choices.pattern.trim(),
    recursive: choices.recursive,
    settleSeconds: choices.settleSeconds,
    quietSeconds: choices.quietSeconds,
    polling: choices.polling,
    pairs: choices.pairs,
    afterwards: choices.afterwards,
  };
}

/** Body of `POST /hot-folders`. */
export function createBody(choices: HotFolderChoices): CreateHotFolderBody {
  return { folder: choices.folder.trim(), enabled: true, ...shared(choices) };
}

/** Body of `PATCH /hot-folders/:id`; the folder itself cannot change. */
export function patchBody(choices: HotFolderChoices): PatchHotFolderBody {
  return shared(choices);
}

/** The name of a watched folder: its last part. */
export function folderName(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).at(-1) ?? path;
}

/** The folders that sources are moved to afterwards, as the server names them. */
export function movedTo(folder: string): { done: string; failed: string } {
  const trimmed = folder.trim().replace(/[\\/]+$/, '');
  const separator = trimmed.includes('\\') ? '\\' : '/';
  return { done: `${trimmed}${separator}processed`, failed: `${trimmed}${separator}failed` };
}

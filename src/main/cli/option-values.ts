import { InvalidArgumentError } from 'commander';

/** Parses an option that is a whole number of 1 or more. */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number, 1 or more.');
  return value;
}

/** Parses an option that is a whole number of 0 or more. */
export function notNegativeInteger(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isInteger(value) || value < 0) {
    throw new InvalidArgumentError('It must be a whole number, 0 or more.');
  }
  return value;
}

/** Collects a repeatable text. */
export function texts(text: string, sofar: string[] = []): string[] {
  if (text === '') throw new InvalidArgumentError('It must not be empty.');
  return [...sofar, text];
}

/** Parses an option that is a number of seconds above 0. */
export function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value))
    throw new InvalidArgumentError('It must be a number of seconds above 0.');
  return value;
}

/** Parses an option that is a number of seconds, 0 or more. */
export function notNegativeSeconds(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0) || !Number.isFinite(value)) {
    throw new InvalidArgumentError('It must be a number of seconds, 0 or more.');
  }
  return value;
}

/** Parses a size in gigabytes, 0 or more. */
export function gigabytes(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0) || !Number.isFinite(value))
    throw new InvalidArgumentError('It must be a number of gigabytes, 0 or more.');
  return value;
}

/** Parses a TCP port; 0 is any free one. */
export function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65_535) {
    throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
  }
  return value;
}

/** Collects a repeatable `NODE.PARAM=VALUE`; the value is JSON, or else a text as it stands. */
export function nodeParam(text: string, sofar: NodeParam[] = []): NodeParam[] {
  const match = /^([^.=]+)\.([^=]+)=(.*)$/s.exec(text);
  if (match === null) throw new InvalidArgumentError('It must be NODE.PARAM=VALUE, e.g. resize-1.longEdge=1600.');
  return [...sofar, { nodeId: match[1]!, param: match[2]!, value: jsonOrText(match[3]!) }];
}

export interface NodeParam {
  nodeId: string;
  param: string;
  value: unknown;
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Collects a repeatable `NODE=PATH`. */
export function nodeAndPath(text: string, sofar: [node: string, path: string][] = []): [string, string][] {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1)
    throw new InvalidArgumentError('It must be NODE=PATH, e.g. logo=marks/logo.png.');
  return [...sofar, [text.slice(0, at), text.slice(at + 1)]];
}

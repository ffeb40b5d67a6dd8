import type { Json, RunRecord } from '@earmark/core';
import { quoted } from '../output/quoted.ts';

/** The command as it could be typed again, or what the pipeline is called. */
export function typedCommand({ recipe, pipeline, request }: RunRecord): string {
  if (typeof request !== 'object' || request === null || Array.isArray(request)) return pipeline;
  const { command = recipe, path, what, options, ...rest } = request as RequestShape;
  if (typeof command !== 'string') return pipeline;
  const flags = Object.entries({ ...options, ...rest }).map(flagOf);
  return [command, path ?? what ?? '', ...flags].filter((word) => word !== '').join(' ');
}

type RequestShape = Readonly<Record<string, Json>> & {
  readonly command?: string;
  readonly path?: string;
  readonly what?: string;
  readonly options?: Readonly<Record<string, Json>>;
};

function flagOf([name, value]: readonly [string, Json]): string {
  const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  if (value === true) return flag;
  if (value === false || value === null) return '';
  if (name === 'confidence' && typeof value === 'number') return `${flag} ${value * 100}`;
  if (name === 'sources' && Array.isArray(value)) return `${flag} ${value.join(',')}`;
  const words = Array.isArray(value) ? value : [value];
  return [flag, ...words.map((word) => quoted(String(word)))].join(' ');
}

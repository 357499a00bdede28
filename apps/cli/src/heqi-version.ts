import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The version in the package.json that this file belongs to, wherever it was built to. */
export function heqiVersion(): string {
  for (let folder = __dirname; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const file = path.join(folder, 'package.json');
    if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  }
  return 'unknown';
}

// Writes FILE.br beside every file of a folder, as small as brotli can make it.
// In Node, because its brotli is optimised and that of a freshly compiled xtask would not be.
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compressed = /\.(br|gz|png|jpe?g|webp|avif|woff2|zip)$/;
const modified = async (file) => (await stat(file).catch(() => null))?.mtimeMs ?? 0;

async function precompress(file) {
  if (await modified(`${file}.br`) > await modified(file)) return;
  const content = await readFile(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  await writeFile(`${file}.br`, await promisify(brotliCompress)(content, { params }));
}

const entries = await readdir(process.argv[2], { recursive: true, withFileTypes: true });
const files = entries.filter((entry) => entry.isFile() && !compressed.test(entry.name));
await Promise.all(files.map((entry) => precompress(join(entry.parentPath ?? entry.path, entry.name))));

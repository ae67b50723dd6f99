// Verifies a ledger downloaded from /books, by docs/ledger.md alone: node verify-ledger.mjs ledger.csv
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
const [first, ...lines] = readFileSync(process.argv[2], 'utf8').trimEnd().split('\n');
let root = first.replace('diandan-ledger,2,', '');
for (const [at, line] of lines.entries()) {
  const [, words, kind, said] = line.match(/^((transfer|day|undated),.*),(\w+)$/) ?? [];
  const chained = { transfer: line, day: words }[kind];
  if (chained) root = createHash('sha256').update(root, 'hex').update(chained).digest('hex');
  if (!kind || (kind !== 'transfer' && said !== root)) throw new Error(`line ${at + 2} is not what was published`);
}
console.log(`${lines.length} lines hold together, the last root is ${root}`);

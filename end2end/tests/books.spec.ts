// Books in the open: a volunteer's receipt leads to the line, and anybody verifies the whole ledger with the file alone.

import { PHONE, expect, expectAccessible, hydrated, test } from '../county';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PROGRAM = process.env.DIANDAN_BIN ?? join(__dirname, '../../target/release/diandan');

function verify(file: string) {
  return spawnSync(PROGRAM, ['check', '--ledger', file], { encoding: 'utf8' });
}

test('a volunteer finds their own line, and the file verifies', async ({ county }, info) => {
  const volunteer = await county.page(PHONE.volunteer);
  await volunteer.goto('/me/points');
  // The latest entries may be of today, which is still open; those at the end of the page are older.
  await volunteer.locator('a[href^="/books?receipt="]').last().click();
  await hydrated(volunteer);
  await expect(volunteer.getByRole('heading', { name: '找到了这一笔' })).toBeVisible();
  const line = (await volunteer.locator('main code').first().textContent())!;
  await expectAccessible(volunteer);
  await volunteer.locator('#receipt').fill('7K3M');
  await volunteer.getByRole('button', { name: '查一查' }).click();
  await expect(volunteer.locator('#receipt-wrong')).toBeVisible();
  await expect(volunteer.locator('#receipt')).toHaveValue('7K3M');

  const stranger = await county.page(null);
  await stranger.goto('/');
  await stranger.locator('main a[href="/books"]').click();
  const root = (await stranger.locator('ul.list-card code').first().textContent())!;
  const downloading = stranger.waitForEvent('download');
  await stranger.getByRole('link', { name: '下载全部账本' }).click();
  const file = info.outputPath('ledger.csv');
  await (await downloading).saveAs(file);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(line);
  const found = verify(file);
  expect(found.stderr).toBe('');
  expect(found.stdout).toContain('hold together');
  expect(found.stdout).toContain(root);

  const getting = stranger.waitForEvent('download');
  await stranger.getByRole('link', { name: '验证程序' }).click();
  const program = info.outputPath('verify-ledger.mjs');
  await (await getting).saveAs(program);
  expect(spawnSync('node', [program, file], { encoding: 'utf8' }).stdout).toContain(root);

  const changed = line.replace(/,(\d+),(issuer|volunteer|held)/, (_, amount, from) => `,${Number(amount) + 1},${from}`);
  writeFileSync(file, text.replace(line, changed));
  const broken = verify(file);
  expect(broken.status).not.toBe(0);
  expect(broken.stderr).toMatch(/line \d+: the day's figures are not those of its lines/);
  expect(spawnSync('node', [program, file], { encoding: 'utf8' }).stderr).toMatch(/line \d+ is not what was published/);
});

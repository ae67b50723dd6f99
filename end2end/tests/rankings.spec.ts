// Rankings: groups per head, volunteers by their own choice and under a name of theirs.

import { PHONE, expect, expectAccessible, hydrated, test } from '../county';

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'on a phone' : 'without JavaScript';
  test(`rankings are read and left, ${how}`, async ({ county }) => {
    const visitor = await county.page(null, { javaScriptEnabled });
    await visitor.goto('/');
    await visitor.locator('main a[href="/ranking"]').click();
    await expect(visitor.locator('ol.list-card li').first()).toContainText('人均');
    for (const whom of ['志愿者', '村（社区）', '乡镇']) {
      await visitor.getByRole('link', { name: whom, exact: true }).click();
      await expect(visitor.getByRole('link', { name: whom, exact: true })).toHaveAttribute('aria-current', 'true');
    }
    await visitor.getByRole('link', { name: '近一年' }).click();
    await expect(visitor).toHaveURL(/of=townships&over=365/);

    const volunteer = await county.page(PHONE.leader, { javaScriptEnabled });
    await volunteer.goto('/ranking?of=volunteers');
    if (javaScriptEnabled) {
      await hydrated(volunteer);
      await expectAccessible(volunteer);
    }
    const change = volunteer.locator('summary', { hasText: '改一改' });
    await change.click();
    await volunteer.locator('input[name=listed]').check();
    await volunteer.locator('input[name=name]').fill('吴幼盛');
    await volunteer.getByRole('button', { name: '保存' }).click();
    await expect(volunteer.locator('#name-error')).toBeVisible();
    await expect(volunteer.locator('input[name=name]')).toHaveValue('吴幼盛');
    await volunteer.locator('input[name=name]').fill('蜗牛队长');
    await volunteer.getByRole('button', { name: '保存' }).click();
    await expect(volunteer.getByText('您同意上榜')).toBeVisible();
  });
}

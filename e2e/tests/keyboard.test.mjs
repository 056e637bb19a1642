// A draft from sign-in to the checker's table, by keyboard alone, with the focus visible at every stop.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGS, newPage } from '../lib/browser.mjs';
import { onStage } from '../lib/stage.mjs';
import { OPERATOR } from '../lib/story.mjs';

const stage = onStage();

for (const lang of LANGS) {
  test(`keyboard alone in ${lang}`, async () => {
    const page = await newPage(stage.browser, stage.demo, { lang });
    await page.goto('sign-in');
    if (await page.locator('select#body').count()) {
      await tabTo(page, '#body');
      // As the arrow keys do: the list is short.
      for (let steps = 0; steps < 9 && (await page.inputValue('#body')) !== OPERATOR.body; steps += 1) await page.keyboard.press('ArrowDown');
      assert.equal(await page.inputValue('#body'), OPERATOR.body);
    }
    await tabTo(page, '#login');
    await page.keyboard.type(OPERATOR.login);
    await tabTo(page, '#password');
    await page.keyboard.type(OPERATOR.password);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/');

    await page.keyboard.press('Tab');
    assert.equal(await page.locator(':focus').getAttribute('href'), '#main', 'the first stop skips to the content');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    await tabTo(page, 'a[href="/posts/new"]');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/posts/new');

    await tabTo(page, 'input[name="accounts"]:enabled');
    if (!(await page.locator(':focus').isChecked())) await page.keyboard.press('Space');
    await tabTo(page, '#text');
    await page.keyboard.insertText('キーボードだけで書きました。');
    if (await page.locator('input[name="category"]').count()) {
      await tabTo(page, 'input[name="category"]');
      await page.keyboard.press('Space');
    }
    if (await page.locator('#classification').count()) {
      await tabTo(page, '#classification');
      await page.keyboard.press('ArrowDown');
    }
    if (await page.locator('input[name="decision_status"]:visible').count()) {
      await tabTo(page, 'input[name="decision_status"]');
      await page.keyboard.press('Space');
    }
    for (let left = await page.locator('.supply input[type="radio"][value="yes"]').count(); left > 0; left -= 1) {
      await tabTo(page, '.supply input[type="radio"]');
      await page.keyboard.press('Space');
    }
    await tabTo(page, 'button[name="intent"][value="submit"]');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
    page.calm();
    await page.context().close();
  });
}

/** Presses Tab until the focus is there; every stop on the way has to be seen. */
async function tabTo(page, selector) {
  for (let stops = 0; stops < 80; stops += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate((selector) => {
      const element = document.activeElement;
      const style = getComputedStyle(element);
      const ring = (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
      return { there: element.matches(selector), body: element === document.body, ring, name: `${element.tagName} ${element.name ?? ''} ${element.className}` };
    }, selector);
    if (stop.body) continue;
    assert.ok(stop.ring, `the focus is visible on ${stop.name}`);
    if (stop.there) return;
  }
  assert.fail(`${selector} cannot be reached by Tab`);
}

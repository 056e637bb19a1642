// A paper from what is missing to the sheet that Chromium prints: one page of A4, with everything that stands in it. (W6)
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { LANGS, newPage, pictured } from '../lib/browser.mjs';
import { lookAt } from '../lib/look.mjs';
import { signIn } from '../lib/people.mjs';
import { printed } from '../lib/pdf.mjs';
import { onStage } from '../lib/stage.mjs';
import { person } from '../lib/towns.mjs';

const stage = onStage();

for (const [number, lang] of LANGS.entries()) {
  test(`a notification is drawn up, archived and printed in ${lang}`, async () => {
    const page = await newPage(stage.browser, stage.demo, { lang, width: number ? 390 : 1280, scripts: number === 0 });
    await pictured({ page }, `papers-${lang}`, async () => {
      await signIn(page, person('misato', 'chief'));
      await page.goto('papers/new');
      await page.selectOption('#account', await page.locator('#account option', { hasText: 'Facebook' }).first().getAttribute('value'));
      await page.locator('form[action="/papers/new"] button').click();
      await page.waitForLoadState();
      await page.locator('a[href*="form=form-2"]').click();
      await page.waitForLoadState();

      // What is missing is entered where it belongs, and leads back.
      if (await page.locator('#missing-heading').count()) {
        await lookAt(page, `a paper in which something is missing, in ${lang}`);
        await page.locator('li.missing a').first().click();
        await page.waitForLoadState();
        await page.fill('[name="fields.submitted_on"]', '2026-04-01');
        await page.locator('form[action="/records"] button.primary').click();
        await page.waitForLoadState();
      }
      assert.equal(await page.locator('#missing-heading').count(), 0);
      const outside = `27港企区第${1416 + number}号`;
      await page.fill('#number', outside);
      await lookAt(page, `a complete paper, in ${lang}`);
      await page.locator('form[action="/papers"] button.primary').click();
      await page.waitForLoadState();
      assert.ok(await page.getByText(outside).isVisible());
      await lookAt(page, `an archived paper, in ${lang}`);
      const address = page.url();
      const digest = /\b[0-9a-f]{64}\b/.exec((await page.locator('dd.mono').last().textContent()) ?? '')?.[0];

      // The sheet is the archived bytes, and prints on one page.
      const sheet = await page.goto(`${address}/sheet`);
      assert.equal(createHash('sha256').update(await sheet.body()).digest('hex'), digest);
      const pages = printed(await page.pdf({ preferCSSPageSize: true }));
      assert.deepEqual(pages.map(({ width, height }) => [width, height]), [[210, 297]]);
      // A heading in a made-up bold is drawn, and keeps no letters that could be read from the file.
      assert.match(await page.locator('h1').textContent(), /ソーシャルメディア利用届出書/);
      // Fonts name some characters by their radicals.
      const text = pages[0].text.normalize('NFKC');
      for (const stands of [outside, '決裁欄', '令和8年4月1日', '情報発信担当者']) {
        assert.ok(text.includes(stands), `${stands} is not in ${text}`);
      }

      // It stands in the list, and on the page of its account.
      await page.goto(`papers?q=${encodeURIComponent(outside)}`);
      assert.equal(await page.locator('tbody tr').count(), 1);
      await lookAt(page, `the list of papers, in ${lang}`);
    });
    page.calm();
    await page.context().close();
  });
}

// A value of one account: proposed on a phone without scripts, confirmed by a second person, beside that of the body.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGS, newPage, pictured } from '../lib/browser.mjs';
import { lookAt } from '../lib/look.mjs';
import { signIn } from '../lib/people.mjs';
import { onStage } from '../lib/stage.mjs';
import { person } from '../lib/towns.mjs';

const stage = onStage();

/** The card of a setting, and in it what one account has of its own. */
const card = (page) => page.locator('#param-posting-hours');
const own = (page, account) => card(page).locator('section.own-value', { hasText: account });

for (const [number, lang] of LANGS.entries()) {
  test(`the hours of one account in ${lang}`, async () => {
    const words = ['月〜日 9:00〜21:00', 'Mon–Sun 9:00–21:00'][number];
    const account = ['美里町 防災', '美里町 生涯学習'][number];
    const first = await newPage(stage.browser, stage.demo, { lang, width: 390, scripts: false });
    const second = await newPage(stage.browser, stage.demo, { lang });
    await pictured({ first, second }, `settings-account-${lang}`, async () => {
      await signIn(first, person('misato', 'admin'));
      await first.goto('regulation');
      // Where an account differs already, they are shown at once.
      const accounts = card(first).locator(':scope > details').last();
      if (!(await accounts.evaluate((element) => element.open))) await accounts.locator(':scope > summary').click();
      const form = own(first, account).locator('form[action="/regulation/settings"]');
      await own(first, account).locator('details > summary').click();
      await form.locator('textarea[name="value"]').fill('いつでも');
      await form.locator('input[name="source"]').fill('運用ポリシー 第3号');
      await form.locator('input[name="effective"]').fill('2026-04-01');
      await form.locator('button.primary').click();
      await first.waitForLoadState();

      // What cannot be read is said beside that very form, and nothing that was typed is lost.
      assert.equal(await own(first, account).locator('textarea[name="value"]').inputValue(), 'いつでも');
      assert.ok(await own(first, account).locator('.error').first().isVisible());
      await lookAt(first, `a value of one account that cannot be read, in ${lang}`);
      await own(first, account).locator('textarea[name="value"]').fill('mon-sun 09:00-21:00');
      await own(first, account).locator('input[name="effective"]').fill('2026-04-01');
      await own(first, account).locator('form[action="/regulation/settings"] button.primary').click();
      await first.waitForLoadState();

      await signIn(second, person('misato', 'second'));
      await second.goto('regulation');
      assert.ok(await own(second, account).getByText(words).isVisible(), 'it waits in the open');
      await own(second, account).locator('form[action$="/confirm"] button').click();
      await second.waitForLoadState();
      await second.goto('regulation');
      await own(second, account).getByText('運用ポリシー 第3号').waitFor();
      assert.equal(await own(second, account).locator('form[action$="/confirm"]').count(), 0);
      await lookAt(second, `the hours of one account in ${lang}`);
      second.calm();
    });
    await first.context().close();
    await second.context().close();
  });
}

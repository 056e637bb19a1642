// The night of a disaster: switched on by whoever is there, what was scheduled is held by the worker and listed, one post goes out
// by a decision of its own, and the end sends nothing by itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { client, makeToken } from '../lib/api.mjs';
import { LANGS, WIDTHS, newPage, pictured } from '../lib/browser.mjs';
import { lookAt } from '../lib/look.mjs';
import { signIn } from '../lib/people.mjs';
import { giveStep, until, writeDraft } from '../lib/post.mjs';
import { onStage } from '../lib/stage.mjs';
import { CATEGORY, CHIEF, FACEBOOK, OPERATOR } from '../lib/story.mjs';

const stage = onStage();

for (const lang of LANGS) {
  for (const width of WIDTHS) {
    test(`the night of a disaster in ${lang} at ${width} px`, () => night({ lang, width, scripts: true, mark: `${lang}${width}` }));
  }
}
test('the night of a disaster with scripts off', () => night({ lang: 'ja', width: 390, scripts: false, mark: 'plain' }));

async function night({ lang, width, scripts, mark }) {
  const operator = await newPage(stage.browser, stage.demo, { lang, width, scripts });
  const chief = await newPage(stage.browser, stage.demo, { lang, width: 390, scripts });
  await signIn(operator, OPERATOR);
  await signIn(chief, CHIEF);
  await pictured({ operator, chief }, `disaster-${mark}`, async () => {
    const title = `桜まつりのお知らせです（${mark}）。`;
    const id = await writeDraft(operator, { text: title, accounts: [FACEBOOK], category: CATEGORY });
    await giveStep(chief, id);
    const api = client(stage.demo, await makeToken(operator, `disaster ${mark}`));
    const post = await api('GET', `posts/${id}`);
    const at = new Date(Date.now() + 5_000).toISOString();
    assert.equal((await api('POST', `posts/${id}/publications`, { version: post.version, body: { at } })).status, 201);

    await operator.goto('disaster');
    await operator.fill('#text', '台風第10号');
    await operator.click('form[action="/disaster/start"] button');
    await operator.waitForURL(/\/disaster$/);
    await lookAt(operator, 'the disaster mode, on');
    const told = await api('GET', 'disaster');
    assert.equal(told.body.name, '台風第10号');
    assert.ok(told.body.since);

    await operator.goto(`posts/${id}`);
    await until(operator, async () => (await operator.locator('.publication .held').count()) > 0, 'the worker holds it');
    await lookAt(operator, 'a post that the disaster mode holds');
    await operator.goto('disaster');
    const held = operator.locator('section[aria-labelledby="held-heading"]');
    assert.equal(await held.locator(`a[href="/posts/${id}"]`).count(), 1, 'listed among what is held');
    await operator.goto('disaster/card');
    await lookAt(operator, 'the card');

    // One post goes out all the same, by a decision of its own.
    await operator.goto(`records/new?kind=house:disaster-pass&subject_kind=post&subject=${id}&account=${told.body.comments[0].account}`);
    await operator.locator('input[value="needed"], select option[value="needed"]').first().evaluate((one) => {
      if (one.tagName === 'OPTION') one.parentElement.value = one.value;
      else one.checked = true;
    });
    await operator.locator('form.record-form button.primary').click();
    await operator.waitForURL((url) => !url.pathname.startsWith('/records'));

    await operator.goto('disaster');
    await operator.fill('#text', '警戒本部を廃止した');
    await operator.click('form[action="/disaster/end"] button');
    await operator.waitForURL(/\/disaster$/);
    await lookAt(operator, 'the disaster mode, ended');
    assert.equal((await api('GET', 'disaster')).body.since, null);
    await operator.goto(`posts/${id}`);
    assert.ok((await operator.locator('.publication .held').count()) > 0, 'the end sends nothing by itself');
    operator.calm();
    chief.calm();
  });
  await operator.context().close();
  await chief.context().close();
}

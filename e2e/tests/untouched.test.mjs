// A post made by another program, opened in the editor and saved without a change: nothing of it is lost, with scripts
// and without.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { client, makeToken } from '../lib/api.mjs';
import { newPage } from '../lib/browser.mjs';
import { signIn } from '../lib/people.mjs';
import { onStage } from '../lib/stage.mjs';
import { OPERATOR } from '../lib/story.mjs';

const stage = onStage();

for (const scripts of [true, false]) {
  test(`opened and saved untouched, scripts ${scripts ? 'on' : 'off'}`, async () => {
    const page = await newPage(stage.browser, stage.demo, { lang: 'ja', width: 1280, scripts });
    await signIn(page, OPERATOR);
    const call = client(stage.demo, await makeToken(page, `untouched-${scripts}`));
    const accounts = (await call('GET', 'accounts')).body.items.slice(0, 2);
    const content = {
      title: '別に付けた題',
      text: '本文の一行目\n  二行目 ',
      fields: { topic: '催し\n二行' },
      window: { from: '2030-04-01T00:00:30.000001Z', until: '2030-05-31T14:59:59.999999Z' },
      targets: accounts.map((account, place) => ({
        account: account.id, link: `https://example.jp/${place}`, options: { reply: 'off' }, text: place ? '別の文' : null,
      })),
    };
    const made = await call('POST', 'posts', { body: content });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const before = await call('GET', `posts/${made.body.post}`);
    await page.goto(`posts/${made.body.post}/edit`);
    await page.click('button[name="intent"][value="save"]');
    await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
    const after = await call('GET', `posts/${made.body.post}`);
    assert.equal(after.version, before.version);
    assert.deepEqual(after.body.content, before.body.content);
    page.calm();
    await page.context().close();
  });
}

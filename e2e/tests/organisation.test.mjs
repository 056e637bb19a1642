// The chart of a body, its people and its accounts, entered on a phone without scripts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { client, makeToken } from '../lib/api.mjs';
import { LANGS, newPage } from '../lib/browser.mjs';
import { lookAt } from '../lib/look.mjs';
import { signIn } from '../lib/people.mjs';
import { unfold } from '../lib/post.mjs';
import { onStage } from '../lib/stage.mjs';
import { ADMIN, OPERATOR } from '../lib/story.mjs';

const stage = onStage();

for (const lang of LANGS) {
  test(`a section, a position, who holds it and an account, without scripts, in ${lang}`, async () => {
    const page = await newPage(stage.browser, stage.demo, { lang, width: 390, scripts: false });
    await signIn(page, ADMIN);
    const [section, position, person] = [`広聴室${lang}`, `広聴主査${lang}`, `川村 ${lang}`];

    await page.goto('organisation');
    await page.click('a[href="/sections/new"]');
    await page.fill('#name_ja', section);
    await page.fill('#name_en', `Hearing Office ${lang}`);
    await send(page, '/sections');

    await page.goto('positions/new');
    await page.locator('#section').selectOption({ label: await optionWith(page, '#section', section, `Hearing Office ${lang}`) });
    await page.fill('#name_ja', position);
    await page.fill('#rank', '主査');
    await page.fill('#rank_order', '40');
    await page.fill('#extension', '299');
    await send(page, '/positions');

    await page.goto('people');
    await page.fill('#name', person);
    await page.fill('#login', `kawamura-${lang}`);
    await page.locator('#position').selectOption({ label: await optionWith(page, '#position', position) });
    const kind = page.locator('input[name="kind"][value="regular"]');
    if (await kind.count()) await kind.check();
    await send(page, '/people');
    assert.ok(await page.locator('#initial-password').isVisible(), 'the first password is shown once');
    await page.goto('people');
    await page.locator('tbody a', { hasText: person }).click();
    const own = new URL(page.url()).pathname;
    await page.click('button[name="grant"][value="manage-accounts"]');
    await page.locator('button[name="revoke"][value="manage-accounts"]').waitFor();
    await page.click('button[name="revoke"][value="manage-accounts"]');
    await page.locator('button[name="grant"][value="manage-accounts"]').waitFor();
    await page.fill('#from_date', '2020-01-06');
    await send(page, '/absences');
    await page.goto(own.slice(1));
    await lookAt(page, 'person with an absence');

    await page.goto('organisation');
    const row = page.locator('li.appointment', { hasText: position });
    const text = await row.innerText();
    assert.ok(text.includes(person) && text.includes('299'), text);
    assert.equal(await row.locator('.absent').count(), 1, 'the absence stands beside the name');
    await lookAt(page, 'organisation with a new position');

    await page.goto('accounts/new');
    await page.fill('#service', 'facebook');
    await page.fill('#name', `広聴室のページ${lang}`);
    await page.fill('#url', `https://www.facebook.example/hearing-${lang}`);
    const [id, token] = lang === 'ja' ? ['900001', 'EAAB-practice-1'] : ['900002', 'EAAB-practice-2'];
    await page.fill('#external_id', id);
    await page.locator('#section').selectOption({ index: 1 });
    await send(page, '/accounts');
    assert.match(page.url(), /\/accounts\/[0-9a-f-]{36}$/);
    const account = new URL(page.url()).pathname;
    await page.fill('#token', 'EAAB-of-another-page');
    await page.click(`form[action="${account}/connect"] button.primary, form[action="${account}/connect"] > button`);
    // Only the token of this very page is taken.
    await page.locator('#token-error').waitFor();
    await page.fill('#token', token);
    await page.fill('#expires', '2030-03-31');
    await send(page, `${account}/connect`);
    await page.goto(account.slice(1));
    const html = await page.content();
    assert.ok(!html.includes(token), 'a secret is never shown again');
    assert.ok(html.includes('2030'), 'but until when it holds');
    await lookAt(page, 'new account');
    page.calm();
    await page.context().close();
  });
}

test('the counter on the screen, the server and the interface count the same', async () => {
  const text = '祭👩‍👩‍👧‍👦𠮷が\u3099　e\u0301\n二行目';
  const page = await newPage(stage.browser, stage.demo);
  await signIn(page, OPERATOR);
  const api = client(stage.demo, await makeToken(page, 'counter'));
  await page.goto('posts/new');
  const accounts = await page.locator('input[name="accounts"]:enabled').evaluateAll((all) => all.map((one) => one.value));
  for (const account of accounts) await page.check(`input[name="accounts"][value="${account}"]`);
  await page.fill('#text', text);
  const shown = () => page.locator('li[data-counter]').evaluateAll((all) => Object.fromEntries(
    all.map((row) => [row.dataset.counter, Number(row.querySelector('[data-count]').textContent)]),
  ));
  const typed = await shown();
  const preview = await api('POST', 'posts/preview', { body: { content: { title: '題', text, targets: accounts.map((account) => ({ account })) } } });
  assert.equal(preview.status, 200, JSON.stringify(preview.body));
  const units = new Set();
  for (const [index, target] of preview.body.targets.entries()) {
    // A service without a connector has no limit to count against.
    if (!target.length) continue;
    assert.equal(target.length.count, typed[accounts[index]], JSON.stringify(target.length));
    units.add(target.length.unit);
  }
  assert.ok(units.size >= 2, 'services that count differently');
  // The server writes the same numbers into the form that it gives back, before any script counts again.
  await page.evaluate(() => document.querySelectorAll('form').forEach((form) => { form.noValidate = true; }));
  await unfold(page, '#link');
  await page.fill('#link', 'no link');
  const answer = page.waitForResponse((response) => response.request().method() === 'POST' && response.request().isNavigationRequest());
  await page.click('button[name="intent"][value="submit"]');
  const html = await (await answer).text();
  for (const account of accounts) {
    const count = new RegExp(`data-counter="${account}".*?<b data-count>(\\d+)</b>`).exec(html)?.[1];
    assert.equal(Number(count), typed[account]);
  }
  await page.context().close();
});

/** Sends a form and waits for the page that answers. */
async function send(page, action) {
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.click(`form[action="${action}"] button.primary, form[action="${action}"] > button`);
  const status = (await answer).status();
  assert.ok(status < 400, `${action}: ${status}`);
  await page.waitForLoadState();
}

/** The label of the option that holds one of the words. */
async function optionWith(page, select, ...words) {
  const labels = await page.locator(`${select} option`).allInnerTexts();
  const found = labels.find((label) => words.some((word) => label.includes(word)));
  assert.ok(found, `${words} among ${labels}`);
  return found;
}

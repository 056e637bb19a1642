// W8 美里：乗っ取り. Reported, the posts since the night sorted, what nobody remembers removed, the password changed after the
// discovery, both officers told, the notice decided, the computer scanned whole: only then is it closed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closes, opens, steps } from '../lib/acts.mjs';
import { PAIRS } from '../lib/browser.mjs';
import { day, fill, inHall, press, says } from '../lib/hall.mjs';
import { lookAt } from '../lib/look.mjs';
import { act, giveStep, until, writeDraft } from '../lib/post.mjs';
import { onStage } from '../lib/stage.mjs';

const stage = onStage();

for (const [lang, width] of PAIRS) {
  test(`W8 in ${lang} at ${width} px`, () => walk({ lang, width, scripts: true, mark: `${lang}${width}` }));
}
test('W8 with scripts off', () => walk({ lang: 'ja', width: 390, scripts: false, mark: 'plain' }));

const [POSTER, HEAD, OFFICER, MANAGER, NOBODY] = ['operator', 'chief', 'ciso', 'admin', 'newcomer'];
const OWN = '公民館は夜も開いています。';
const WORDS = {
  ja: { own: 'この仕組みからの投稿', outside: 'システム外投稿', unknown: '把握していない投稿' },
  en: { own: 'Sent from here', outside: 'Made outside, registered', unknown: 'Not known here' },
};

function walk({ mark, ...how }) {
  return inHall(stage, 'misato', { ...how, name: `w08-${mark}` }, async (hall) => {
    const account = await theTownsPage(hall);
    const strange = `https://www.facebook.com/misato.practice/posts/unknown-${mark}`;
    await registered(hall, account, mark);
    // A change before anybody noticed is none.
    await rotated(hall, account);
    const page = await hall.does(POSTER, opens('hijack', account, { title: `覚えのない投稿（${mark}）`, urls: strange }));
    const id = /cases\/([0-9a-f-]{36})/.exec(page.url())[1];
    await sorted(hall, id, mark);
    await dealtWith(hall, id, account);
    await ended(hall, id);
  });
}

/** The account of the town; the first walk sends a post from here, so that there is one. */
async function theTownsPage(hall) {
  const poster = await hall.at(POSTER);
  if (!stage.own) {
    stage.own = await writeDraft(poster, { text: OWN, accounts: ['Facebook'], category: '' });
    await giveStep(await hall.at('responsible'), stage.own);
    await poster.goto(`posts/${stage.own}`);
    await act(poster, stage.own, 'publish');
    await until(poster, async () => (await poster.locator('.publication .proof').count()) > 0, 'published');
  }
  await poster.goto('accounts');
  const links = poster.locator('a[href^="/accounts/"]').filter({ hasText: /^美里町$/ });
  return (await links.first().getAttribute('href')).split('/').at(-1);
}

/** What somebody posted in the service's own app, registered afterwards. */
async function registered(hall, account, mark) {
  const page = await hall.see(POSTER, 'outside');
  const form = page.locator('form[action="/outside"]');
  await fill(form, { account, date: day(-1), time: '06:30', text: `給水所を開きました（${mark}）。`, reason: '停電のため' });
  await form.locator('input[name="through"]').first().press('Space');
  assert.equal(await press(page, form.locator('button.primary')), 303, await page.locator('main').innerText());
}

async function rotated(hall, account) {
  const page = await hall.see(POSTER, `accounts/${account}`);
  const form = page.locator(`form[action="/accounts/${account}/login"]`);
  const field = form.locator('#password');
  if (await field.count()) await field.fill(`Hoshizora-${crypto.randomUUID().slice(0, 8)}-mikan`);
  assert.equal(await press(page, form.locator('button')), 303, await page.locator('main').innerText());
}

/** Own, registered and unknown stand apart. */
async function sorted(hall, id, mark) {
  const page = await hall.see(POSTER, `cases/${id}`);
  for (const word of [OWN.slice(0, 6), `（${mark}）`]) {
    const form = page.locator(`form[action="/cases/${id}/posts"]`);
    const option = form.locator('#post option').filter({ hasText: word }).first();
    await fill(form, { post: await option.getAttribute('value') });
    assert.equal(await press(page, form.locator('button')), 303, await page.locator('main').innerText());
  }
  await lookAt(page, 'a hijack with its posts');
  const posts = page.locator('section[aria-labelledby="posts-heading"] > ul > li');
  const sort = (word) => posts.filter({ hasText: word });
  const words = WORDS[hall.how.lang];
  assert.match(await sort(words.own).innerText(), new RegExp(OWN.slice(0, 6)));
  assert.match(await sort(words.outside).innerText(), new RegExp(mark));
  assert.match(await sort(words.unknown).innerText(), /unknown-/);
  assert.equal(await posts.count(), 3);
}

async function dealtWith(hall, id, account) {
  const step = (name, said) => steps(id, name, said);
  const changed = { 'password-changed': { sessions: 'yes' } };
  await hall.refused(POSTER, step('password', changed), 'MST-9(2)a-i');
  await rotated(hall, account);
  await hall.refused(NOBODY, step('password', changed), 'MST-9(2)a-i');
  await hall.does(POSTER, step('password', changed));

  // The evidence is kept before anything is deleted.
  const removed = { 'posts-removed': { done: 'yes' } };
  await hall.refused(HEAD, step('remove', removed), 'MST-9(2)a-ii');
  const shot = { name: '一覧.png', mimeType: 'image/png', buffer: PIXEL };
  await hall.does(POSTER, step('compare', { 'unknown-posts': { since: day(-1), number: '1', 'capture.file': shot } }));
  await hall.does(HEAD, step('remove', removed));

  // Told to both officers, and each acknowledges for themselves.
  const acknowledge = step('acknowledge');
  await hall.refused(OFFICER, acknowledge, 'MST-9(2)a-iii');
  await hall.does(POSTER, step('report', { 'hijack-report': { what: '覚えのない投稿' } }));
  await hall.refused(HEAD, acknowledge, 'MST-9(2)a-iii');
  await hall.does(MANAGER, acknowledge);
  await hall.refused(MANAGER, acknowledge, 'MST-9(2)a-iii');
  await hall.refused(HEAD, closes(id), 'MST-9(2)a-iii');
  await hall.does(OFFICER, acknowledge);

  // Whether the public is warned is yes or no, with the reason.
  const decided = { warn: 'no', reason: '投稿は数分で消した' };
  await hall.refused(MANAGER, step('warn', { 'hijack-warning-decision': decided }), 'MST-9(2)b');
  await unreasoned(hall, step('warn', { 'hijack-warning-decision': { warn: 'no', reason: '' } }));
  await hall.does(OFFICER, step('warn', { 'hijack-warning-decision': decided }));
}

async function unreasoned(hall, one) {
  const page = await hall.see(OFFICER, one.page);
  await fill(one.form(page), one.fields);
  assert.equal(await press(page, one.form(page).locator('button.primary')), 422);
  await lookAt(page, 'a decision without its reason');
  assert.ok((await page.locator('#error-summary a[href*="hijack-warning-decision"]').count()) > 0, 'the summary leads to the reason');
  assert.ok(await one.form(page).locator('[name$=".warn"][value="no"]').isChecked(), 'what was chosen stays');
}

/** Only a full scan counts, and without it nothing is closed. */
async function ended(hall, id) {
  const scan = (extent) => steps(id, 'scan', {
    'full-scan': { device: 'PC-1', tool: '標準', extent, result: 'clean', finished: '10時' },
  });
  await hall.refused(HEAD, closes(id), 'MST-9(2)c');
  await hall.refused(POSTER, scan('full'), 'MST-9(2)c');
  await hall.refused(MANAGER, scan('quick'), 'MST-9(2)c');
  await hall.refused(HEAD, closes(id), 'MST-9(2)c');
  await hall.does(MANAGER, scan('full'));
  await hall.does(HEAD, closes(id));
  const page = await hall.see(HEAD, `cases/${id}`);
  assert.equal(await page.locator(`form[action="/cases/${id}/close"]`).count(), 0);
  await says(page, 'MST-9(2)c', 'the closed case');
}

/** A picture of one point. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64',
);

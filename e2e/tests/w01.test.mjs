// W1 高根沢：写真一枚を手作業投稿. At the PC a text and a photograph of two children; on the office's telephone the task by hand; then a
// colleague looks at what stands in the service. Nothing of this text asks for a check, and none is invented.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGS } from '../lib/browser.mjs';
import { decoded } from '../lib/code.mjs';
import { inHall, press, says } from '../lib/hall.mjs';
import { lookAt } from '../lib/look.mjs';
import { festival } from '../lib/picture.mjs';
import { act, answerTheComposer, bring, chooseAccounts, unfold, until } from '../lib/post.mjs';
import { onStage } from '../lib/stage.mjs';

let photo;
const stage = onStage(async ({ browser }) => {
  photo = await festival(browser);
});

for (const lang of LANGS) {
  test(`W1 in ${lang}, at the PC and on the telephone`, () => walk({ lang, width: 1280, scripts: true, mark: lang }));
}
test('W1 with scripts off', () => walk({ lang: 'ja', width: 1280, scripts: false, mark: 'plain' }));

const [WRITER, COLLEAGUE] = ['operator', 'admin'];
const CLAUSE = 'TKN-4(7)①';
const PLACES = { ja: '東', en: '西', plain: '南' };

function walk({ mark, ...how }) {
  return inHall(stage, 'takanezawa', { ...how, name: `w01-${mark}` }, async (hall) => {
    const text = `${PLACES[mark]}の広場のまつりです。髙い山車と𠮷例の踊り🎆`;
    const id = await written(hall, text);
    await unchecked(hall, id);
    const task = await posted(hall, id, text);
    await lookedAt(hall, id, task);
  });
}

const field = (page, name) => page.locator(`[name^="${name}."]`);
const passOn = async (page) => {
  const loaded = page.waitForEvent('load');
  await page.locator('button[name="intent"][value="submit"]').press('Enter');
  await loaded;
};

async function written(hall, text) {
  const page = await hall.see(WRITER, 'posts/new');
  assert.equal(await page.locator('select#classification').inputValue(), '', 'no level is chosen beforehand');
  await chooseAccounts(page, ['Instagram']);
  await page.fill('#text', text);
  await bring(page, [{ name: 'matsuri.jpg', mimeType: 'image/jpeg', buffer: photo }]);
  const level = field(page, 'classification');
  assert.equal(await level.inputValue(), '', 'nor that of the photograph');
  await field(page, 'alt').fill('山車の前の二人の子ども');
  await page.locator('[name^="people."][value="children"]').press('Space');
  const consents = field(page, 'consents');
  if (!(await consents.isVisible())) await passOn(page);
  await field(page, 'consents').fill('同意書 12\n同意書 13');
  await answerTheComposer(page, '');
  await unfold(page, '[name^="classification."]');
  await level.selectOption('2');
  await passOn(page);
  await lookAt(page, 'a photograph of a level that is not posted');
  await says(page, CLAUSE, 'the photograph');
  const id = /[0-9a-f-]{36}/.exec(await page.locator('form.composer').getAttribute('action'))[0];
  const api = await hall.api(WRITER);
  const { version } = (await api('GET', `posts/${id}`)).body;
  const answer = await api('POST', `posts/${id}/submit`, { version: `"${version}"`, body: {} });
  assert.equal(answer.status, 403, JSON.stringify(answer.body));
  assert.ok(JSON.stringify(answer.body).includes(CLAUSE));

  // What stands between it and its publication says that no check is asked for; the page of what may go out does not.
  await hall.see(WRITER, `posts/${id}`);
  await says(page, 'TKN-0', 'that the text asks for no check');
  await page.goto(`posts/${id}/edit`);
  await unfold(page, '[name^="classification."]');
  await level.selectOption('1');
  await answerTheComposer(page, '');
  assert.ok((await page.locator('form.composer .req:visible').count()) <= 8, 'at most eight answers are required');
  await passOn(page);
  assert.match(page.url(), /\/posts\/[0-9a-f-]{36}$/, await page.locator('main').innerText());
  return id;
}

/** No step stands there. */
async function unchecked(hall, id) {
  const page = await hall.see(WRITER, `posts/${id}`);
  assert.equal(await page.locator(`a[href="/posts/${id}/check"]`).count(), 0, 'no step is invented');
  await act(page, id, 'publish');
}

/** On the telephone of the office: taken, and only then shown with everything that is to be carried over. */
async function posted(hall, id, text) {
  const page = await hall.at(WRITER);
  const link = page.locator('a[href^="/hand/"]');
  await until(page, async () => (await link.count()) > 0, 'offered');
  const task = (await link.first().getAttribute('href')).split('/').at(-1);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`hand/${task}`);
  await lookAt(page, 'a task by hand, not taken');
  assert.equal(await page.locator('#hand-text').count(), 0, 'no text before it is taken');
  await page.click('form[action$="/take"] button.primary');
  await page.waitForSelector('#hand-text');
  await lookAt(page, 'a task by hand');
  const handle = page.locator('.hand-handle b');
  assert.match(await handle.innerText(), /@?takanezawa/);
  const size = (one) => one.evaluate((node) => Number.parseFloat(getComputedStyle(node).fontSize));
  assert.ok((await size(handle)) > (await size(page.locator('#hand-text'))), 'the account in large type');
  assert.equal(await page.inputValue('#hand-text'), text);
  assert.equal(await decoded(page, stage.browser), text, 'the codes say the same, byte for byte');

  // The numbered picture: what is carried over says nothing of the place or of the camera.
  const file = page.locator('.hand-pictures a[download]').first();
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
  const answer = await fetch(new URL(await file.getAttribute('href'), stage.demo.local), { headers: { cookie } });
  assert.equal(answer.status, 200);
  const carried = Buffer.from(await answer.arrayBuffer());
  for (const mark of ['SECRETCAMERA', 'Exif']) assert.equal(carried.includes(mark), false, `${mark} in the picture that is carried over`);

  await page.locator('input[name="outcome"][value="posted"]').press('Space');
  await page.fill('#url', `https://www.instagram.com/p/Cx_${hallMark(text)}/`);
  await page.fill('#posted_on', '公用携帯1');
  assert.equal(await press(page, page.locator('form[action$="/answer"] button.primary')), 303, await page.locator('main').innerText());
  return task;
}

const hallMark = (text) => [...text][0].codePointAt(0).toString(36);

/** What the writer says of themselves is the weakest; another's look is called so, and nothing is called more. */
async function lookedAt(hall, id) {
  const proof = (page) => page.locator('.publication .proof').allInnerTexts().then((all) => all.join());
  const words = hall.how.lang === 'ja' ? ['本人申告', '別の職員の目視', 'API照合'] : null;
  const writer = await hall.see(WRITER, `posts/${id}`);
  const before = await proof(writer);
  if (words) assert.ok(before.includes(words[0]) && !before.includes(words[2]), before);
  const page = await hall.at(COLLEAGUE);
  await page.goto(`posts/${id}`);
  await page.locator('details:has(form[action$="/evidence"]) > summary').press('Enter');
  await page.locator('input[name="shows"][value="as-sent"]').press('Space');
  assert.equal(await press(page, page.locator('form[action$="/evidence"] button.primary')), 303);
  await lookAt(page, 'a post with its proofs');
  const after = await proof(page);
  assert.notEqual(after, before);
  if (words) assert.ok(after.includes(words[1]) && !after.includes(words[2]), after);
}

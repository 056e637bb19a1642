// W12 港：課長と端末と「その他」. A member of the section prepares; only its head releases, from a device of the office; what is of
// another kind takes the decision of the ward mayor or of whom the mayor charged with it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { enrol } from '../lib/device.mjs';
import { LANGS, WIDTHS } from '../lib/browser.mjs';
import { inHall, says, sendForm } from '../lib/hall.mjs';
import { lookAt } from '../lib/look.mjs';
import { act, until, writeDraft } from '../lib/post.mjs';
import { onStage } from '../lib/stage.mjs';

const stage = onStage();

for (const lang of LANGS) {
  for (const width of WIDTHS) {
    test(`W12 in ${lang} at ${width} px`, () => walk({ lang, width, scripts: true, mark: `${lang}${width}` }));
  }
}
test('W12 with scripts off', () => walk({ lang: 'ja', width: 390, scripts: false, mark: 'plain' }));

const [OPERATOR, HEAD, OTHER, MAYOR, DELEGATE, ADMIN] = ['operator', 'chief', 'publicity', 'mayor', 'delegate', 'admin'];
const KIND = 'MNT-6(4)';
/** Each walk has a text of its own; a figure in it would be asked about. */
const HALLS = { ja1280: '東館', ja390: '西館', en1280: '南館', en390: '北館', plain: '本館' };

function walk({ mark, ...how }) {
  return inHall(stage, 'minato', { ...how, name: `w12-${mark}` }, async (hall) => {
    const page = await hall.at(OPERATOR);
    const id = await writeDraft(page, { text: `芝の図書館の${HALLS[mark]}は夜も開いています。`, accounts: ['Facebook'], category: 'MNT-6(1)' });
    await byWhom(hall, id);
    await byWhichDevice(hall, id);
    await ofAnotherKind(hall, mark);
  });
}

/** Publishing is tried by a form and by the interface; both name the clause. */
async function unreleased(hall, login, id, clause) {
  const api = await hall.api(login);
  const before = (await api('GET', `posts/${id}`)).body;
  const page = await hall.see(login, `posts/${id}`);
  const status = await sendForm(page, `/posts/${id}/publish`, { version: String(before.version), shown: before.sheet });
  assert.equal(status, 403, await page.locator('main').innerText());
  await says(page, clause, `${login} releases`);
  await lookAt(page, `a release refused, for ${login}`);
  const answer = await api('POST', `posts/${id}/publications`, { version: `"${before.version}"`, body: {} });
  assert.equal(answer.status, 403, JSON.stringify(answer.body));
  assert.ok(JSON.stringify(answer.body).includes(clause), `${clause}: ${JSON.stringify(answer.body)}`);
  return { page, answer };
}

/** Neither who prepared it nor the head of another section, to whom the draft is not there at all. */
async function byWhom(hall, id) {
  await unreleased(hall, OPERATOR, id, 'MNT-7-1');
  const api = await hall.api(OTHER);
  const page = await hall.see(OTHER, `posts/${id}`);
  const mine = (await (await hall.api(HEAD))('GET', `posts/${id}`)).body;
  assert.equal(await sendForm(page, `/posts/${id}/publish`, { version: String(mine.version), shown: mine.sheet }), 404);
  await lookAt(page, 'a release by the head of another section');
  const answer = await api('POST', `posts/${id}/publications`, { version: `"${mine.version}"`, body: {} });
  assert.equal(answer.status, 404, JSON.stringify(answer.body));
}

/** From one's own telephone it is refused, with the road of the proviso; from a device of the office it goes out. */
async function byWhichDevice(hall, id) {
  const { answer } = await unreleased(hall, HEAD, id, 'MNT-5');
  assert.ok(/exception|office|mayors-office/.test(JSON.stringify(answer.body)), 'the proviso is a way on');
  const page = await hall.at(HEAD);
  await enrol(await hall.at(ADMIN), page, 'P-001');
  await published(hall, id);
}

async function published(hall, id) {
  const page = await hall.see(HEAD, `posts/${id}`);
  await act(page, id, 'publish');
  await until(page, async () => (await page.locator('.publication .proof').count()) > 0, 'published');
  await lookAt(page, 'a post, published');
}

async function ofAnotherKind(hall, mark) {
  const page = await hall.at(OPERATOR);
  const id = await writeDraft(page, { text: `姉妹都市の写真展を${HALLS[mark]}で開いています。`, accounts: ['Facebook'], category: KIND });
  await unreleased(hall, HEAD, id, KIND);
  await decided(hall, HEAD, id, false);
  // The mayor's own telephone is no device for posting; whether deciding is bound to one is the ward's own parameter, here not.
  await decided(hall, hall.how.width < 600 ? MAYOR : DELEGATE, id, true);
  await published(hall, id);
}

async function decided(hall, login, id, may) {
  const query = `kind=other-decision&subject_kind=post&subject=${id}`;
  const page = await hall.at(login);
  await page.goto(`records/new?${query}`);
  await lookAt(page, `deciding on another kind, for ${login}`);
  if (may) {
    await page.locator('[name="fields.useful"][value="yes"]').press('Space');
    await page.locator('[name="fields.reason"]').fill('区民の交流に役立つ');
    await page.locator('form.record-form button.primary').press('Enter');
    await page.waitForURL((url) => !url.pathname.startsWith('/records'));
    return;
  }
  const api = await hall.api(login);
  const { account, digest } = (await api('GET', `posts/${id}`)).body.targets[0];
  const fields = { useful: 'yes', reason: '自分で決める' };
  const status = await sendForm(page, '/records', {
    kind: 'other-decision', subject_kind: 'post', subject: id, account, digest, 'fields.useful': fields.useful, 'fields.reason': fields.reason,
  });
  assert.equal(status, 403, await page.locator('main').innerText());
  await says(page, KIND, 'deciding by whom it does not belong to');
  const answer = await api('POST', 'records', { body: { kind: 'other-decision', fields, on: { post: id, account }, shown: digest } });
  assert.equal(answer.status, 403, JSON.stringify(answer.body));
  assert.ok(JSON.stringify(answer.body).includes(KIND));
}

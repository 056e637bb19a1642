// W3 二戸：会議の合間の確認 (NNH-6(2)a, 8). The operator at the PC, the responsible person on the phone.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { client, makeToken } from '../lib/api.mjs';
import { LANGS, WIDTHS, newPage, pictured } from '../lib/browser.mjs';
import { compose, watchComposition } from '../lib/ime.mjs';
import { sendForm } from '../lib/hall.mjs';
import { lookAt } from '../lib/look.mjs';
import { signIn } from '../lib/people.mjs';
import { act, answerTheComposer, chooseAccounts, declare, giveStep, postId, sendBack, until } from '../lib/post.mjs';
import { onStage } from '../lib/stage.mjs';
import { CATEGORY, CHIEF, CLAUSE, EXTENSION, FACEBOOK, OPERATOR, PRINTED, PUBLIC, STEP, WEBSITE } from '../lib/story.mjs';

/** Typed as one types it: the reading, then what conversion makes of it. */
const TYPED = [
  ['さくら', '桜'], ['まつり', '祭り'], ['の'], ['おしらせ', 'お知らせ'], ['。'],
  ['ごぜん', '午前'], ['１０じ', '10時'], ['に'], ['かいじょう', '開場', '会場'], ['へ'], ['。'],
];
const TEXT = '桜祭りのお知らせ。午前10時に会場へ。';
const QUOTED = '「午前10時に会場へ。」は<b>開場</b>の時刻ではありません。& 直してください';
const EDITED = '桜祭りのお知らせ。午前9時30分に開場します。';
const CHANGED = '桜祭りのお知らせ。午前9時31分に開場します。';

const stage = onStage();

for (const lang of LANGS) {
  for (const width of WIDTHS) {
    test(`W3 in ${lang} at ${width} px`, () => walk({ lang, width, scripts: true, mark: `${lang}${width}` }));
  }
}
test('W3 with scripts off', () => walk({ lang: 'ja', width: 1280, scripts: false, mark: 'plain' }));

async function walk({ lang, width, scripts, mark }) {
  const operator = await newPage(stage.browser, stage.demo, { lang, width, scripts });
  const chief = await newPage(stage.browser, stage.demo, { lang, width: 390, scripts });
  await signIn(operator, OPERATOR);
  await signIn(chief, CHIEF);
  // Each walk has its own text, so that no two posts of the tests are the same on the platform.
  const [text, edited, changed] = [TEXT, EDITED, CHANGED].map((text) => `${text}（${mark}）`);

  await pictured({ operator, chief }, `w03-${mark}`, async () => {
    const id = await draft(operator, text, mark);
    await returnWithQuote(chief, id, text);
    await editAfterReturn(operator, id, edited);
    await checkOnlyTheChange(chief, id);
    await changeOneCharacter({ operator, id, edited, changed, mark });
    await publishAfterNewCheck({ operator, chief, id, changed });
    operator.calm();
    chief.calm();
  });
  await operator.context().close();
  await chief.context().close();
}

async function draft(page, text, mark) {
  const sent = [];
  if (page.scripts) await page.clock.install();
  await page.goto('posts/new');
  await lookAt(page, 'composer');
  await chooseAccounts(page, [FACEBOOK, WEBSITE]);
  await answerTheComposer(page, CATEGORY);
  if (!page.scripts) {
    await page.fill('#text', text);
  } else {
    // Whatever the choices above asked for is answered before typing starts.
    await page.clock.runFor(10_000);
    await page.waitForLoadState('networkidle');
    page.on('request', (request) => sent.push(request.url()));
    const seen = await watchComposition(page);
    await page.focus('#text');
    let caretMoved = false;
    await compose(page, TYPED, {
      async between() {
        // Time passes in the middle of a word: whatever waits for a pause in typing would act now.
        const already = sent.length;
        const caret = await page.locator('#text').evaluate((field) => field.selectionEnd);
        await page.clock.runFor(10_000);
        assert.deepEqual(sent.slice(already), [], 'no request while a word is being converted');
        caretMoved ||= caret !== (await page.locator('#text').evaluate((field) => field.selectionEnd));
      },
    });
    const state = await seen();
    assert.equal(state.starts, TYPED.length);
    assert.equal(state.ends, TYPED.length);
    assert.equal(state.entersWhileComposing, TYPED.length, 'Enter was pressed while converting');
    assert.equal(state.submits, 0, 'Enter during conversion sends nothing');
    assert.equal(caretMoved, false, 'the caret stays');
    assert.equal(await page.inputValue('#text'), TEXT, 'no character is lost');
    await page.keyboard.insertText(`（${mark}）`);
    const answered = page.waitForResponse((response) => response.url().endsWith('/check'));
    await page.clock.runFor(10_000);
    assert.equal((await answered).status(), 200, 'after the pause the regulation is asked');
    assert.equal(await page.inputValue('#text'), text);
    await page.clock.resume();
  }
  await lookAt(page, 'composer, filled');
  await page.click('button[name="intent"][value="submit"]');
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
  await lookAt(page, 'post, passed on');
  assert.equal(await textOfTarget(page), text);
  return postId(page);
}

/** The text as a resident will read it, of the first account. */
const textOfTarget = (page) => page.locator('.target .text').first().innerText();

async function returnWithQuote(chief, id, text) {
  await chief.goto('.');
  await lookAt(chief, 'home of the checker');
  await chief.locator(`a[href="/posts/${id}/check"], a[href="/posts/${id}"]`).first().waitFor();
  await chief.goto(`posts/${id}/check`);
  await lookAt(chief, 'check');
  assert.equal(await textOfTarget(chief), text);
  await wordOfTheStep(chief);
  await sendBack(chief, id, QUOTED);
}

async function editAfterReturn(operator, id, text) {
  await operator.goto('.');
  await operator.locator(`a[href^="/posts/${id}"]`).first().waitFor();
  await operator.goto(`posts/${id}/edit`);
  await lookAt(operator, 'composer after a return');
  assert.equal(await operator.locator('blockquote').first().innerText(), QUOTED, 'the quotation is text, not markup');
  await operator.fill('#text', text);
  await declare(operator.locator('form.composer'));
  await operator.click('button[name="intent"][value="submit"]');
  await operator.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
}

async function checkOnlyTheChange(chief, id) {
  await chief.goto(`posts/${id}/check`);
  await lookAt(chief, 'check of a change');
  assert.match(await changedText(chief, 'ins'), /9.*30分/);
  assert.match(await changedText(chief, 'del'), /10/);
  // The sentence before is the same and is not shown again.
  assert.equal(await chief.locator('.target .text').first().isVisible(), false, 'the whole text is folded away');
  const window = chief.viewportSize();
  const button = await chief.locator('form.decide button.primary').boundingBox();
  assert.ok(button.height >= 44 && button.x >= 0 && button.x + button.width <= window.width, 'one thumb reaches the button');
  await wordOfTheStep(chief);
  await giveStep(chief, id);
}

/** What was added (`ins`) or removed (`del`) in the text for the first account, without the words for screen readers. */
const changedText = (page, kind) => page.locator('.changed .diff').first().locator(kind).evaluateAll((all) => all.map((part) => {
  const copy = part.cloneNode(true);
  copy.querySelectorAll('.vh').forEach((word) => word.remove());
  return copy.textContent;
}).join(''));

/** The regulation's word for the step, and nowhere the word of another body's regulation. */
async function wordOfTheStep(page) {
  const text = await page.locator('body').innerText();
  if (page.lang === 'ja') assert.ok(text.includes(STEP.ja), `says ${STEP.ja}`);
  assert.ok(!text.includes('決裁'), 'nowhere 決裁');
}

async function changeOneCharacter({ operator, id, edited, changed, mark }) {
  const token = await makeToken(operator, `W3 ${mark}`);
  const api = client(stage.demo, token);
  const cleared = await api('GET', `posts/${id}`);
  assert.equal(cleared.status, 200);

  // A send is scheduled while everything is in order; then the content changes under it.
  const at = new Date(Date.now() + 6_000).toISOString();
  const scheduled = await api('POST', `posts/${id}/publications`, { version: cleared.version, body: { at } });
  assert.equal(scheduled.status, 201, JSON.stringify(scheduled.body));
  // The content goes back as it was read, but for the one character.
  const content = { ...cleared.body.content, text: cleared.body.content.text.replace(edited, changed) };
  const saved = await api('PUT', `posts/${id}/revision`, { version: scheduled.version, body: content });
  assert.equal(saved.status, 200, JSON.stringify(saved.body));
  assert.ok(Date.now() < Date.parse(at), 'changed before the send was due');

  // API.
  const refused = await api('POST', `posts/${id}/publications`, { version: saved.version, body: {} });
  assert.equal(refused.status, 403, JSON.stringify(refused.body));
  assert.match(refused.type, /application\/problem\+json/);
  assert.ok(JSON.stringify(refused.body).includes(CLAUSE));
  assert.match(JSON.stringify(refused.body), new RegExp(EXTENSION));

  // Worker: the send that was scheduled is held when its time comes.
  await operator.goto(`posts/${id}`);
  const held = operator.locator('.publication .held');
  await until(operator, async () => (await held.count()) > 0, 'the worker holds the send');
  const said = await held.first().innerText();
  assert.match(said, printed(), 'the held send names its clause without a click');
  assert.match(said, new RegExp(EXTENSION), 'and whom to ring');
  await lookAt(operator, 'post, held');
  await operator.locator('.publication a[href^="/answers/"]').first().click();
  await operator.waitForURL(/\/answers\//);
  assert.match(await operator.locator('main').innerText(), printed(), 'the answer to the worker names the clause');
  await lookAt(operator, 'answer to the worker');

  // Screen: no button to publish, and the reason; and a form sent all the same is refused.
  const now = await api('GET', `posts/${id}`);
  await operator.goto(`posts/${id}`);
  assert.equal(await operator.locator(`form[action="/posts/${id}/publish"]`).count(), 0);
  await namesTheWayOn(operator, id);
  await sendForm(operator, `/posts/${id}/publish`, {
    version: String(now.body.version), shown: now.body.sheet,
  });
  await lookAt(operator, 'refusal');
  await namesTheWayOn(operator, id);
}

/** The clause as a person reads it: its printed number, and no other that contains it. */
const printed = () => new RegExp(`(^|\\s)${PRINTED.replace(/[()]/g, '\\$&')}(\\s|$)`);

async function namesTheWayOn(page, id) {
  await page.locator('details.why').evaluateAll((all) => all.forEach((details) => { details.open = true; }));
  const text = await page.locator('main').innerText();
  assert.match(text, printed());
  assert.match(text, new RegExp(EXTENSION), 'names the extension number');
  assert.ok((await page.locator(`form[action="/posts/${id}/submit"]`).count()) > 0, 'offers to ask for the check again');
}

async function publishAfterNewCheck({ operator, chief, id, changed }) {
  await operator.goto(`posts/${id}`);
  await act(operator, id, 'submit');
  await chief.goto(`posts/${id}/check`);
  assert.deepEqual([await changedText(chief, 'del'), await changedText(chief, 'ins')], ['0', '1'], 'the one character and nothing else');
  await giveStep(chief, id);

  await operator.goto(`posts/${id}`);
  // The sends that were held wait for a person; they go out now as themselves, once.
  const sends = await operator.locator('.publication').count();
  assert.ok((await operator.locator('form[action$="/reschedule"]').count()) > 0, 'they can be put back on the schedule');
  await lookAt(operator, 'post, cleared');
  await act(operator, id, 'publish');
  await until(operator, async () => (await operator.locator('.publication .proof').count()) >= 2, 'published on both accounts');
  assert.equal(await operator.locator('.publication').count(), sends, 'no second send beside the held one');
  await lookAt(operator, 'post, published');

  const arrived = await fetch(stage.demo.double).then((answer) => answer.text());
  assert.equal(arrived.split(changed).length - 1 > 0, true, "the post stands on the platform's page");
  const feed = await fetch(new URL(`public/${PUBLIC}/feed.json`, stage.demo.local)).then((answer) => answer.json());
  assert.equal(feed.items.filter((item) => JSON.stringify(item).includes(changed)).length, 1, 'and once in the public feed');
}

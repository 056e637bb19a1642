// Five towns, one draft, five answers: each cites its own text and nobody else's.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { LANGS, newPage, pictured } from '../lib/browser.mjs';
import { enrol } from '../lib/device.mjs';
import { lookAt } from '../lib/look.mjs';
import { signIn } from '../lib/people.mjs';
import { act, answerTheComposer, chooseAccounts, giveStep, postId, until } from '../lib/post.mjs';
import { festival } from '../lib/picture.mjs';
import { onStage } from '../lib/stage.mjs';
import { TOWNS, cited, person, theSameDraft } from '../lib/towns.mjs';

let photo;
const stage = onStage(async ({ browser }) => {
  photo = await festival(browser);
});

for (const lang of LANGS) {
  test(`the same draft in five towns in ${lang}`, async () => {
    const answers = new Map();
    for (const town of TOWNS) {
      const page = await newPage(stage.browser, stage.demo, { lang });
      await pictured({ page }, `towns-${town.body}-${lang}`, async () => {
        await signIn(page, town.operator);
        await theSameDraft(page, town, photo);
        await lookAt(page, `the festival draft in ${town.body}`);
        answers.set(town.body, { clauses: await cited(page), text: await page.locator('#answer').innerText() });
        page.calm();
      });
      await page.context().close();
    }
    for (const town of TOWNS) {
      const { clauses } = answers.get(town.body);
      assert.ok(clauses.some((clause) => clause.includes(town.clauses)), `${town.body} cites its own text`);
      const others = TOWNS.filter((other) => other !== town).map((other) => other.clauses);
      assert.ok(!clauses.some((clause) => others.some((other) => clause.includes(other))), `${town.body} cites no other text`);
    }
    assert.equal(new Set([...answers.values()].map((answer) => answer.text)).size, TOWNS.length, 'five different answers');
  });
}

const TEXT = '図書館は来週から夜も開いています。';

for (const town of TOWNS) {
  test(`a text goes the way of ${town.body}`, async () => {
    const pages = [];
    const open = async (who) => {
      const page = await newPage(stage.browser, stage.demo);
      pages.push(page);
      await signIn(page, who);
      return page;
    };
    const operator = await open(town.operator);
    await pictured({ operator }, `towns-way-${town.body}`, async () => {
      await operator.goto('posts/new');
      await chooseAccounts(operator, [town.account]);
      const answered = operator.waitForResponse((response) => response.url().endsWith('/check'));
      await operator.fill('#text', TEXT);
      await answered;
      await operator.waitForLoadState('networkidle');
      await answerTheComposer(operator, '');
      await operator.click('button[name="intent"][value="submit"]');
      await operator.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
      const id = postId(operator);
      for (const login of town.steps) {
        const page = await open(person(town.body, login));
        await giveStep(page, id);
      }
      await operator.goto(`posts/${id}`);
      const publisher = town.publisher ? await open(person(town.body, town.publisher)) : operator;
      if (town.device) await enrol(await open(person(town.body, 'admin')), publisher, town.device);
      await publisher.goto(`posts/${id}`);
      if (town.hours) {
        await scheduleWithinHours(publisher, id);
        return;
      }
      await act(publisher, id, 'publish');
      if (town.byHand) {
        await postByHand(publisher, await open(person(town.body, town.byHand)), id, TEXT);
        return;
      }
      await until(publisher, async () => (await publisher.locator('.publication .proof').count()) > 0, 'published');
    });
    for (const page of pages) {
      page.calm();
      await page.context().close();
    }
  });
}

/** No connector leads there: taken, carried over, answered, and looked at by somebody else. */
async function postByHand(operator, colleague, id, text) {
  const link = operator.locator('a[href^="/hand/"]');
  await until(operator, async () => (await link.count()) > 0, 'offered');
  await link.first().click();
  assert.equal(await operator.locator('#hand-text').count(), 0, 'no text before it is taken');
  await operator.click('form[action$="/take"] button.primary');
  await operator.waitForSelector('#hand-text');
  assert.equal(await operator.inputValue('#hand-text'), text, 'the exact text');
  assert.ok((await operator.locator('svg.qr').count()) > 0, 'as a code');
  await lookAt(operator, 'a task by hand');
  const file = operator.waitForEvent('download');
  await operator.click('a[download$=".txt"]');
  assert.equal(await readFile(await (await file).path(), 'utf8'), text, 'the same in the file');
  await operator.locator('input[name="outcome"][value="posted"]').check();
  await operator.fill('#url', 'https://www.instagram.com/p/Cx_1-a/');
  await operator.fill('#posted_on', '携帯1');
  await operator.click('form[action$="/answer"] button.primary');
  await operator.waitForLoadState();
  await operator.goto(`posts/${id}`);
  assert.match(await operator.locator('.publication .proof').innerText(), /本人申告/, 'not shown stronger than it is');
  await colleague.goto(`posts/${id}`);
  await colleague.locator('details:has(form[action$="/evidence"]) > summary').click();
  await colleague.locator('input[name="shows"][value="as-sent"]').check();
  await colleague.click('form[action$="/evidence"] button.primary');
  await colleague.waitForLoadState();
  assert.match(await colleague.locator('.publication .proof').innerText(), /別の職員の目視/);
  await lookAt(colleague, 'a post with its proofs');
}

/** Today may be a holiday or after hours: the first of the coming days that the regulation takes. */
async function scheduleWithinHours(page, id) {
  for (let ahead = 1; ahead <= 14; ahead += 1) {
    const day = new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
    await page.goto(`posts/${id}`);
    const form = page.locator(`form[action="/posts/${id}/schedule"]`);
    await form.locator('input[type="date"]').fill(day);
    await form.locator('input[type="time"]').fill('10:00');
    const answer = page.waitForResponse((response) => response.request().method() === 'POST');
    await form.locator('button').first().click();
    const status = (await answer).status();
    if (status === 303) {
      await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
      assert.ok((await page.locator('.publication').count()) > 0, 'scheduled');
      return;
    }
    assert.equal(status, 409, 'refused by the regulation');
  }
  assert.fail('no day within two weeks has office hours');
}

for (const lang of LANGS) {
  test(`a declaration with one line left open says which, in ${lang}`, async () => {
    const town = TOWNS.find((town) => town.body === 'takanezawa');
    const page = await newPage(stage.browser, stage.demo, { lang, width: 390 });
    await signIn(page, town.operator);
    await page.goto('posts/new');
    await chooseAccounts(page, [town.account]);
    const answered = page.waitForResponse((response) => response.url().endsWith('/check'));
    // An amount: what the clause on accuracy asks is to be answered by itself.
    await page.fill('#text', '図書館は来週から夜も開いています。先着30名に本をさしあげます。');
    await answered;
    await page.waitForLoadState('networkidle');
    await answerTheComposer(page, '');
    const live = page.locator('.together .declared input[type="checkbox"]');
    assert.equal(await live.count(), 1, 'one line is live, the others are confirmed together');
    await live.press('Space');
    const name = await live.getAttribute('name');
    await page.click('button[name="intent"][value="submit"]');
    await page.waitForSelector('#error-summary');
    await lookAt(page, 'a line left open');
    const [open, ...others] = await page.locator('#error-summary a').all();
    assert.equal(others.length, 0, 'one thing is wrong');
    await open.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('name')), name, 'the link leads to the line');
    await live.press('Space');
    await page.click('button[name="intent"][value="submit"]');
    await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
    page.calm();
    await page.context().close();
  });
}

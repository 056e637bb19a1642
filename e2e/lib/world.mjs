// What the pages need to have something to show, made once through the screens.
import assert from 'node:assert/strict';
import { newPage } from './browser.mjs';
import { signIn } from './people.mjs';
import { act, giveStep, until, writeDraft } from './post.mjs';
import { ADMIN, CATEGORY, CHIEF, FACEBOOK, NOBODY, OPERATOR, PUBLIC, WEBSITE } from './story.mjs';

/** Signs everybody in once (the sign-in page limits attempts) and leaves a draft, a passed-on post and a published one. */
export async function buildWorld(browser, demo) {
  const world = { body: PUBLIC, states: {} };
  const pages = {};
  for (const [name, person] of Object.entries({ operator: OPERATOR, chief: CHIEF, admin: ADMIN, nobody: NOBODY })) {
    pages[name] = await newPage(browser, demo);
    await signIn(pages[name], person);
    world.states[name] = await pages[name].context().storageState();
  }
  const { operator, chief, admin } = pages;
  const accounts = [FACEBOOK, WEBSITE];
  world.draft = await writeDraft(operator, { text: '下書きです。', accounts, category: CATEGORY, intent: 'save' });
  world.published = await writeDraft(operator, { text: '投稿したものです。', accounts, category: CATEGORY });
  await giveStep(chief, world.published);
  await operator.goto(`posts/${world.published}`);
  await act(operator, world.published, 'publish');
  await until(operator, async () => (await operator.locator('.publication .proof').count()) > 0, 'published');
  world.post = await writeDraft(operator, { text: '確認を待っているものです。', accounts, category: CATEGORY });

  // To YouTube nothing leads but hands: one waits, one is in the hands of the operator.
  world.waiting = await byHand(operator, chief, '手作業を待つものです。');
  world.taken = await byHand(operator, chief, '手元にあるものです。𠮷');
  await take(operator, world.taken);

  await operator.goto(`posts/${world.published}`);
  world.answer = await idIn(operator, 'a[href^="/answers/"]');
  // What the responsible person decides about people; the same kind fills the page of one record.
  world.recordForm = 'kind=operator-appointment&subject_kind=person';
  await giveRecord(chief, world.recordForm);
  await admin.goto('audit');
  world.record = await idIn(admin, 'a[href^="/records/"]');
  await operator.goto('accounts');
  world.account = await idIn(operator, 'a[href^="/accounts/"]');
  await admin.goto('people');
  world.person = await idIn(admin, 'tbody a[href^="/people/"]');
  for (const page of Object.values(pages)) {
    page.calm();
    await page.context().close();
  }
  return world;
}

/** A cleared post for YouTube whose time has come; gives the id of its send. */
async function byHand(operator, chief, text) {
  const post = await writeDraft(operator, { text, accounts: ['YouTube'], category: CATEGORY });
  await giveStep(chief, post);
  await operator.goto(`posts/${post}`);
  await act(operator, post, 'publish');
  await until(operator, async () => (await operator.locator('a[href^="/hand/"]').count()) > 0, 'offered');
  return idIn(operator, 'a[href^="/hand/"]');
}

/** Takes a task by hand. */
export async function take(page, id) {
  await page.goto(`hand/${id}`);
  await page.click(`form[action="/hand/${id}/take"] button.primary`);
  await page.waitForSelector('#hand-text');
}

async function idIn(page, selector) {
  const href = await page.locator(selector).first().getAttribute('href');
  assert.ok(href, selector);
  return href.split('/').at(-1);
}

/** Appoints whoever stands first on the list. */
async function giveRecord(page, query) {
  await page.goto(`records/new?${query}`);
  await page.locator('form.record-form select').first().selectOption({ index: 1 });
  await page.locator('form.record-form input[type="date"]').first().fill('2026-04-01');
  await page.click('form.record-form button.primary');
  await page.waitForURL((url) => !url.pathname.startsWith('/records'));
}

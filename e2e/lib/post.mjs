// What people do with a post, through the forms of the screens.
import assert from 'node:assert/strict';

/** The id in an address `/posts/{id}`. */
export function postId(page) {
  const id = /\/posts\/([0-9a-f-]{36})/.exec(page.url())?.[1];
  assert.ok(id, `${page.url()} is the page of a post`);
  return id;
}

/** Chooses the accounts whose label holds one of the words, and no others. */
export async function chooseAccounts(page, words) {
  for (const option of await page.locator('input[name="accounts"]').all()) {
    const label = await option.locator('xpath=ancestor::label').innerText();
    if (await option.isEnabled()) await option.setChecked(words.some((word) => label.includes(word)));
  }
}

/** Fills what the composer asks beyond the text: the category whose label holds the word, and one answer each to the rest. */
export async function answerTheComposer(page, word) {
  const options = page.locator('label.option', { has: page.locator('input[name="category"]') });
  if (await options.count()) await options.filter({ hasText: word }).first().locator('input').check();
  const level = page.locator('select#classification');
  if (await level.count()) await level.selectOption({ index: 1 });
  const decided = page.locator('input[name="decision_status"][value="decided"]');
  // Where nothing in the text reads as undecided, that is a line of the list, and the choice stays folded.
  if ((await decided.count()) && (await decided.isVisible())) await decided.check();
  await declare(page.locator('form.composer'));
}

/** Opens what a field is folded into. */
export async function unfold(page, selector) {
  await page.locator(selector).first().evaluate((field) => {
    for (let node = field; node; node = node.parentElement) if (node.tagName === 'DETAILS') node.open = true;
  });
}

/** Chooses pictures; where scripts run they are brought at once, else by their button. */
export async function bring(page, files) {
  await unfold(page, '#picture');
  const loaded = page.waitForEvent('load');
  await page.setInputFiles('#picture', files);
  if (page.scripts === false) await page.click('button[name="intent"][value="upload"]');
  await loaded;
}

/** Answers what the regulation asks to be declared inside a form. */
export async function declare(form) {
  for (const yes of await form.locator('.supply input[type="radio"][value="yes"]').all()) {
    // By keyboard: the live answer may arrive at any moment and move what lies under the pointer.
    await yes.press('Space');
    assert.ok(await yes.isChecked(), 'declared');
  }
  for (const line of await form.locator('.declared input[type="checkbox"]').all()) {
    if (!(await line.isChecked())) await line.press('Space');
    assert.ok(await line.isChecked(), 'declared line by line');
  }
  for (const text of await form.locator('.supply .field:has(.req) :is(input[type="text"], textarea)').all()) {
    if (!(await text.inputValue())) await text.fill('担当課の資料');
  }
}

/** Writes a draft without looking at how; for tests of something else. Gives its id. */
export async function writeDraft(page, { text, accounts, category, intent = 'submit' }) {
  await page.goto('posts/new');
  await chooseAccounts(page, accounts);
  await page.fill('#text', text);
  await answerTheComposer(page, category);
  await page.click(`button[name="intent"][value="${intent}"]`);
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
  return postId(page);
}

/** Gives the step that the check page asks for. */
export async function giveStep(page, id) {
  await page.goto(`posts/${id}/check`);
  await declare(page.locator('form.decide'));
  await page.click('form.decide button.primary');
  await page.waitForURL((url) => !url.pathname.endsWith('/step') && !url.pathname.endsWith('/check'));
}

/** Presses a button of the post's page that carries a command, with what it asks for. */
export async function act(page, id, verb) {
  const form = page.locator(`form[action="/posts/${id}/${verb}"]`);
  await declare(form);
  await form.locator('button').first().click();
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
}

/** Sends a draft back with a comment, from the check page. */
export async function sendBack(page, id, comment) {
  await page.goto(`posts/${id}/check`);
  await page.click('details.send-back > summary');
  await page.fill('details.send-back [name="comment"]', comment);
  await page.click('details.send-back form button');
  await page.waitForURL((url) => !url.pathname.endsWith('/return') && !url.pathname.endsWith('/check'));
}

/** Loads the page again until it satisfies the condition; the server has its own pace. */
export async function until(page, condition, what, limit = 30_000) {
  const end = Date.now() + limit;
  for (;;) {
    if (await condition()) return;
    if (Date.now() > end) throw new Error(`${what}: not within ${limit / 1000} s`);
    await page.reload();
  }
}

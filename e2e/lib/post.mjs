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

/** Fills what the composer asks beyond the text: the category whose label holds the word. */
export async function chooseCategory(page, word) {
  const options = page.locator('label.option', { has: page.locator('input[name="category"]') });
  if (await options.count()) await options.filter({ hasText: word }).first().locator('input').check();
}

/** Writes a draft without looking at how; for tests of something else. Gives its id. */
export async function writeDraft(page, { text, accounts, category, intent = 'submit' }) {
  await page.goto('posts/new');
  await chooseAccounts(page, accounts);
  await page.fill('#text', text);
  await chooseCategory(page, category);
  await page.click(`button[name="intent"][value="${intent}"]`);
  await page.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
  return postId(page);
}

/** Gives the step that the check page asks for. */
export async function giveStep(page, id) {
  await page.goto(`posts/${id}/check`);
  await page.click('form.decide button.primary');
  await page.waitForURL((url) => !url.pathname.endsWith('/step') && !url.pathname.endsWith('/check'));
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

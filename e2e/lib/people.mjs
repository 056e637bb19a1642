// The demo's staff, as its own sign-in page lists them.
import assert from 'node:assert/strict';

/** Signs in through the form, in the page's language. */
export async function signIn(page, { body, login, password }) {
  await page.goto('sign-in');
  await speak(page);
  const bodies = page.locator('select#body');
  if (await bodies.count()) {
    const value = await bodies.locator('option').evaluateAll(
      (options, name) => options.find((option) => option.textContent.trim() === name || option.value === name)?.value,
      body,
    );
    assert.ok(value, `${body} can be chosen`);
    await bodies.selectOption(value);
  }
  await page.fill('#login', login);
  await page.fill('#password', password);
  await page.click('form[action="/sign-in"] button.primary');
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** Switches the interface to the page's language, as a person does. */
export async function speak(page) {
  if ((await page.locator('html').getAttribute('lang')) !== page.lang) {
    await page.click(`form.language button[value="${page.lang}"]`);
    assert.equal(await page.locator('html').getAttribute('lang'), page.lang, 'the language switch works');
  }
}

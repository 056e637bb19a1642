// The people of one body at their screens, each also with a token: what one may do is done on the page, what one may not is tried
// by a form that nobody offered and by the interface.
import assert from 'node:assert/strict';
import { client, makeToken } from './api.mjs';
import { newPage, pictured } from './browser.mjs';
import { lookAt } from './look.mjs';
import { signIn } from './people.mjs';
import { person } from './towns.mjs';

/** A day as a form and the interface write it, counted from today in Japan. */
export function day(ahead = 0) {
  return new Date(Date.now() + 9 * 3_600_000 + ahead * 86_400_000).toISOString().slice(0, 10);
}

/** Runs a walk in one body; what the pages met is looked at when it ends. */
export async function inHall(stage, body, { name, ...how }, walk) {
  const hall = new Hall(stage, body, how);
  try {
    await pictured(hall.pages, name, () => walk(hall));
    for (const page of Object.values(hall.pages)) page.calm();
  } finally {
    for (const page of Object.values(hall.pages)) await page.context().close();
  }
}

class Hall {
  constructor(stage, body, how) {
    Object.assign(this, { stage, body, how, pages: {}, apis: {}, refusals: new Set() });
    stage.kept ??= {};
  }

  /** Somebody's page; they sign in once for all walks of a file. */
  async at(login, { width = this.how.width } = {}) {
    if (this.pages[login]) return this.pages[login];
    const { browser, demo, kept } = this.stage;
    const key = `${this.body} ${login} ${this.how.lang}`;
    const page = await newPage(browser, demo, { ...this.how, width, state: kept[key] });
    this.pages[login] = page;
    if (!kept[key]) {
      await signIn(page, person(this.body, login));
      kept[key] = await page.context().storageState();
    }
    return page;
  }

  /** Somebody's program. */
  async api(login) {
    if (!this.apis[login]) {
      const key = `${this.body} ${login} token`;
      this.stage.kept[key] ??= await makeToken(await this.at(login), 'walk');
      this.apis[login] = client(this.stage.demo, this.stage.kept[key]);
    }
    return this.apis[login];
  }

  /** Opens a page and looks at it. */
  async see(login, path) {
    const page = await this.at(login);
    await page.goto(path);
    await lookAt(page, `${path}, for ${login}`);
    return page;
  }

  /** Done on its page: fills the form, sends it; the page that follows says no error. */
  async does(login, act) {
    const page = await this.see(login, act.page);
    await open(act.form(page).locator('button').last());
    await fill(act.form(page), act.fields);
    const status = await press(page, act.form(page).locator(act.button ?? 'button.primary, button.warn').last());
    assert.equal(status, 303, `${login} ${act.what}: ${await page.locator('main').innerText()}`);
    return page;
  }

  /** Refused by a form sent all the same and by the interface; both name the clause, where the text and no right refuses. */
  async refused(login, act, clause) {
    const api = await this.api(login);
    const page = await this.at(login);
    await page.goto(act.page);
    const seen = act.on ? (await api('GET', act.on)).body.version : undefined;
    const status = await sendForm(page, act.action, { ...act.hidden, ...act.fields, ...(seen === undefined ? {} : { version: seen }) });
    assert.equal(status, 403, `${login} ${act.what}: ${await page.locator('main').innerText()}`);
    if (clause) await says(page, clause, `${login} ${act.what}`);
    // One refusal of each act is like the next.
    if (!this.refusals.has(act.what)) await lookAt(page, `${act.what} refused, for ${login}`);
    this.refusals.add(act.what);
    const [method, path, body] = act.call;
    const answer = await api(method, path, { body, version: seen === undefined ? undefined : `"${seen}"` });
    assert.equal(answer.status, 403, `${login} ${act.what}: ${JSON.stringify(answer.body)}`);
    assert.ok(JSON.stringify(answer.body).includes(clause ?? ''), `${login} ${act.what}: ${clause} in ${JSON.stringify(answer.body)}`);
    return { page, answer };
  }

  /** The case of a procedure that stands last on the page of an account. */
  async caseOf(login, account, label) {
    const page = await this.at(login);
    await page.goto(`accounts/${account}`);
    const link = page.locator('section[aria-labelledby="cases-heading"] a[href^="/cases/"]').filter({ hasText: label });
    return (await link.first().getAttribute('href')).split('/').at(-1);
  }
}

/** The page names the clause, folded away or not. */
export async function says(page, clause, what) {
  const found = await page.locator('cite.clause').evaluateAll((all) => all.map((one) => one.title || one.textContent.trim()));
  assert.ok(found.includes(clause), `${what}: ${clause} among ${found}; ${await page.locator('main').innerText()}`);
}

/** Sends by keyboard on a wide screen, by the finger on a telephone; the status of the answer. */
export async function press(page, button) {
  const sends = () => (page.viewportSize().width < 600 ? button.click() : button.press('Enter'));
  const posted = (response) => response.request().method() === 'POST';
  const [answer] = await Promise.all([page.waitForResponse(posted), page.waitForEvent('load'), sends()]);
  return answer.status();
}

/** Opens what something is folded into, by the line that stands over it. */
export async function open(element) {
  await element.waitFor({ state: 'attached' });
  for (const fold of await element.locator('xpath=ancestor::details[not(@open)]').all()) await fold.locator('> summary').press('Enter');
}

/** Fills the fields of a form by their names; `@name` chooses the person whose name stands there. */
export async function fill(form, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]:not([type="hidden"])`);
    await open(field.first());
    const kind = await field.first().evaluate((one) => (one.tagName === 'SELECT' ? 'select' : one.type));
    if (kind === 'select') await choose(field.first(), value);
    else if (kind === 'radio') await field.and(form.locator(`[value="${value}"]`)).press('Space');
    else if (kind === 'checkbox') await field.first().setChecked(Boolean(value));
    else if (kind === 'file') await field.first().setInputFiles(value);
    else await field.first().fill(value);
  }
}

async function choose(select, value) {
  if (!value.startsWith('@')) return select.selectOption(value);
  const option = select.locator('option').filter({ hasText: value.slice(1) });
  return select.selectOption(await option.first().getAttribute('value'));
}

/** Sends a form that the page does not offer, as somebody with an old page or ill will would; the status of the answer. */
export async function sendForm(page, action, fields) {
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  const loaded = page.waitForEvent('load');
  await page.evaluate(([action, fields]) => {
    const form = Object.assign(document.createElement('form'), { method: 'post', action });
    for (const [name, value] of Object.entries(fields)) {
      for (const one of [value].flat()) form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value: one }));
    }
    document.body.append(form);
    form.submit();
  }, [action, { command_id: crypto.randomUUID(), ...fields }]);
  const status = (await answered).status();
  await loaded;
  return status;
}

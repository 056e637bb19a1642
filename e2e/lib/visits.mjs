// Every page of the router, and the states in which it looks different. `cargo xtask lint` compares the routes here with
// those of the program; `pages.test.mjs` visits each in both languages at both widths.
import assert from 'node:assert/strict';
import { unfold } from './post.mjs';

/**
 * `as`: who looks (null: nobody is signed in). `at`: the address, or what has to be done to get there.
 * `status` of the answer is 200 unless said. `html: false` with a `type` for what is no page.
 */
export const VISITS = [
  { route: '/sign-in', as: null, at: 'sign-in' },
  { route: '/sign-in', what: 'wrong password', as: null, status: 0, at: wrongPassword },
  { route: '/', as: 'operator', at: '.' },
  { route: '/', what: 'of the checker', as: 'chief', at: '.' },
  { route: '/', what: 'without any role', as: 'nobody', at: '.' },
  { route: '/password', as: 'operator', at: 'password' },
  { route: '/password', what: 'bad input', as: 'operator', status: 0, at: badPassword },
  { route: '/capacity', as: 'operator', at: 'capacity' },
  { route: '/posts', as: 'operator', at: 'posts' },
  { route: '/calendar', as: 'operator', at: 'calendar' },
  { route: '/calendar', what: 'a week', as: 'operator', at: 'calendar?view=week' },
  { route: '/posts/new', as: 'operator', at: 'posts/new' },
  { route: '/posts/new', what: 'nothing filled in', as: 'operator', status: 0, at: emptyDraft },
  { route: '/posts/new', what: 'signs that nobody sees', as: 'operator', status: 0, at: unseenSigns },
  { route: '/posts/{id}', as: 'operator', at: (world) => `posts/${world.post}` },
  { route: '/posts/{id}', what: 'of the checker', as: 'chief', at: (world) => `posts/${world.post}` },
  { route: '/posts/{id}', what: 'published', as: 'operator', at: (world) => `posts/${world.published}` },
  { route: '/posts/{id}', what: 'unknown', as: 'operator', status: 404, at: 'posts/00000000-0000-7000-8000-000000000000' },
  { route: '/posts/{id}/edit', as: 'operator', at: (world) => `posts/${world.draft}/edit` },
  { route: '/posts/{id}/edit', what: 'saved by somebody else meanwhile', as: 'operator', status: 0, at: staleSave },
  { route: '/posts/{id}/check', as: 'chief', at: (world) => `posts/${world.post}/check` },
  { route: '/posts/{id}/check', what: 'changed after it was shown', as: 'chief', status: 0, at: staleCheck },
  { route: '/records/new', as: 'chief', at: (world) => `records/new?${world.recordForm}` },
  { route: '/records/new', what: 'bad input', as: 'chief', status: 0, at: badRecord },
  { route: '/records/{id}', as: 'chief', at: (world) => `records/${world.record}` },
  { route: '/answers/{id}', as: 'operator', at: (world) => `answers/${world.answer}` },
  { route: '/accounts', as: 'operator', at: 'accounts' },
  { route: '/accounts', what: 'with the right', as: 'admin', at: 'accounts' },
  { route: '/accounts/new', as: 'admin', at: 'accounts/new' },
  { route: '/accounts/new', what: 'of somebody whose act the text may make it', as: 'operator', at: 'accounts/new' },
  { route: '/accounts/new', what: 'bad input', as: 'admin', status: 0, at: badAccount },
  { route: '/accounts/listed', as: 'operator', at: 'accounts/listed' },
  { route: '/accounts/{id}', as: 'operator', at: (world) => `accounts/${world.account}` },
  { route: '/accounts/{id}', what: 'with the right', as: 'admin', at: (world) => `accounts/${world.account}` },
  { route: '/accounts/{id}', what: 'of the checker', as: 'chief', at: (world) => `accounts/${world.account}` },
  { route: '/accounts/{id}', what: 'bad input', as: 'admin', status: 0, at: badConnection },
  { route: '/accounts/{id}', what: 'bad change', as: 'admin', status: 0, at: badLedger },
  { route: '/imports', as: 'operator', at: 'imports' },
  { route: '/imports', what: 'with the right', as: 'admin', at: 'imports' },
  { route: '/imports/new', as: 'admin', at: 'imports/new' },
  { route: '/imports/new', what: 'of staff', as: 'admin', at: 'imports/new?kind=people' },
  { route: '/imports/new', what: 'not allowed', as: 'operator', status: 403, at: 'imports/new' },
  { route: '/imports/new', what: 'looked at', as: 'admin', status: 0, at: lookedTable },
  { route: '/imports/{id}', as: 'admin', status: 0, at: broughtTable },
  { route: '/cases', as: 'operator', at: 'cases' },
  { route: '/cases', what: 'nothing found', as: 'operator', at: 'cases?state=withdrawn&q=%E3%81%AA%E3%81%84%E4%BB%B6%E5%90%8D' },
  { route: '/cases/new', as: 'operator', at: 'cases/new' },
  { route: '/cases/new', what: 'on an account', as: 'chief', at: (world) => `cases/new?account=${world.account}` },
  { route: '/cases/new', what: 'bad input', as: 'operator', status: 0, at: badIncident },
  { route: '/cases/{id}', as: 'operator', at: openedCase, status: 0 },
  { route: '/requests', as: 'operator', at: 'requests' },
  { route: '/requests', what: 'nothing found', as: 'operator', at: 'requests?state=refused&q=%E3%81%AA%E3%81%84%E4%BB%B6%E5%90%8D' },
  { route: '/requests/new', as: 'operator', at: 'requests/new' },
  { route: '/requests/new', what: 'nothing filled in', as: 'operator', status: 0, at: emptyRequest },
  { route: '/requests/{id}', as: 'operator', status: 0, at: askedFor },
  { route: '/papers', as: 'operator', at: 'papers' },
  { route: '/papers', what: 'nothing found', as: 'operator', at: 'papers?q=%E3%81%AA%E3%81%84%E9%A1%8C%E5%90%8D' },
  { route: '/papers/new', as: 'operator', at: 'papers/new' },
  { route: '/papers/new', what: 'on an account', as: 'chief', at: (world) => `papers/new?account=${world.account}` },
  { route: '/papers/draft', as: 'operator', at: (world) => `papers/draft?form=profile&account=${world.account}` },
  { route: '/papers/draft', what: 'complete', as: 'operator', at: 'papers/draft?form=about' },
  { route: '/papers/marks', as: 'operator', at: 'papers/marks' },
  { route: '/papers/marks', what: 'with the right', as: 'admin', at: 'papers/marks' },
  { route: '/papers/{id}', as: 'operator', status: 0, at: archivedPaper },
  { route: '/amendments', as: 'operator', at: 'amendments' },
  { route: '/amendments', what: 'with the right, nothing found', as: 'admin', at: 'amendments?state=withdrawn' },
  { route: '/amendments/{id}', as: 'admin', status: 0, at: (world, page) => amendment(page, '') },
  { route: '/amendments/{id}/edit', as: 'admin', status: 0, at: (world, page) => amendment(page, '/edit?what=clause:%2B') },
  { route: '/amendments/{id}/table', as: 'admin', status: 0, at: (world, page) => amendment(page, '/table') },
  { route: '/regulation', as: 'admin', at: 'regulation' },
  { route: '/regulation', what: 'bad input', as: 'admin', status: 0, at: badSetting },
  { route: '/regulation/clauses', as: 'operator', at: 'regulation/clauses' },
  { route: '/screening', as: 'operator', at: 'screening' },
  { route: '/screening', what: 'a text was read', as: 'operator', status: 0, at: readText },
  { route: '/screening', what: 'no text', as: 'operator', status: 0, at: readNothing },
  { route: '/people', as: 'admin', at: 'people' },
  { route: '/people', what: 'not allowed', as: 'operator', status: 403, at: 'people' },
  { route: '/people', what: 'bad input', as: 'admin', status: 0, at: badPerson },
  { route: '/people/{id}', as: 'admin', at: (world) => `people/${world.person}` },
  { route: '/people/{id}', what: 'bad input', as: 'admin', status: 0, at: badAppointment },
  { route: '/organisation', as: 'operator', at: 'organisation' },
  { route: '/organisation', what: 'with the right', as: 'admin', at: 'organisation' },
  { route: '/organisation', what: 'of a day long ago', as: 'admin', at: 'organisation?day=1990-04-01' },
  { route: '/sections/new', as: 'admin', at: 'sections/new' },
  { route: '/sections/new', what: 'bad input', as: 'admin', status: 0, at: badSection },
  { route: '/positions/new', as: 'admin', at: 'positions/new' },
  { route: '/positions/new', what: 'bad input', as: 'admin', status: 0, at: badPosition },
  { route: '/absences', as: 'operator', at: 'absences' },
  { route: '/absences', what: 'bad input', as: 'operator', status: 0, at: badAbsence },
  { route: '/notices', as: 'operator', at: 'notices' },
  { route: '/notices', what: 'bad input', as: 'operator', status: 0, at: badNotice },
  { route: '/hand/{id}', as: 'operator', at: (world) => `hand/${world.waiting}` },
  { route: '/hand/{id}', what: 'in the hands of the reader', as: 'operator', at: (world) => `hand/${world.taken}` },
  { route: '/hand/{id}', what: 'in the hands of another', as: 'chief', at: (world) => `hand/${world.taken}` },
  { route: '/duties', as: 'operator', at: 'duties' },
  { route: '/duties', what: 'of the whole body', as: 'operator', at: 'duties?of=body' },
  { route: '/outside', as: 'operator', at: 'outside' },
  { route: '/outside', what: 'bad input', as: 'operator', status: 0, at: badOutside },
  { route: '/devices', as: 'admin', at: 'devices' },
  { route: '/devices', what: 'a code was made', as: 'admin', at: freshCode, status: 0 },
  { route: '/devices', what: 'not allowed', as: 'operator', status: 403, at: 'devices' },
  { route: '/devices', what: 'bad input', as: 'admin', status: 0, at: badDevice },
  { route: '/devices/this', as: 'operator', at: 'devices/this' },
  { route: '/devices/this', what: 'bad input', as: 'operator', status: 0, at: badCode },
  { route: '/tokens', as: 'operator', at: 'tokens' },
  { route: '/audit', as: 'admin', at: 'audit' },
  { route: '/audit', what: 'verified', as: 'admin', at: 'audit?verify=1' },
  { route: '/copy', as: 'admin', at: 'copy' },
  { route: '/copy', what: 'without the right', as: 'operator', at: 'copy' },
  { route: '/disaster', as: 'operator', at: 'disaster' },
  { route: '/disaster', what: 'bad input', as: 'operator', status: 0, at: badDisaster },
  { route: '/disaster/card', as: 'operator', at: 'disaster/card' },
  { route: '/stop', as: 'operator', at: 'stop' },
  { route: '/stop', what: 'bad input', as: 'operator', status: 0, at: badStop },
  { route: '/installation/stop', as: null, at: 'installation/stop' },
  { route: '/installation/stop', what: 'bad input', as: null, status: 0, at: wrongOperatorKey },
  { route: '/unreadable', as: 'admin', at: 'unreadable' },
  { route: '/public/{body}', as: null, at: (world) => `public/${world.body}` },
  { route: '/public/{body}/', as: null, at: (world) => `public/${world.body}/` },
  { route: '/public/{body}/{file}', as: null, lang: 'en', at: (world) => `public/${world.body}/en.html` },
  { route: '/public/{body}/{file}', what: 'feed', as: null, html: false, type: /^application\/atom\+xml/, at: (world) => `public/${world.body}/feed.atom` },
];

/** Required fields are left to the server, as without scripts or with an old browser. */
const unguarded = (page) => page.evaluate(() => document.querySelectorAll('form').forEach((form) => { form.noValidate = true; }));

async function submit(page, button) {
  await unguarded(page);
  const answer = page.waitForResponse((response) => response.request().method() === 'POST' && response.request().isNavigationRequest());
  await page.click(button);
  const status = (await answer).status();
  assert.ok(status >= 400 && status < 500, `bad input is answered with a page that says so, not with ${status}`);
  await page.waitForLoadState();
}

async function wrongPassword(world, page) {
  await page.goto('sign-in');
  const bodies = page.locator('select#body');
  if (await bodies.count()) await bodies.selectOption({ index: 1 });
  await page.fill('#login', 'nobody-of-this-name');
  await page.fill('#password', 'wrong');
  await submit(page, 'form[action="/sign-in"] button.primary');
  assert.equal(await page.inputValue('#login'), 'nobody-of-this-name', 'what was typed is kept');
}

// What stands alone on its page is open already.
async function unfolded(page, heading) {
  const choice = page.locator(`details:has(#${heading})`);
  if ((await choice.getAttribute('open')) === null) await choice.locator('summary').click();
}

async function openedCase(world, page) {
  await page.goto('cases/new');
  await unfolded(page, 'open-harm');
  await page.fill('[id="harm.title"]', '表現への苦情');
  await page.click('form[action="/cases"]:has(input[name="procedure"][value="harm"]) button.primary');
  await page.waitForLoadState();
  assert.ok(await page.locator('form[action$="/step"]').count(), 'the step whose turn it is has a form');
}

// One amendment of a document is open at a time: it is begun once.
async function amendment(page, rest) {
  await page.goto('amendments');
  const there = page.locator('table a[href^="/amendments/"]').first();
  if (!(await there.count())) {
    await page.click('form[action="/amendments"][method="post"] button.primary');
    await page.waitForLoadState();
    await page.goto('amendments');
  }
  const href = await there.getAttribute('href');
  await page.goto(`${href.slice(1)}${rest}`);
}

async function emptyRequest(world, page) {
  await page.goto('requests/new');
  await submit(page, 'form[action="/requests"][method="post"] button.primary');
}

async function askedFor(world, page) {
  await page.goto('requests/new');
  await page.fill('#title', '港まつり');
  await page.fill('#text', '港まつりを開きます。');
  await page.click('form[action="/requests"][method="post"] button.primary');
  await page.waitForLoadState();
  assert.ok(await page.locator('form[action$="/take"]').count(), 'those who operate the account can take it up');
}

async function archivedPaper(world, page) {
  await page.goto(`papers/draft?form=listing&account=${world.account}`);
  await page.click('form[action="/papers"] button.primary');
  await page.waitForLoadState();
  assert.ok(await page.locator('a[href$="/sheet"]').count(), 'the sheet can be opened');
}

async function badIncident(world, page) {
  await page.goto('cases/new');
  await unfolded(page, 'open-harm');
  await page.fill('[id="harm.title"]', '表現への苦情');
  await page.fill('[id="harm.date"]', '2099-01-01');
  await submit(page, 'form[action="/cases"]:has(input[name="procedure"][value="harm"]) button.primary');
  assert.equal(await page.inputValue('[id="harm.title"]'), '表現への苦情', 'what was typed is kept');
}

async function badDisaster(world, page) {
  await page.goto('disaster');
  await submit(page, 'form[action="/disaster/start"] button');
}

async function badStop(world, page) {
  await page.goto('stop');
  await submit(page, 'form[action="/stop"] button.warn');
}

async function wrongOperatorKey(world, page) {
  await page.goto('installation/stop');
  await page.fill('#secret', 'guessed');
  await page.fill('#reason', '訓練');
  await submit(page, 'form[action="/installation/stop"] button.warn');
  assert.equal(await page.inputValue('#reason'), '訓練', 'what was typed is kept');
  assert.equal(await page.inputValue('#secret'), '', 'the key is not');
}

async function badPassword(world, page) {
  await page.goto('password');
  await page.fill('#new', 'one-new-password-99');
  await page.fill('#repeat', 'another');
  await submit(page, 'form[action="/password"] button.primary');
}

async function unseenSigns(world, page) {
  await page.goto('posts/new');
  await page.fill('#text', '一行目\n二\u0007行目');
  await submit(page, 'button[name="intent"][value="save"]');
  assert.ok(await page.locator('button[name="intent"][value="clean"]').count(), 'they go at one press');
}

async function emptyDraft(world, page) {
  await page.goto('posts/new');
  for (const account of await page.locator('input[name="accounts"]:enabled').all()) await account.uncheck();
  await unfold(page, '#link');
  await page.fill('#link', 'not a link');
  await submit(page, 'button[name="intent"][value="submit"]');
  assert.equal(await page.inputValue('#link'), 'not a link', 'what was typed is kept');
}

async function staleSave(world, page) {
  await page.goto(`posts/${world.draft}/edit`);
  // The version that the page carries is an older one now.
  await page.locator('form.composer input[name="version"]').evaluate((field) => { field.value = String(Number(field.value) - 1); });
  await page.fill('#text', '私の文面です。');
  await submit(page, 'button[name="intent"][value="save"]');
  assert.equal(await page.inputValue('#text'), '私の文面です。', 'what was typed is kept');
  assert.ok(await page.locator('#stale').isVisible(), 'both texts are shown');
}

async function staleCheck(world, page) {
  await page.goto(`posts/${world.post}/check`);
  await page.locator('form.decide input[name="shown"]').evaluate((field) => { field.value = field.value.replace(/^./, (c) => (c === '0' ? '1' : '0')); });
  await submit(page, 'form.decide button.primary');
}

async function badRecord(world, page) {
  await page.goto(`records/new?${world.recordForm}`);
  await submit(page, 'form.record-form button.primary');
}

async function badSetting(world, page) {
  await page.goto('regulation');
  const proposal = page.locator('form[action="/regulation/settings"]').first();
  await proposal.locator('xpath=ancestor::details[1]').locator('> summary').click();
  await unguarded(page);
  const answer = page.waitForResponse((response) => response.request().method() === 'POST');
  await proposal.locator('button').click();
  const status = (await answer).status();
  assert.ok(status >= 400 && status < 500, `${status}`);
  await page.waitForLoadState();
}

async function badPerson(world, page) {
  await page.goto('people');
  await page.fill('#kana', 'やまだ');
  await submit(page, 'form[action="/people"] button.primary');
  assert.equal(await page.inputValue('#kana'), 'やまだ', 'what was typed is kept');
}

async function readText(world, page) {
  await page.goto('screening');
  await page.fill('#text', '断水しているらしいです。連絡先は０９０－００００－００００です。');
  await page.click('form[action="/screening"] button.primary');
  await page.waitForSelector('#found');
}

async function readNothing(world, page) {
  await page.goto('screening');
  await submit(page, 'form[action="/screening"] button.primary');
  assert.ok(await page.isVisible('#text-error'), 'the missing text is said');
}

const LEDGER = 'サービス名\tアカウント名\t所管課\n放送\t水辺町\tない課\n';

async function lookedTable(world, page) {
  await page.goto('imports/new');
  await page.fill('#text', LEDGER);
  await page.click('form[action="/imports/preview"] button.primary');
  await page.waitForSelector('#problems-heading');
}

async function broughtTable(world, page) {
  await page.goto('imports/new?kind=people');
  // Each visit brings in somebody of its own.
  await page.fill('#text', `職員番号\t氏名\nv${crypto.randomUUID()}\t髙﨑 花子\n`);
  await page.click('form[action="/imports/preview"] button.primary');
  await page.click('form[action="/imports"] button.primary');
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}/);
}

async function badAccount(world, page) {
  await page.goto('accounts/new');
  await page.fill('#handle', '@ninohe-kouhou');
  await submit(page, 'form[action="/accounts"] button.primary');
  assert.equal(await page.inputValue('#handle'), '@ninohe-kouhou', 'what was typed is kept');
}

async function badConnection(world, page) {
  await page.goto(`accounts/${world.account}`);
  await page.fill('#expires', '2030-03-31');
  await submit(page, `form[action="/accounts/${world.account}/connect"] button.primary`);
  assert.equal(await page.inputValue('#expires'), '2030-03-31', 'what was typed is kept');
}

async function badLedger(world, page) {
  await page.goto(`accounts/${world.account}`);
  await page.locator(`form[action="/accounts/${world.account}/change"]`).locator('xpath=ancestor::details[1]').locator('> summary').click();
  await page.fill('#mail', 'kouhou');
  await page.fill('#profile_url', 'example.lg.jp/sns');
  await submit(page, `form[action="/accounts/${world.account}/change"] button.primary`);
  assert.equal(await page.inputValue('#mail'), 'kouhou', 'what was typed is kept');
  assert.equal(await page.inputValue('#profile_url'), 'example.lg.jp/sns', 'what was typed is kept');
}

async function freshCode(world, page) {
  await page.goto('devices');
  await page.fill('#number', 'PC-042');
  await page.click('form[action="/devices"] button.primary');
  await page.waitForSelector('#device-code');
}

async function badDevice(world, page) {
  await page.goto('devices');
  await page.fill('#number', 'あ'.repeat(90));
  await submit(page, 'form[action="/devices"] button.primary');
  assert.equal(await page.inputValue('#number'), 'あ'.repeat(90), 'what was typed is kept');
}

async function badCode(world, page) {
  await page.goto('devices/this');
  await page.fill('#code', 'Kamito-0000-Sanuge-0000');
  await submit(page, 'form[action="/devices/this"] button.primary');
  assert.equal(await page.inputValue('#code'), '', 'a code is a secret');
}

async function badAppointment(world, page) {
  await page.goto(`people/${world.person}`);
  await page.fill('#until', '2030-03-31');
  await submit(page, `form[action="/people/${world.person}"] button.primary`);
  assert.equal(await page.inputValue('#until'), '2030-03-31', 'what was typed is kept');
}

async function badSection(world, page) {
  await page.goto('sections/new');
  await page.fill('#name_kana', 'こうほうか');
  await submit(page, 'form[action="/sections"] button.primary');
  assert.equal(await page.inputValue('#name_kana'), 'こうほうか', 'what was typed is kept');
}

async function badPosition(world, page) {
  await page.goto('positions/new');
  await page.fill('#name_ja', '広報主査');
  await page.fill('#rank_order', '三番目');
  await submit(page, 'form[action="/positions"] button.primary');
  assert.equal(await page.inputValue('#rank_order'), '三番目', 'what was typed is kept');
}

async function badOutside(world, page) {
  await page.goto('outside');
  await page.selectOption('#account', { index: 1 });
  await page.locator('input[name="through"][value="app"]').check();
  await page.fill('#date', '2031-04-01');
  await page.fill('#time', '09:00');
  await page.fill('#text', '避難所を開けました。');
  await page.fill('#reason', '停電');
  await submit(page, 'form[action="/outside"] button.primary');
  assert.equal(await page.inputValue('#reason'), '停電', 'what was typed is kept');
}

async function badNotice(world, page) {
  await page.goto('notices');
  await page.locator('input[name="kind"][value="mail"]').check();
  await page.fill('#address', 'yamada');
  await page.fill('#daily_at', '09:15');
  await submit(page, 'form[action="/notices"] button.primary');
  assert.equal(await page.inputValue('#address'), 'yamada', 'what was typed is kept');
  assert.equal(await page.inputValue('#daily_at'), '09:15', 'what was typed is kept');
}

async function badAbsence(world, page) {
  await page.goto('absences');
  await page.fill('#from_date', '2030-04-01');
  await page.fill('#until_date', '2030-03-31');
  await submit(page, 'form[action="/absences"] button.primary');
  assert.equal(await page.inputValue('#until_date'), '2030-03-31', 'what was typed is kept');
}

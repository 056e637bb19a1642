// W6 美里：開設から廃止まで、順番と持ち主. From the approval to the deletion of an account, each step by whose it is: out of its
// order and by others it is refused, on screen and by the interface.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changes, gives, moves, opens, registers, steps } from '../lib/acts.mjs';
import { PAIRS } from '../lib/browser.mjs';
import { day, inHall, press } from '../lib/hall.mjs';
import { lookAt } from '../lib/look.mjs';
import { printed } from '../lib/pdf.mjs';
import { onStage } from '../lib/stage.mjs';

const stage = onStage();

for (const [lang, width] of PAIRS) {
  test(`W6 in ${lang} at ${width} px`, () => walk({ lang, width, scripts: true, mark: `${lang}${width}` }));
}
test('W6 with scripts off', () => walk({ lang: 'ja', width: 1280, scripts: false, mark: 'plain' }));

const [HEAD, POSTER, OFFICER, AIDE, KEEPER] = ['chief', 'operator', 'ciso', 'second', 'admin'];
const SITE = 'https://town.example.lg.jp';
const PAGE = `${SITE}/sns/facebook`;

function walk({ mark, ...how }) {
  return inHall(stage, 'misato', { ...how, name: `w06-${mark}` }, async (hall) => {
    const account = await entered(hall, mark);
    await opened(hall, account, mark);
    await closed(hall, account);
  });
}

async function entered(hall, mark) {
  const url = `https://www.facebook.com/misato.${mark}`;
  const line = { service: 'facebook', name: `美里町 試行 ${mark}`, handle: `misato.${mark}`, url, purpose: '町の暮らしと催しを知らせる' };
  const page = await hall.at(KEEPER);
  await page.goto('accounts/new');
  const section = await page.locator('#section option', { hasText: hall.how.lang === 'ja' ? '企画課' : 'Planning' }).first().getAttribute('value');
  // Who keeps the ledger the text leaves open: here it is a right of this program.
  await hall.refused(POSTER, registers({ ...line, section }));
  return /accounts\/([0-9a-f-]{36})/.exec((await hall.does(KEEPER, registers({ ...line, section }))).url())[1];
}

async function opened(hall, account, mark) {
  const opening = await hall.caseOf(HEAD, account, hall.how.lang === 'ja' ? '開始手続' : 'opening procedure');
  const step = (id, said) => steps(opening, id, said);
  // Approved by the head of the section and of no other, before anything is acquired.
  const approved = { 'opening-approval': { 'line:MST-2': 'yes', 'line:MST-6(1)a': 'yes' } };
  const acquired = { acquisition: { acquired_on: day(), url: `https://www.facebook.com/misato.${mark}` } };
  await hall.refused(POSTER, step('acquire', acquired), 'MST-6(1)a');
  await hall.refused(POSTER, step('approve', approved), 'MST-6(1)a');
  await hall.refused('disaster', step('approve', approved), 'MST-6(1)a');
  await hall.does(HEAD, step('approve', approved));
  await hall.does(POSTER, step('acquire', acquired));

  // Without the disclaimer it is written, and does not do.
  const policy = (annex) => ({ 'account-policy': { contents: '町の催し', contact: '企画課', annex } });
  await hall.does(POSTER, step('policy', policy('no')));
  await hall.does(HEAD, step('share', { 'policy-shared': { how: '回覧' } }));
  await hall.does(HEAD, step('notify', { 'use-notification': { submitted_on: day() } }));
  await annex2(hall, account);
  const custody = { 'credential-custody': { custodian: '@遠藤', holders: '情報発信担当者' } };
  await hall.does(HEAD, step('secure', custody));

  // Listed in the officer's name by whom they ordered, and not by the section itself; the page has to be known for that.
  const listing = { listing: { policy_url: `${SITE}/sns/policy` } };
  await hall.refused(HEAD, step('list', listing), 'MST-6(3)b');
  await hall.refused(AIDE, step('list', listing), 'MST-6(3)b');
  await hall.does(KEEPER, changes(account, { listing_url: PAGE, profile_url: 'https://bit.ly/misato-fb' }));
  await hall.refused(HEAD, step('profile'), 'MST-6(3)c');
  await hall.does(AIDE, step('list', listing));
  const page = await hall.see(HEAD, `cases/${opening}`);
  const listed = await page.locator('ol > li').filter({ hasText: hall.how.lang === 'ja' ? '町ホームページへの掲載' : 'List on the town' }).first().innerText();
  assert.match(listed, /阿部/, 'who did it');
  assert.match(listed, /黒田|統括情報セキュリティ責任者|chief information security officer/i, 'and in whose name');
  await hall.does(HEAD, step('profile'));

  // A shortened address, then the front page of the town: neither is the page that introduces the account.
  const start = moves(account, 'start');
  await hall.does(HEAD, gives(account, 'branch-statement', { branch: 'mayor' }));
  await hall.does(POSTER, gives(account, 'policy-read', { read: 'yes' }));
  await hall.does(POSTER, gives(account, 'policy-shown', { where: 'プロフィール' }));
  await hall.refused(HEAD, start, 'MST-6(3)d');
  await hall.does(KEEPER, changes(account, { profile_url: `${SITE}/` }));
  await hall.refused(HEAD, start, 'MST-6(3)c');
  await hall.does(KEEPER, changes(account, { profile_url: PAGE }));

  // The policy without its annex still stands in the way; the whole one takes its place.
  await hall.refused(HEAD, start, 'MST-X1-0');
  await hall.does(POSTER, gives(account, 'account-policy', policy('yes')['account-policy']));
  await hall.refused(HEAD, start, 'MST-6(4)a');
  await hall.does(POSTER, gives(account, 'security-functions', { second_factor: 'on', login_alerts: 'on' }));
  await hall.refused(POSTER, start, 'MST-6-0');
  // A further account of the section says why; asked where it is started.
  await hall.refused(HEAD, start, 'MST-6(1)b');
  await hall.does(HEAD, moves(account, 'start', { 'several-accounts': { reason: '催しの写真を別に見たい人のため' } }));
  await hall.see(HEAD, `cases/${opening}`);
}

/** Annex 2 from what the ledger and the records hold: archived, and one page of A4. */
async function annex2(hall, account) {
  const page = await hall.see(HEAD, `papers/new?account=${account}`);
  await page.locator('a[href*="form=form-2"]').click();
  await page.waitForLoadState();
  assert.equal(await page.locator('#missing-heading').count(), 0, 'the notification of use is complete');
  await press(page, page.locator('form[action="/papers"] button.primary'));
  await lookAt(page, 'Annex 2, archived');
  await page.goto(`${page.url().split('?')[0]}/sheet`);
  assert.match(await page.locator('h1').textContent(), /利用届出書/);
  const sheets = printed(await page.pdf({ preferCSSPageSize: true }));
  assert.deepEqual(sheets.map(({ width, height }) => [width, height]), [[210, 297]]);
}

async function closed(hall, account) {
  const close = moves(account, 'close');
  await hall.refused(HEAD, close, 'MST-7(3)');
  await hall.refused(POSTER, opens('closing', account), 'MST-7-0');
  const page = await hall.does(HEAD, opens('closing', account));
  const closing = /cases\/([0-9a-f-]{36})/.exec(page.url())[1];
  const step = (id, said) => steps(closing, id, said);
  const gone = { 'delisting-confirmed': { page: PAGE, gone: 'yes' } };
  const removed = { delisting: { page: PAGE } };
  await hall.refused(HEAD, step('confirm', gone), 'MST-7(3)');
  await hall.refused(OFFICER, step('delist', removed), 'MST-7(2)');
  await hall.does(HEAD, step('notify', { 'closing-notification': { reason: '統合', planned_on: day(7) } }));
  // The section does not tick off what is the officer's, and nothing is deleted before it is confirmed.
  await hall.refused(HEAD, step('delist', removed), 'MST-7(2)');
  await hall.does(OFFICER, step('delist', removed));
  await hall.refused(HEAD, close, 'MST-7(3)');
  await hall.refused(HEAD, moves(account, 'delete'), 'MST-7(3)');
  await hall.does(HEAD, step('confirm', gone));
  await hall.does(HEAD, close);
  await hall.refused(POSTER, moves(account, 'delete'), 'MST-7(3)');
  await hall.does(HEAD, moves(account, 'delete'));
  const api = await hall.api(HEAD);
  assert.equal((await api('GET', `cases/${closing}`)).body.state, 'closed');
  await hall.see(HEAD, `accounts/${account}`);
}

// W11 港：新しいアカウント. Two gates, each somebody else's, then the rules of operation, terms, costs, login and listing; and later
// the report to the committee on paper.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gives, moves, opens, registers, steps } from '../lib/acts.mjs';
import { PAIRS } from '../lib/browser.mjs';
import { day, fill, inHall, press, says } from '../lib/hall.mjs';
import { lookAt } from '../lib/look.mjs';
import { printed } from '../lib/pdf.mjs';
import { onStage } from '../lib/stage.mjs';

const stage = onStage();

for (const [lang, width] of PAIRS) {
  test(`W11 in ${lang} at ${width} px`, () => walk({ lang, width, scripts: true, mark: `${lang}${width}` }));
}
test('W11 with scripts off', () => walk({ lang: 'ja', width: 390, scripts: false, mark: 'plain' }));

const [HEAD, OPERATOR, OFFICE, COMMITTEE] = ['chief', 'operator', 'office', 'committee'];
const PAGE = 'https://www.city.example.tokyo.jp/sns/';

// That an interval nobody set reads 未設定 is left out: the practice place has set it, and a setting is not taken back.
function walk({ mark, ...how }) {
  return inHall(stage, 'minato', { ...how, name: `w11-${mark}` }, async (hall) => {
    await belowTheUnit(hall, mark);
    const account = await entered(hall, mark, [HEAD, '芝地区総合支所', 'Shiba']);
    const opening = await gates(hall, account);
    await prepared(hall, account, opening);
    await reported(hall, account);
  });
}

async function entered(hall, mark, [who, ja, en]) {
  const page = await hall.at(who);
  await page.goto('accounts/new');
  const section = await page.locator('#section option').filter({ hasText: hall.how.lang === 'ja' ? ja : en }).first().getAttribute('value');
  const handle = `minato.${en.toLowerCase()}.${mark}`;
  const line = { service: 'facebook', name: `港区 試行 ${mark}`, handle, url: `https://www.facebook.com/${handle}`, purpose: '区政を知らせる', section };
  return /accounts\/([0-9a-f-]{36})/.exec((await hall.does(who, registers(line))).url())[1];
}

/** An account of a section below the unit that the standard names: nobody runs it but by leave of the Mayor's Office. */
async function belowTheUnit(hall, mark) {
  const account = await entered(hall, `${mark}.small`, ['tax', '税務課', 'Tax']);
  const { answer } = await hall.refused('tax', moves(account, 'start'), 'MNT-4(2)');
  // The leave is the way on; it is not the section's own to give.
  const rule = /"rule":"([^"]+)"/.exec(JSON.stringify(answer.body))[1];
  const leave = gives(account, 'unit-permission', { rule, reason: '税の知らせを別に望む声がある' });
  await hall.refused('tax', leave, 'MNT-4(2)');
  await hall.does(OFFICE, { ...leave, page: `${leave.page}&fixed.rule=${encodeURIComponent(rule)}`, fields: { 'fields.reason': '税の知らせ' } });
  const after = await hall.refused('tax', moves(account, 'start'), 'MNT-4(1)a');
  assert.ok(!JSON.stringify(after.answer.body).includes('unit-permission'), 'the leave counts');
}

/** The Mayor's Office and the committee: one is not enough. */
async function gates(hall, account) {
  const start = moves(account, 'start');
  await hall.refused(HEAD, start, 'MNT-4(1)a');
  await hall.refused(OPERATOR, opens('opening', account), 'MNT-4(1)a');
  const opening = /cases\/([0-9a-f-]{36})/.exec((await hall.does(HEAD, opens('opening', account))).url())[1];
  await hall.refused(HEAD, opens('opening', account), 'MNT-4(1)a');
  const step = (id, said) => steps(opening, id, said);
  const consulted = { consultation: { date: day(), counterpart: '区長室', outcome: '支障なし' } };
  await hall.refused(HEAD, step('consult', consulted), 'MNT-4(1)a');
  await hall.does(OFFICE, step('consult', consulted));
  await hall.refused(HEAD, start, 'MNT-4(1)b');
  const minutes = await brought(hall, opening);
  const agreed = { 'committee-result': { meeting: day(), agenda: '第3号', agreed: 'yes', minutes } };
  await hall.refused(HEAD, step('committee', agreed), 'MNT-4(1)b');
  await hall.does(COMMITTEE, step('committee', agreed));
  return opening;
}

/** The minutes, brought by the secretary of the committee; their hash. */
async function brought(hall, opening) {
  const page = await hall.see(COMMITTEE, `cases/${opening}`);
  const form = page.locator(`form[action="/cases/${opening}/files"]`);
  const file = { name: '議事録.txt', mimeType: 'text/plain', buffer: Buffer.from('承認') };
  await fill(form, { file, step: 'committee' });
  assert.equal(await press(page, form.locator('button')), 303, await page.locator('main').innerText());
  return (await page.locator('section[aria-labelledby="files-heading"] code').first().innerText()).trim();
}

async function prepared(hall, account, opening) {
  const step = (id, said) => steps(opening, id, said);
  const half = {
    name: '港区芝地区総合支所', purpose: '芝地区の区政と催しを知らせる', outline: '区政、災害・安全、協働の催し', responsible: '@田辺', operators: '上野、梶',
  };
  await incomplete(hall, step('rules', { 'operating-rules': half }));
  await hall.does(HEAD, step('rules', { 'operating-rules': { ...half, procedure: '担当者が作り、課長が責任をもって投稿する' } }));
  await hall.refused(HEAD, moves(account, 'start'), 'MNT-4(8)a');
  await hall.does(OPERATOR, step('terms', { 'terms-review': { version: '2026-10', points: '設定を確かめた', checked: 'yes' } }));
  const budget = { budget: { section: '芝地区総合支所', item: '広報費', amount: '0' } };
  await hall.refused(OPERATOR, step('costs', budget), 'HOUSE-18');
  await hall.does(HEAD, step('costs', budget));
  const custody = { keeper: '@田辺', holders: '運用担当者', place: 'sealed', changed: day(-1) };
  await hall.does(HEAD, step('login', { 'credential-custody': custody }));
  await hall.refused(HEAD, moves(account, 'start'), 'MNT-4(4)');
  await hall.does(OPERATOR, step('listing', { 'listing-verified': { page: PAGE, shown: 'yes' } }));
  await hall.refused(OPERATOR, moves(account, 'start'), 'MNT-4(1)a');
  await hall.does(HEAD, moves(account, 'start'));
}

/** Rules of operation without the procedure are none; what was typed stays. */
async function incomplete(hall, one) {
  const page = await hall.see(HEAD, one.page);
  await fill(one.form(page), one.fields);
  const status = await press(page, one.form(page).locator('button.primary'));
  assert.ok([403, 422].includes(status), `rules without the procedure: ${status}`);
  await lookAt(page, 'rules of operation without the procedure');
  if (status === 422) {
    assert.ok((await page.locator('#error-summary a[href*="procedure"]').count()) > 0, 'the summary leads to the procedure');
    assert.equal(await one.form(page).locator('[name$=".outline"]').inputValue(), '区政、災害・安全、協働の催し', 'what was typed stays');
  } else {
    await says(page, 'MNT-4(3)', 'rules without the procedure');
  }
  const api = await hall.api(HEAD);
  const { version } = (await api('GET', one.on)).body;
  const body = structuredClone(one.call[2]);
  body.supplies[0].fields.responsible = await one.form(page).locator('[name$=".responsible"]').inputValue().catch(() => '');
  const answer = await api('POST', one.call[1], { body, version: `"${version}"` });
  assert.ok([403, 422].includes(answer.status), JSON.stringify(answer.body));
}

/** The text sets no period for the report; what it says of the account comes from the ledger, on one page of A4. */
async function reported(hall, account) {
  const page = await hall.does(HEAD, opens('reporting', account));
  const id = /cases\/([0-9a-f-]{36})/.exec(page.url())[1];
  await hall.see(HEAD, `cases/${id}`);
  if (hall.how.lang === 'ja') assert.match(await page.locator('h1').innerText(), /適宜/, 'the text sets no period');
  const said = { period: '令和8年度上半期', figures: '投稿 12件', issues: '特になし' };
  await hall.does(HEAD, steps(id, 'prepare', { 'status-report': said }));
  await hall.see(HEAD, `cases/${id}`);
  await page.locator('#step-prepare a[href^="/papers/"]').click();
  await page.waitForLoadState();
  // What the step took was archived with it.
  await lookAt(page, 'the report, archived');
  await page.goto(`${page.url().split('?')[0]}/sheet`);
  const sheets = printed(await page.pdf({ preferCSSPageSize: true }));
  assert.deepEqual(sheets.map(({ width, height }) => [width, height]), [[210, 297]]);
  const text = sheets[0].text.normalize('NFKC');
  for (const stands of ['港区試行', '投稿12件', '令和8年度上半期']) assert.ok(text.includes(stands), `${stands} is not in ${text}`);
  await hall.does(HEAD, steps(id, 'report', { 'report-submission': { date: day() } }));
}

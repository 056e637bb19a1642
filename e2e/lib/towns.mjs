// The same draft in five towns: a photograph of two children at a festival, a shortened link, Saturday at ten.
import assert from 'node:assert/strict';
import { bring, chooseAccounts, unfold } from './post.mjs';

const PASSWORD = 'Tatefuda-demo';

/** Bodies of the practice place that have a regulation of their own, with the account that each would use. */
export const TOWNS = [
  { body: 'takanezawa', clauses: 'TKN', account: 'Instagram', steps: [], byHand: 'admin' },
  { body: 'ninohe', clauses: 'NNH', account: 'Facebook', steps: ['chief'] },
  { body: 'misato', clauses: 'MST', account: 'Facebook', steps: ['responsible'], hours: true },
  { body: 'minato', clauses: 'MNT', account: 'Facebook', steps: [], publisher: 'chief', device: 'P-001' },
  { body: 'kisarazu', clauses: 'KSZ', account: 'Facebook', steps: ['tourism-head', 'chief'], hours: true },
].map((town) => ({ ...town, operator: person(town.body, 'operator') }));

/** Somebody of a town, by the name under which they sign in. */
export function person(body, login) {
  return { body, login, password: PASSWORD };
}

const TEXT = '【夏まつり】\nみこしを担ぐ子どもたちの写真です。当日のようすは動画でもご覧になれます。\nhttps://bit.ly/3tatefuda';
/** A Saturday. */
const DAY = '2026-12-05';

/** Writes the draft in the composer, as far as every town has the same to say, and waits for the answer. */
export async function theSameDraft(page, town, photo) {
  await page.goto('posts/new');
  await chooseAccounts(page, [town.account]);
  await page.fill('#text', TEXT);
  await bring(page, [{ name: 'matsuri.jpg', mimeType: 'image/jpeg', buffer: photo }]);
  const choose = (name, value) => page.locator(`[name^="${name}."][value="${value}"]`).check();
  await page.locator('[name^="alt."]').fill('みこしを担ぐ二人の子ども');
  await choose('people', 'children');
  await page.locator('[name^="people_count."]').fill('2');
  await unfold(page, '[name^="rights."]');
  await choose('rights', 'own');
  await unfold(page, '#from_date');
  await page.fill('#from_date', DAY);
  await page.fill('#from_time', '10:00');
  await page.fill('#until_date', DAY);
  const answered = page.waitForResponse((response) => response.url().endsWith('/check'));
  await page.fill('#until_time', '10:30');
  await answered;
  await page.waitForLoadState('networkidle');
}

/** The numbers of the clauses that the answer beside the draft names. */
export async function cited(page) {
  const all = await page.locator('#answer cite.clause').allTextContents();
  assert.ok(all.length > 0, 'the answer cites');
  return [...new Set(all.map((one) => one.trim()))].sort();
}

// Five towns, one draft, five answers: each cites its own text and nobody else's.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { LANGS, newPage, openBrowser, pictured } from '../lib/browser.mjs';
import { lookAt } from '../lib/look.mjs';
import { signIn } from '../lib/people.mjs';
import { festival } from '../lib/picture.mjs';
import { startDemo } from '../lib/program.mjs';
import { TOWNS, cited, theSameDraft } from '../lib/towns.mjs';

let demo;
let browser;
let photo;
before(async () => {
  demo = await startDemo();
  browser = await openBrowser();
  photo = await festival(browser);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

for (const lang of LANGS) {
  test(`the same draft in five towns in ${lang}`, async () => {
    const answers = new Map();
    for (const town of TOWNS) {
      const page = await newPage(browser, demo, { lang });
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

// Every page, in both languages at both widths.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { LANGS, WIDTHS, newPage, openBrowser } from '../lib/browser.mjs';
import { lookAt } from '../lib/look.mjs';
import { speak } from '../lib/people.mjs';
import { startDemo } from '../lib/program.mjs';
import { VISITS } from '../lib/visits.mjs';
import { buildWorld } from '../lib/world.mjs';

let demo;
let browser;
let world;
before(async () => {
  demo = await startDemo();
  browser = await openBrowser();
  world = await buildWorld(browser, demo);
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

for (const lang of LANGS) {
  for (const width of WIDTHS) {
    describe(`pages in ${lang} at ${width} px`, () => {
      for (const visit of VISITS.filter((visit) => (visit.lang ?? lang) === lang)) {
        const name = `${visit.route}${visit.what ? ` (${visit.what})` : ''} as ${visit.as ?? 'a resident'}`;
        test(name, () => see(visit, name, { lang, width }));
      }
    });
  }
}

async function see(visit, name, { lang, width }) {
  const page = await newPage(browser, demo, { lang, width, state: visit.as ? world.states[visit.as] : undefined });
  try {
    if (visit.html === false) {
      const answer = await page.request.get(visit.at(world));
      assert.equal(answer.status(), 200);
      return;
    }
    if (visit.as !== null) {
      await page.goto('.');
      await speak(page);
    }
    if (visit.status === 0) {
      if (visit.as === null) {
        await page.goto('sign-in');
        await speak(page);
      }
      await visit.at(world, page);
    } else {
      const answer = await page.goto(typeof visit.at === 'string' ? visit.at : visit.at(world));
      assert.equal(answer.status(), visit.status ?? 200);
      // Residents choose the language by a link of the page; staff by a switch that is remembered.
      if (visit.as === null && visit.route === '/sign-in') await speak(page);
      if (visit.route.startsWith('/public/')) page.lang = visit.lang ?? 'ja';
    }
    await lookAt(page, name);
    page.calm();
  } finally {
    await page.context().close();
  }
}

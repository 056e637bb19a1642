// Every page, in both languages at both widths.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { LANGS, WIDTHS, newPage } from '../lib/browser.mjs';
import { lookAt } from '../lib/look.mjs';
import { speak } from '../lib/people.mjs';
import { onStage } from '../lib/stage.mjs';
import { VISITS } from '../lib/visits.mjs';
import { buildWorld } from '../lib/world.mjs';

let world;
const stage = onStage(async ({ browser, demo }) => {
  world = await buildWorld(browser, demo);
});

for (const lang of LANGS) {
  for (const width of WIDTHS) {
    describe(`pages in ${lang} at ${width} px`, () => {
      // Everybody keeps one window for the whole round.
      const windows = new Map();
      const windowOf = async (as) => {
        if (!windows.has(as)) windows.set(as, await open(as, { lang, width }));
        return windows.get(as);
      };
      after(() => Promise.all([...windows.values()].map((page) => page.context().close())));
      for (const visit of VISITS.filter((visit) => (visit.lang ?? lang) === lang)) {
        const name = `${visit.route}${visit.what ? ` (${visit.what})` : ''} as ${visit.as ?? 'a resident'}`;
        test(name, async () => see(await windowOf(visit.as), visit, name));
      }
    });
  }
}

async function open(as, { lang, width }) {
  const page = await newPage(stage.browser, stage.demo, { lang, width, state: as ? world.states[as] : undefined });
  // Leaving a form that was filled in asks first; here one always leaves.
  page.on('dialog', (dialog) => dialog.accept());
  await page.goto(as ? '.' : 'sign-in');
  await speak(page);
  return page;
}

async function see(page, visit, name) {
  page.trouble.length = 0;
  if (visit.html === false) {
    const answer = await fetch(new URL(visit.at(world), stage.demo.local));
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type'), visit.type);
    return;
  }
  if (visit.status === 0) {
    await visit.at(world, page);
  } else {
    const answer = await page.goto(typeof visit.at === 'string' ? visit.at : visit.at(world));
    assert.equal(answer.status(), visit.status ?? 200);
  }
  await lookAt(page, name);
  page.calm();
}

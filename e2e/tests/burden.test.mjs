// How much a town asks of whoever writes: counted in inputs, from the empty form until the post is passed on. An input is
// whatever a person must fill, tick, choose or press. What is asked once of a person (a pledge) is given before.
// BURDEN=write makes docs/burden.md anew.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { newPage, pictured } from '../lib/browser.mjs';
import { signIn } from '../lib/people.mjs';
import { bring, writeDraft } from '../lib/post.mjs';
import { festival } from '../lib/picture.mjs';
import { onStage } from '../lib/stage.mjs';
import { TOWNS } from '../lib/towns.mjs';

const NOTICES = JSON.parse(await readFile(new URL('../lib/notices.json', import.meta.url), 'utf8'));
const TABLE = new URL('../../docs/burden.md', import.meta.url);
/** A plain text, and one with two people in its picture; each thing found in the text may add one. */
const PLAIN = 5;
const PEOPLE = 8;
/** What a person has to look at in one go, at 1280 by 720. */
const HIGHEST = 1440;

let photo;
const stage = onStage(async ({ browser }) => {
  photo = await festival(browser);
});
const counts = new Map();

for (const town of TOWNS) {
  test(`what ${town.body} asks of whoever writes`, async () => {
    const page = await newPage(stage.browser, stage.demo);
    await pictured({ page }, `burden-${town.body}`, async () => {
      await signIn(page, town.operator);
      await writeDraft(page, { text: '図書館は夜も開いています。', accounts: [town.account], category: '' });
      const row = [];
      for (const notice of NOTICES) {
        const count = await inputs(page, town, notice.text, { plain: !notice.live });
        const allowed = PLAIN + (notice.live ?? []).length;
        assert.ok(count.length <= allowed, `${town.body}, ${notice.id}: ${count.join(', ')}`);
        row.push(count.length);
      }
      const people = await inputs(page, town, NOTICES[1].text, { picture: photo });
      // In one town the face itself is a finding: its text asks on what basis a likeness is used.
      const face = people.some((one) => one.includes('rights-basis')) ? 1 : 0;
      assert.ok(people.length <= PEOPLE + face, `${town.body}, two people: ${people.join(', ')}`);
      counts.set(town.body, { row, people: people.length });
      page.calm();
    });
    await page.context().close();
  });
}

test('the table of what is asked is that of the documentation', async () => {
  assert.equal(counts.size, TOWNS.length, 'every town was counted');
  const table = document();
  if (process.env.BURDEN === 'write') await writeFile(TABLE, table);
  assert.equal(table, (await readFile(TABLE, 'utf8')).replaceAll('\r\n', '\n'), 'BURDEN=write makes it anew');
});

/** What somebody has to do until the notice is passed on, in words. */
async function inputs(page, town, text, { picture, plain }) {
  const done = [];
  await page.goto('posts/new');
  await input(done, 'account', () => page.locator('label', { hasText: town.account }).locator('input[name="accounts"]').first().check());
  await input(done, 'text', () => answered(page, () => page.fill('#text', text)));
  if (picture) {
    await page.locator('details[data-pictures] > summary').click();
    // Folded, and opened by whoever has a picture: choosing the file is what counts, and brings it.
    await input(done, 'picture', () => bring(page, [{ name: 'matsuri.jpg', mimeType: 'image/jpeg', buffer: picture }]));
    await input(done, 'people', () => page.locator('[name^="people."][value="children"]').check());
    await input(done, 'consents', () => answered(page, () => page.locator('[name^="consents."]').fill('同意書 12\n同意書 13')));
  }
  // Whatever is found in a text adds its question, and so its lines.
  if (plain) {
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    assert.ok(height <= HIGHEST, `${town.body}: ${height} px high`);
  }
  for (let round = 0; round < 3; round += 1) {
    await answerWhatIsOpen(page, done);
    await input(done, 'submit', async () => {
      const loaded = page.waitForEvent('load');
      await page.click('button[name="intent"][value="submit"]');
      await loaded;
    });
    if (/\/posts\/[0-9a-f-]{36}$/.test(page.url())) return done;
  }
  assert.fail(`${town.body}: not passed on after ${done.join(', ')}: ${await page.locator('#error-summary').innerText()}`);
}

async function input(done, what, act) {
  await act();
  done.push(what);
}

/** Waits for the live answer to what was just typed. */
async function answered(page, act) {
  const reply = page.waitForResponse((response) => response.url().endsWith('/check'));
  await act();
  await reply;
  await page.waitForLoadState('networkidle');
}

/** Answers everything that is marked as required and still open, one thing after another. */
async function answerWhatIsOpen(page, done) {
  for (;;) {
    const open = await page.evaluate(() => {
      const form = document.querySelector('form.composer');
      const shown = (node) => !node.closest('details:not([open]) > :not(summary)');
      const marked = (node) => node.closest('.field, fieldset')?.querySelector('.req');
      for (const line of form.querySelectorAll('.together input[type="checkbox"]')) {
        if (!line.checked) return { name: line.name, value: line.value, as: 'check' };
      }
      for (const radio of form.querySelectorAll('input[type="radio"]')) {
        const group = [...form.querySelectorAll('input[type="radio"]')].filter((one) => one.name === radio.name);
        if (shown(radio) && marked(radio) && !group.some((one) => one.checked)) {
          return { name: radio.name, value: radio.value, as: 'check' };
        }
      }
      for (const select of form.querySelectorAll('select')) {
        if (shown(select) && marked(select) && !select.value) return { name: select.name, as: 'select' };
      }
      for (const text of form.querySelectorAll('.supply input[type="text"], .supply textarea')) {
        if (shown(text) && marked(text) && !text.value) return { name: text.name, as: 'fill' };
      }
      return null;
    });
    if (!open) return;
    const control = page.locator(`[name="${open.name}"]`);
    await input(done, open.name, () =>
      answered(page, async () => {
        if (open.as === 'check') await page.locator(`[name="${open.name}"][value="${open.value}"]`).press('Space');
        else if (open.as === 'select') await control.selectOption({ index: 1 });
        else await control.fill('担当課の資料');
      }),
    );
  }
}

function document() {
  const head = ['notice', ...TOWNS.map((town) => town.body)];
  const line = (cells) => `| ${cells.join(' | ')} |`;
  const rows = NOTICES.map((notice, at) => {
    const live = notice.live ? ` (+ ${notice.live.join(', ')})` : '';
    return line([`${notice.id}${live}`, ...TOWNS.map((town) => counts.get(town.body).row[at])]);
  });
  const people = line(['festival, two people in a picture', ...TOWNS.map((town) => counts.get(town.body).people)]);
  return [
    '# What is asked of whoever writes',
    '',
    'Made by `e2e/tests/burden.test.mjs` (`BURDEN=write node e2e/run.mjs burden`), which also holds the bounds: inputs from the',
    'empty form until a notice is passed on. An input is whatever a person must fill, tick, choose or press, the last press',
    'included; what is asked once of a person is given before. The notices stand in `e2e/lib/notices.json`, each with a date and a',
    `place. At most ${PLAIN} for a plain text and ${PEOPLE} with two people in its picture; what is found in the text (+) may add one.`,
    'How it comes to that: [0040](decisions/0040-what-is-asked.md).',
    '',
    line(head),
    line(head.map(() => '---')),
    ...rows,
    people,
    '',
  ].join('\n');
}

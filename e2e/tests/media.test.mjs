// A photograph of two children at a festival: brought in the composer, answered, checked on the phone, swapped and
// checked again, published with its text for those who do not see it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGS, WIDTHS, newPage, pictured } from '../lib/browser.mjs';
import { lookAt } from '../lib/look.mjs';
import { signIn } from '../lib/people.mjs';
import { photograph } from '../lib/picture.mjs';
import { act, answerTheComposer, bring, chooseAccounts, declare, giveStep, postId, unfold, until } from '../lib/post.mjs';
import { onStage } from '../lib/stage.mjs';
import { CATEGORY, CHIEF, FACEBOOK, OPERATOR, PUBLIC, WEBSITE } from '../lib/story.mjs';

const ALT = 'みこしを担ぐ二人の子ども';
const HEIC = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');

let red;
let blue;
const stage = onStage(async ({ browser }) => {
  [red, blue] = [await photograph(browser, 'crimson'), await photograph(browser, 'navy')];
});

for (const lang of LANGS) {
  for (const width of WIDTHS) {
    test(`a photograph in ${lang} at ${width} px`, () => walk({ lang, width, scripts: true, mark: `${lang}${width}` }));
  }
}
test('a photograph with scripts off', () => walk({ lang: 'ja', width: 390, scripts: false, mark: 'plain' }));

async function walk({ lang, width, scripts, mark }) {
  const operator = await newPage(stage.browser, stage.demo, { lang, width, scripts });
  const chief = await newPage(stage.browser, stage.demo, { lang, width: 390, scripts });
  await signIn(operator, OPERATOR);
  await signIn(chief, CHIEF);
  const text = `夏まつりの写真です。（${mark}）`;
  await pictured({ operator, chief }, `media-${mark}`, async () => {
    const id = await compose(operator, text);
    await checkLarge(chief, id);
    await swap(operator, id);
    await checkTheSwap(chief, id);
    await publish(operator, id, text);
    operator.calm();
    chief.calm();
  });
  await operator.context().close();
  await chief.context().close();
}

const file = (name, buffer) => ({ name, mimeType: 'image/jpeg', buffer });
const field = (page, name) => page.locator(`[name^="${name}."]`);
const choose = (page, name, value) => page.locator(`[name^="${name}."][value="${value}"]`).check();

async function upload(page, ...files) {
  await bring(page, files);
}

/** Passes the post on; what the regulation still asks of the author is shown with its form, answered, and sent again. */
async function passOn(page) {
  const posted = /\/posts\/[0-9a-f-]{36}$/;
  for (let round = 0; round < 3; round += 1) {
    await declare(page.locator('form.composer'));
    for (const text of await page.locator('form.composer .supply textarea, form.composer .supply input[type="text"]').all()) {
      if ((await text.inputValue()) === '') await text.fill('保護者の同意書');
    }
    await page.click('button.primary[name="intent"][value="submit"]');
    await page.waitForLoadState();
    if (posted.test(page.url()) && (await page.locator('form.composer').count()) === 0) return;
    await lookAt(page, 'composer, what is still asked');
  }
  assert.fail('the post cannot be passed on');
}

async function compose(page, text) {
  await page.goto('posts/new');
  await chooseAccounts(page, [FACEBOOK, WEBSITE]);
  await page.fill('#text', text);
  await answerTheComposer(page, CATEGORY);
  // A file that cannot be used: said beside the field, and nothing typed is lost.
  await upload(page, file('IMG_0001.HEIC', HEIC));
  await lookAt(page, 'composer, a file that cannot be used');
  const wrong = await page.locator('#picture-error').innerText();
  assert.match(wrong, /IMG_0001\.HEIC/);
  assert.match(wrong, page.lang === 'ja' ? /互換性優先/ : /Most Compatible/);
  assert.equal(await page.inputValue('#text'), text);

  await upload(page, file('IMG_0002.jpg', red));
  assert.equal(await page.locator('.picture').count(), 1);
  assert.match(await page.locator('.picture').innerText(), page.lang === 'ja' ? /撮影場所/ : /where it was taken/);
  const thumb = page.locator('.thumb img');
  assert.ok(await loaded(thumb), 'the small picture is shown');
  const box = await thumb.boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= page.viewportSize().width, 'and fits');
  for (const name of ['people', 'rights', 'other_text']) {
    assert.equal(await page.locator(`[name^="${name}."]:checked`).count(), 0, `${name} is not answered beforehand`);
  }
  assert.equal(await field(page, 'classification').inputValue(), '', 'no level is chosen beforehand');
  await lookAt(page, 'composer with a picture');

  await field(page, 'alt').fill(ALT);
  await choose(page, 'people', 'children');
  const details = page.locator('details.identifiable');
  if (page.scripts) assert.ok(await details.evaluate((one) => one.open), 'the further questions unfold');
  else await details.locator('summary').click();
  await field(page, 'people_count').fill('2');
  await field(page, 'consents').fill('同意書12\n同意書13');
  await unfold(page, '[name^="rights."]');
  await choose(page, 'rights', 'own');
  await choose(page, 'other_text', 'no');
  await field(page, 'classification').selectOption({ index: 1 });
  await lookAt(page, 'composer, the picture answered');
  await passOn(page);
  await lookAt(page, 'post with a picture');
  assert.ok(await loaded(page.locator('figure.shown img').first()));
  return postId(page);
}

/** Whether a picture has pixels. */
async function loaded(image) {
  await image.scrollIntoViewIfNeeded();
  await image.page().waitForLoadState('networkidle');
  return image.evaluate((one) => one.complete && one.naturalWidth > 0);
}

async function checkLarge(chief, id) {
  await chief.goto(`posts/${id}/check`);
  await lookAt(chief, 'check with a picture');
  const image = chief.locator('figure.shown img').first();
  assert.ok(await loaded(image));
  const box = await image.boundingBox();
  assert.ok(box.width > 250, `large on the phone: ${box.width}`);
  assert.match(await chief.locator('figure.shown figcaption').first().innerText(), new RegExp(ALT));
  await giveStep(chief, id);
}

async function swap(operator, id) {
  await operator.goto(`posts/${id}/edit`);
  await upload(operator, file('IMG_0003.jpg', blue));
  const buttons = (intent) => operator.locator(`.picture button[value^="${intent}:"]`);
  assert.deepEqual([await buttons('up').count(), await buttons('down').count(), await buttons('remove').count()], [1, 1, 2]);
  const order = () => operator.locator('[name="media"]').evaluateAll((all) => all.map((one) => one.value));
  const before = await order();
  await buttons('up').first().click();
  await operator.waitForLoadState();
  assert.deepEqual(await order(), before.toReversed());
  await operator.locator(`button[value="remove:${before[0]}"]`).click();
  await operator.waitForLoadState();
  assert.deepEqual(await order(), [before[1]]);
  await field(operator, 'alt').fill(ALT);
  await choose(operator, 'people', 'none');
  await passOn(operator);
  await lookAt(operator, 'post, the picture swapped');
  assert.equal(await operator.locator(`form[action="/posts/${id}/publish"]`).count(), 0, 'another picture, another check');
}

async function checkTheSwap(chief, id) {
  await chief.goto(`posts/${id}/check`);
  await lookAt(chief, 'check of another picture');
  assert.ok(await loaded(chief.locator('.changed del img').first()), 'the picture before');
  assert.ok(await loaded(chief.locator('.changed ins img').first()), 'the picture now');
  await giveStep(chief, id);
}

async function publish(operator, id, text) {
  await operator.goto(`posts/${id}`);
  await act(operator, id, 'publish');
  const proofs = operator.locator('.publication .proof');
  await until(operator, async () => (await proofs.count()) >= 2, 'published on both accounts');
  const arrived = await fetch(stage.demo.double).then((answer) => answer.text());
  const article = arrived.split('<article').find((part) => part.includes(text));
  const source = /<img src="([^"]+)" alt="([^"]*)"/.exec(article);
  assert.equal(source[2], ALT, "the platform's page has the picture with its text");
  const picture = await fetch(new URL(source[1], stage.demo.double));
  assert.equal(picture.headers.get('content-type'), 'image/jpeg');
  await bare(picture);
  const feed = await fetch(new URL(`public/${PUBLIC}/feed.json`, stage.demo.local)).then((answer) => answer.json());
  const item = feed.items.find((one) => one.content_text === text);
  assert.equal(item.attachments[0].title, ALT);
  const page = await fetch(new URL(`public/${PUBLIC}/`, stage.demo.local)).then((answer) => answer.text());
  const name = item.attachments[0].url.split('/').at(-1);
  assert.ok(page.includes(`src="${name}"`), 'residents see it');
  await bare(await fetch(new URL(`public/${PUBLIC}/${name}`, stage.demo.local)));
}

/** A picture in which nothing of the camera or the place is left. */
async function bare(answer) {
  assert.equal(answer.status, 200);
  const bytes = Buffer.from(await answer.arrayBuffer());
  assert.ok(red.includes('SECRETCAMERA') && blue.includes('Exif') && bytes.length > 1_000);
  assert.ok(!bytes.includes('SECRETCAMERA') && !bytes.includes('Exif'), 'nothing of the camera or the place is left');
}

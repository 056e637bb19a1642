// Takes the pictures of README and handbook from a fresh demo: `npm run screens`.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { LANGS, newPage, openBrowser } from './lib/browser.mjs';
import { signIn } from './lib/people.mjs';
import { act, answerTheComposer, chooseAccounts, declare, giveStep, postId, sendBack, until, writeDraft } from './lib/post.mjs';
import { festival } from './lib/picture.mjs';
import { startDemo } from './lib/program.mjs';
import { ADMIN, CATEGORY, CHIEF, FACEBOOK, OPERATOR, PUBLIC, WEBSITE } from './lib/story.mjs';
import { TOWNS, theSameDraft } from './lib/towns.mjs';

const folder = fileURLToPath(new URL('../docs/pictures/', import.meta.url));
mkdirSync(folder, { recursive: true });

const FIRST = '桜まつりは4月18日（土）から26日（日）まで、馬淵川公園で開きます。初日の式典は午前10時からです。';
const SECOND = '桜まつりは4月18日（土）から26日（日）まで、馬淵川公園で開きます。初日の式典は午前10時30分からです。';

const demo = await startDemo();
try {
  for (const lang of LANGS) {
    // Date fields follow the browser's own language, not the page's.
    const browser = await openBrowser({ lang });
    try {
      await take(browser, lang);
      await towns(browser, lang);
    } finally {
      await browser.close();
    }
  }
} finally {
  await demo.stop();
}

async function take(browser, lang) {
  const [operator, chief, admin] = [
    await newPage(browser, demo, { lang }),
    await newPage(browser, demo, { lang, width: 390 }),
    await newPage(browser, demo, { lang }),
  ];
  await signIn(operator, OPERATOR);
  await signIn(chief, CHIEF);
  await signIn(admin, ADMIN);
  const accounts = [FACEBOOK, WEBSITE];

  await operator.goto('posts/new');
  await chooseAccounts(operator, accounts);
  const answered = operator.waitForResponse((response) => response.url().endsWith('/check'));
  await operator.fill('#text', FIRST);
  await answered;
  await answerTheComposer(operator, CATEGORY);
  await operator.waitForLoadState('networkidle');
  await operator.evaluate(() => scrollTo(0, 0));
  await shoot(operator, `composer-${lang}`);
  await operator.click('button[name="intent"][value="submit"]');
  await operator.waitForURL(/\/posts\/[0-9a-f-]{36}$/);
  const id = postId(operator);

  await sendBack(chief, id, '「初日の式典は午前10時からです。」の時刻を、実行委員会の資料に合わせてください。');
  await writeDraft(operator, { text: '市役所の窓口は、4月の毎週日曜日の午前中も開いています。', accounts, category: CATEGORY });
  await operator.goto('.');
  await shoot(operator, `home-${lang}`);
  await operator.goto(`posts/${id}/edit`);
  await operator.fill('#text', SECOND);
  await declare(operator.locator('form.composer'));
  await operator.click('button[name="intent"][value="submit"]');
  await operator.waitForURL(/\/posts\/[0-9a-f-]{36}$/);

  await chief.goto(`posts/${id}/check`);
  await shoot(chief, `check-${lang}`);
  await giveStep(chief, id);
  await operator.goto(`posts/${id}`);
  await act(operator, id, 'publish');
  await until(operator, async () => (await operator.locator('.publication .proof').count()) >= accounts.length, 'published');
  await shoot(operator, `post-${lang}`);

  await admin.goto('regulation');
  await shoot(admin, `regulation-${lang}`);
  await admin.goto(`public/${PUBLIC}/${lang === 'en' ? 'en.html' : ''}`);
  await shoot(admin, `public-${lang}`);
  for (const page of [operator, chief, admin]) await page.context().close();
}

/** The same draft in each town, from top to bottom. */
async function towns(browser, lang) {
  const photo = await festival(browser);
  for (const town of TOWNS) {
    const page = await newPage(browser, demo, { lang });
    await signIn(page, town.operator);
    await theSameDraft(page, town, photo);
    await page.evaluate(() => {
      document.activeElement.blur();
      // The whole answer, which on screen scrolls inside its panel.
      document.querySelector('#answer details').open = true;
      for (let at = document.querySelector('#answer'); at; at = at.parentElement) at.style.maxHeight = 'none';
      scrollTo(0, 0);
    });
    await shoot(page, `town-${town.body}-${lang}`, { fullPage: true });
    await page.context().close();
  }
}

async function shoot(page, name, how = {}) {
  await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled', caret: 'hide', ...how });
  console.log(`docs/pictures/${name}.png`);
}

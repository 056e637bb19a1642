// Debian's Chromium, driven by playwright-core; nothing is downloaded.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { HOST } from './program.mjs';

const OUT = fileURLToPath(new URL('../out/', import.meta.url));

export const LANGS = ['ja', 'en'];
export const WIDTHS = [1280, 390];
/** For the longest walks: each language and each width once; with TATEFUDA_WALKS=all every pair of them. */
export const PAIRS = process.env.TATEFUDA_WALKS === 'all' ? LANGS.flatMap((lang) => WIDTHS.map((width) => [lang, width])) : [['ja', 1280], ['en', 390]];

function executable() {
  if (process.env.TATEFUDA_CHROMIUM) return process.env.TATEFUDA_CHROMIUM;
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'chrome.exe'];
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not here; the next one.
      }
    }
  }
  throw new Error('Chromium is not installed: ./test installs it');
}

/** Runs a walk; where it fails, `out/` keeps a picture of what each person saw last. */
export async function pictured(pages, name, walk) {
  try {
    await walk();
  } catch (error) {
    for (const [who, page] of Object.entries(pages)) {
      await page.screenshot({ path: `${OUT}${name}-${who}.png`, fullPage: true }).catch(() => {});
    }
    throw error;
  }
}

/** One browser for a test file. */
export function openBrowser({ lang } = {}) {
  return chromium.launch({
    executablePath: executable(),
    args: ['--no-sandbox', '--disable-dev-shm-usage', `--host-resolver-rules=MAP ${HOST} 127.0.0.1`, ...(lang ? [`--lang=${lang}`] : [])],
    env: lang ? { ...process.env, LANGUAGE: lang } : undefined,
  });
}

/**
 * A person's own browser: cookies, language and width. Errors of page scripts and answers of 500 and above are
 * collected in `page.trouble`, and the test that ends with `page.calm()` fails on them.
 */
export async function newPage(browser, demo, { lang = 'ja', width = 1280, scripts = true, state } = {}) {
  const context = await browser.newContext({
    baseURL: demo.url,
    viewport: { width, height: width < 600 ? 844 : 900 },
    hasTouch: width < 600,
    locale: lang === 'ja' ? 'ja-JP' : 'en-US',
    timezoneId: 'Asia/Tokyo',
    javaScriptEnabled: scripts,
    storageState: state,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  page.lang = lang;
  page.scripts = scripts;
  page.trouble = [];
  page.on('pageerror', (error) => page.trouble.push(`script: ${error.message}`));
  page.on('console', (message) => {
    // A page that answers 4xx is also reported here; that is what error pages are for.
    const status = /Failed to load resource: .* status of 4\d\d/.test(message.text());
    if (message.type() === 'error' && !status) page.trouble.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) page.trouble.push(`${response.status()} ${response.url()}`);
  });
  page.calm = () => {
    if (page.trouble.length > 0) throw new Error(page.trouble.join('\n'));
  };
  return page;
}

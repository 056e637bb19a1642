// The practice place and a browser, for all tests of a file.
import { after, before } from 'node:test';
import { openBrowser } from './browser.mjs';
import { startDemo } from './program.mjs';

/** Both are there before the first test and gone after the last; `prepare` runs once they are. */
export function onStage(prepare = async () => {}) {
  const stage = {};
  before(async () => {
    stage.demo = await startDemo();
    stage.browser = await openBrowser();
    await prepare(stage);
  });
  after(async () => {
    await stage.browser?.close();
    await stage.demo?.stop();
  });
  return stage;
}

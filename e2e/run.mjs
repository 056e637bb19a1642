// Runs every browser test and prints the sums as TAP does, which the gate reads.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const chosen = process.argv.slice(2);
const files = readdirSync(`${here}tests`)
  .filter((name) => name.endsWith('.test.mjs') && (chosen.length === 0 || chosen.some((word) => name.includes(word))))
  .map((name) => `tests/${name}`);
mkdirSync(`${here}out`, { recursive: true });
rmSync(`${here}out/sums.tap`, { force: true });

const done = spawnSync(
  process.execPath,
  [
    '--test', '--test-concurrency=2',
    '--test-reporter=spec', '--test-reporter-destination=stdout',
    '--test-reporter=tap', '--test-reporter-destination=out/sums.tap',
    ...files,
  ],
  { cwd: here, stdio: 'inherit' },
);
for (const line of readFileSync(`${here}out/sums.tap`, 'utf8').split('\n')) {
  if (/^# (tests|pass|fail|cancelled|skipped|todo) \d+$/.test(line)) console.log(line);
}
process.exitCode = done.status ?? 1;

// What two profanity filters from the npm registry say of each text. Reads JSON lines {"id","text"} from the file named first,
// writes {"id","flag"} lines and, last, {"seconds"}: only the calls are timed.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const [input, output, which] = process.argv.slice(2);
const texts = readFileSync(input, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));

function peer(name) {
  if (name === "obscenity") {
    const { RegExpMatcher, englishDataset, englishRecommendedTransformers } = require("obscenity");
    const matcher = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
    return (text) => matcher.hasMatch(text);
  }
  const { Filter } = require("glin-profanity");
  const filter = new Filter({ languages: ["japanese", "english"] });
  return (text) => filter.isProfane(text);
}

const flag = peer(which);
texts.slice(0, 200).forEach(({ text }) => flag(text)); // warm
// The best of some runs: other work on the machine interrupts a single one.
let flags = [];
let seconds = Infinity;
for (let run = 0; run < 5; run += 1) {
  const begun = performance.now();
  flags = texts.map(({ text }) => flag(text));
  seconds = Math.min(seconds, (performance.now() - begun) / 1000);
}
const lines = texts.map(({ id }, at) => JSON.stringify({ id, flag: Boolean(flags[at]) }));
writeFileSync(output, lines.concat(JSON.stringify({ seconds })).join("\n") + "\n");

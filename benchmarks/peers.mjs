// Times docxtemplater and carbone on the contract; node peers.mjs FOLDER ROUNDS, with the packages in FOLDER/node_modules.
// Prints the median milliseconds of each that is installed, as JSON.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, rounds] = [process.argv[2], Number(process.argv[3])];
const require = createRequire(join(process.argv[4], "node_modules", "x.js"));
const context = JSON.parse(readFileSync(join(folder, "context.json"), "utf-8"));

function median(times) {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

async function measured(action) {
  const times = [];
  for (let n = 0; n < rounds; n++) {
    const start = process.hrtime.bigint();
    await action();
    times.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  return median(times);
}

async function docxtemplater() {
  const Docxtemplater = require("docxtemplater");
  const PizZip = require("pizzip");
  const content = readFileSync(join(folder, "docxtemplater.docx"));
  return measured(async () => {
    const document = new Docxtemplater(new PizZip(content));
    document.render(context);
    return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE", compressionOptions: { level: 6 } });
  });
}

async function carbone() {
  const library = require("carbone");
  const template = join(folder, "carbone.docx");
  const render = () => new Promise((done, failed) => library.render(template, context, (problem, made) => (problem ? failed(problem) : done(made))));
  return measured(render);
}

const result = {};
for (const peer of [docxtemplater, carbone]) {
  try {
    result[peer.name] = await peer();
  } catch (problem) {
    if (problem.code !== "MODULE_NOT_FOUND") result[`${peer.name}_error`] = String(problem).slice(0, 200);
  }
}
console.log(JSON.stringify(result));
process.exit(0);

// fhirpath_js.cjs FOLDER SHARED IDS: times fhirpath.js (installed in FOLDER/node_modules, for this comparison alone) over the cases whose ids stand in the file
// IDS, and prints one JSON object: per suite the ids it could run, and the best microseconds of a pass over all of them, parsing and evaluating.
'use strict';
const fs = require('fs');
const path = require('path');
const [folder, shared, idsFile] = process.argv.slice(2);
const modules = require('module').createRequire(path.resolve(folder) + '/');
const fhirpath = modules('fhirpath');
const r4 = modules('fhirpath/fhir-context/r4');
const wanted = new Set(fs.readFileSync(idsFile, 'utf8').split('\n'));
const context = JSON.parse(fs.readFileSync(shared + '/context.json', 'utf8'));
const inputs = new Map();

function read(file) {
  if (!inputs.has(file)) inputs.set(file, JSON.parse(fs.readFileSync(file, 'utf8')));
  return inputs.get(file);
}

function best(passes, work) {
  let least = Infinity;
  for (let i = 0; i < passes; ++i) {
    const start = process.hrtime.bigint();
    work();
    least = Math.min(least, Number(process.hrtime.bigint() - start) / 1000);
  }
  return least;
}

console.log = () => {};
const out = {};
for (const suite of ['hl7-fhir-r4', 'sdc-expressions']) {
  const runs = [];
  for (const line of fs.readFileSync(`${shared}/fhirpath/${suite}.jsonl`, 'utf8').split('\n')) {
    if (!line) continue;
    const one = JSON.parse(line);
    if (!wanted.has(one.id)) continue;
    try {
      const input = one.input ? read(`${shared}/fhirpath/inputs/${one.input}`) : {};
      const vars = { resource: input, ...(one.vars || {}) };
      for (const name of one.context_vars || []) vars[name] = context[name];
      if (one.questionnaire) vars.questionnaire = read(`${shared}/questionnaires/${one.questionnaire}`);
      const run = fhirpath.compile(one.expr, one.model === 'none' ? undefined : r4, { traceFn: () => {} });
      run(input, vars);
      runs.push({ id: one.id, expr: one.expr, run, input, vars });
    } catch (error) { /* what it cannot run is left out for both */ }
  }
  const parse = best(5, () => { for (const one of runs) fhirpath.parse(one.expr); });
  const evaluate = best(30, () => { for (const one of runs) one.run(one.input, one.vars); });
  out[suite] = { ids: runs.map((one) => one.id), parse_us: parse, evaluate_us: evaluate };
}
process.stdout.write(JSON.stringify(out) + '\n');

// FHIRPath: parsing and evaluating the public cases, and finding one item in a large response; beside fhirpath.js where it is installed.
//   fhirpath_bench SHARED [FOLDER]: SHARED is ../shared/fhir; FOLDER holds node_modules/fhirpath (npm install fhirpath there, outside the tree).
// links: app_fhirpath fhirpath_cases platform_os
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "tests/bench/report.h"
#include "tests/tools/fhirpath_eval/cases.h"
#include "tests/support/text_file.h"

namespace {

constexpr const char* kSuites[] = {"hl7-fhir-r4", "sdc-expressions"};

struct Suite {
  std::vector<std::unique_ptr<cases::Case>> cases;
  std::vector<std::unique_ptr<cases::Runner::Prepared>> prepared;
};

Suite load(cases::Runner& runner, const std::string& shared, const std::string& name, const std::set<std::string>& only) {
  Suite suite;
  std::ifstream in(shared + "/fhirpath/" + name + ".jsonl");
  for (std::string line; std::getline(in, line);) {
    auto parsed = cases::Case::parse(line);
    if (!parsed) continue;
    auto one = std::move(*parsed);
    if (one->has("error") || one->flag("strict") || (!only.empty() && !only.contains(one->text("id")))) continue;
    cases::Answer answer;
    auto prepared = runner.prepare(*one, answer);
    if (prepared == nullptr || !runner.evaluate(*prepared)) continue;
    suite.cases.push_back(std::move(one));
    suite.prepared.push_back(std::move(prepared));
  }
  return suite;
}

template <class Work>
double best_us(int passes, const Work& work) {
  double best = 1e18;
  for (int i = 0; i < passes; ++i) {
    const auto start = bench::Time::now();
    work();
    best = std::min(best, bench::ms_since(start) * 1000);
  }
  return best;
}

struct Times {
  double parse_us = 0;
  double evaluate_us = 0;
  size_t count = 0;
};

Times measure(cases::Runner& runner, const Suite& suite) {
  Times times;
  times.count = suite.cases.size();
  std::vector<std::string> texts;
  for (const auto& one : suite.cases) texts.push_back(one->text("expr"));
  size_t made = 0;
  times.parse_us = best_us(20, [&] {
    for (size_t i = 0; i < texts.size(); ++i) made += fhirpath::Expression::compile(texts[i], suite.cases[i]->model()).has_value();
  });
  times.evaluate_us = best_us(60, [&] {
    for (const auto& prepared : suite.prepared) made += runner.evaluate(*prepared).has_value();
  });
  if (made == 0) std::abort();
  return times;
}

// What the script printed: suite -> times, and the ids it ran.
std::string run_node(const std::string& folder, const std::string& shared, const std::string& ids_file) {
  const std::string script = "tests/bench/fhirpath_js.cjs";  // benches run from the top of the checkout
  const std::string out_file = ids_file + ".out";
  const std::string command = "node '" + script + "' '" + folder + "' '" + shared + "' '" + ids_file + "' > '" + out_file + "'";
  if (std::system(command.c_str()) != 0) return {};
  return testing_support::text_of(out_file);
}

double number(const fhirpath::Document& document, const fhirpath::Item& of, const char* key) {
  fhirpath::Items found;
  document.children(of.node(), fhirpath::Name(key), found);
  const fhirpath::Item value = found.empty() ? fhirpath::Item() : document.value(found[0].node());
  return value.is_number() ? std::strtod(value.decimal().to_string().c_str(), nullptr) : 0;
}

// A response of `items` answered questions in groups of twenty: the last one found by its linkId, and all of them added up.
void large_response(size_t items) {
  std::string json = R"({"resourceType":"QuestionnaireResponse","status":"in-progress","item":[)";
  for (size_t i = 0; i < items; ++i) {
    if (i % 20 == 0) json += std::string(i == 0 ? "" : "]},") + R"({"linkId":"g)" + std::to_string(i / 20) + R"(","item":[)";
    else json += ',';
    json += R"({"linkId":"q)" + std::to_string(i) + R"(","answer":[{"valueInteger":)" + std::to_string(i % 5) + "}]}";
  }
  json += "]}]}";
  const size_t bytes = json.size();
  auto document = fhirpath::Document::parse(json, fhirpath::Model::r4());
  if (!document) std::abort();
  const std::string label = std::to_string(items) + " items: ";
  bench::note("fhirpath", (label + "read the response").c_str(), best_us(10, [&] { (void)fhirpath::Document::parse(json, fhirpath::Model::r4()); }), "us");
  bench::note("fhirpath", (label + "its JSON").c_str(), double(bytes) / 1024, "KiB");
  const std::string last = "'q" + std::to_string(items - 1) + "'";
  const std::pair<const char*, std::string> asked[] = {{"repeat(item).where(linkId = last)", "%resource.repeat(item).where(linkId = " + last + ").answer.value"},
                                                       {"descendants().where(linkId = last)", "%resource.descendants().where(linkId = " + last + ").answer.value"},
                                                       {"repeat(item).answer.value.sum()", "%resource.repeat(item).answer.value.sum()"},
                                                       {"descendants().count()", "%resource.descendants().count()"}};
  fhirpath::Evaluator evaluator;
  const fhirpath::Item root = (*document)->root();
  fhirpath::Context context;
  context.focus = {&root, 1};
  for (const auto& [name, text] : asked) {
    const auto expression = fhirpath::Expression::compile(text);
    if (!expression || !evaluator.evaluate(*expression, context)) std::abort();
    bench::note("fhirpath", (label + name).c_str(), best_us(50, [&] { (void)evaluator.evaluate(*expression, context); }), "us");
  }
}

}  // namespace

int main(int argc, char** argv) {
  for (const size_t items : {50, 500, 2000}) large_response(items);
  const std::string shared = argc > 1 ? argv[1] : "../shared/fhir";
  if (!std::filesystem::exists(shared + "/fhirpath")) return 0;
  const cases::Folders folders{shared + "/fhirpath/inputs", shared + "/questionnaires", shared + "/context.json"};
  std::set<std::string> only;
  std::unique_ptr<fhirpath::Document> js;
  if (argc > 2) {
    const std::string ids_file = (std::filesystem::temp_directory_path() / "fhirpath_bench.ids").string();
    std::ofstream ids(ids_file);
    cases::Runner runner(folders);
    for (const char* name : kSuites)
      for (const auto& one : load(runner, shared, name, {}).cases) ids << one->text("id") << '\n';
    ids.close();
    auto parsed = fhirpath::Document::parse(run_node(argv[2], shared, ids_file), fhirpath::Model::plain());
    if (parsed) js = std::move(*parsed);
  }
  for (const char* name : kSuites) {
    fhirpath::Items theirs;
    if (js != nullptr) js->children(js->root().node(), fhirpath::Name(name), theirs);
    only.clear();
    fhirpath::Items ids;
    if (!theirs.empty()) js->children(theirs[0].node(), fhirpath::Name("ids"), ids);
    for (const fhirpath::Item& id : ids) only.insert(std::string(js->value(id.node()).text()));
    cases::Runner runner(folders);
    const Suite suite = load(runner, shared, name, only);
    const Times ours = measure(runner, suite);
    const std::string label = std::string(name) + ": ";
    bench::note("fhirpath", (label + "expressions").c_str(), double(ours.count), "");
    bench::note("fhirpath", (label + "parse").c_str(), ours.parse_us / double(ours.count), "us an expression");
    bench::note("fhirpath", (label + "evaluate").c_str(), ours.evaluate_us / double(ours.count), "us an expression");
    bench::note("fhirpath", (label + "evaluate").c_str(), 1e6 * double(ours.count) / ours.evaluate_us, "expressions a second");
    if (theirs.empty()) continue;
    const double parse_us = number(*js, theirs[0], "parse_us"), evaluate_us = number(*js, theirs[0], "evaluate_us");
    bench::note("fhirpath", (label + "parse, fhirpath.js").c_str(), parse_us / double(ours.count), "us an expression");
    bench::note("fhirpath", (label + "evaluate, fhirpath.js").c_str(), evaluate_us / double(ours.count), "us an expression");
    bench::note("fhirpath", (label + "parse, times as fast").c_str(), parse_us / ours.parse_us, "");
    bench::note("fhirpath", (label + "evaluate, times as fast").c_str(), evaluate_us / ours.evaluate_us, "");
  }
  return 0;
}

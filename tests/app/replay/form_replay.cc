// form-replay QUESTIONNAIRE SCRIPT [--context FILE] [--valuesets FILE] [--extract]: opens the form empty, carries out the script's steps and prints
// what it then holds, as the "Replay" section of the FHIR test material describes. --extract adds the resources the final answers make (app/forms/extract.h).
// A step that cannot be done (no such item now, no such operation) changes nothing and says so, in its `error` and on standard error; the others are carried out.
// Exit 2: wrong use, or a file that is missing or not what it should be; nothing on standard output, the reason on standard error.
#include <algorithm>
#include <cstdio>
#include <map>
#include <set>

#include "app/forms/extract.h"
#include "app/forms/form.h"
#include "app/forms/launch.h"
#include "app/forms/value_sets.h"
#include "tests/tools/inputs/inputs.h"

namespace {

using forms::Answer;
using forms::AnswerKind;
using forms::Form;
using forms::NodeId;

std::string escaped(std::string_view link_id) {
  std::string out;
  for (const char c : link_id) {
    if (c == '%') out += "%25";
    else if (c == '/') out += "%2F";
    else if (c == '[') out += "%5B";
    else if (c == ']') out += "%5D";
    else out += c;
  }
  return out;
}

// An instance's path in the script's spelling.
std::string script_path(const Form& form, NodeId id) {
  const forms::Node& node = form.node(id);
  std::string out;
  if (node.parent != forms::kRoot) {
    out = script_path(form, node.parent);
    if (form.item(node.parent).is_question() && node.slot > 0) out += "[" + std::to_string(node.slot) + "]";
    out += "/";
  }
  out += escaped(form.item(id).link_id);
  const auto repeats = form.siblings(id);
  const auto place = std::find(repeats.begin(), repeats.end(), id) - repeats.begin();
  if (place > 0) out += "[" + std::to_string(place) + "]";
  return out;
}

// Displays the test material leaves out: they only decorate another item.
bool only_decorates(const forms::Item& item) {
  return item.decorates || (item.is_display() && (item.category != forms::DisplayCategory::None || item.control == forms::Control::ContextDisplay));
}

void list_nodes(const Form& form, NodeId id, std::vector<NodeId>& out) {
  if (id != forms::kRoot && !only_decorates(form.item(id))) out.push_back(id);
  for (const NodeId child : form.node(id).children) list_nodes(form, child, out);
}

std::string value_text(const Answer& answer) {
  std::string out;
  switch (answer.kind) {
    case AnswerKind::Coding:
      out = "{";
      forms::json::write_key(answer.code.empty() ? "display" : "code", out);
      forms::json::write_string(answer.code.empty() ? answer.display : answer.code, out);
      return out + "}";
    case AnswerKind::Quantity:
      if (answer.code.empty() && answer.display.empty()) return answer.text;
      out = "{\"value\":" + answer.text + ",\"unit\":";
      forms::json::write_string(answer.code.empty() ? answer.display : answer.code, out);
      return out + "}";
    case AnswerKind::Boolean:
    case AnswerKind::Integer:
    case AnswerKind::Decimal:
    case AnswerKind::Other: return answer.text;
    default: forms::json::write_string(answer.text, out); return out;
  }
}

void write_list(std::string_view key, const std::set<std::string>& paths, std::string& out) {
  forms::json::write_key(key, out);
  out += '[';
  for (const std::string& path : paths) {
    if (out.back() != '[') out += ',';
    forms::json::write_string(path, out);
  }
  out += ']';
}

class Replay {
 public:
  Replay(Form form, forms::Surroundings around) : form_(std::move(form)), around_(std::move(around)) {}

  std::string run(const forms::json::Value& script) {
    std::string out = "{\"initial\":" + state(false) + ",\"steps\":[";
    size_t number = 0;
    for (const forms::json::Value& step : script["steps"].elements()) {
      if (out.back() != '[') out += ',';
      out += carry_out(step, ++number);
    }
    return out + "],\"final\":" + state(true);
  }
  std::string extracted(os::Random& random) const {
    return forms::extract(form_, {.status = "completed", .id = "response", .subject = "Patient/patient", .author = {}, .authored = "2026-01-15"}, random, around_).bundle;
  }

 private:
  std::map<std::string, NodeId> paths() const {
    std::vector<NodeId> nodes;
    list_nodes(form_, forms::kRoot, nodes);
    std::map<std::string, NodeId> out;
    for (const NodeId id : nodes) out.emplace(script_path(form_, id), id);
    return out;
  }

  std::set<std::string> enabled() const {
    std::set<std::string> out;
    for (const auto& [path, id] : paths())
      if (form_.node(id).enabled) out.insert(path);
    return out;
  }

  std::string state(bool with_response) const {
    std::string out = "{";
    write_list("enabled", enabled(), out);
    forms::json::write_key("answers", out);
    out += '{';
    for (const auto& [path, id] : paths()) {
      const forms::Answers& answers = form_.node(id).answers;
      if (answers.empty()) continue;
      forms::json::write_key(path, out);
      out += '[';
      for (const Answer& answer : answers) {
        if (out.back() != '[') out += ',';
        out += value_text(answer);
      }
      out += ']';
    }
    out += '}';
    if (with_response) out += ",\"response\":" + form_.response();
    return out + "}";
  }

  // Nothing when it was done.
  std::string do_step(const forms::json::Value& step) {
    const auto known = paths();
    const auto found = known.find(std::string(step["path"].string()));
    const std::string_view op = step["op"].string();
    if (op != "set" && op != "clear" && op != "addRepeat") return "there is no such operation";
    if (found == known.end()) return "there is no item at this path now";
    if (op == "addRepeat" && form_.item(found->second).type != forms::ItemType::Group) return "only groups are repeated by addRepeat";
    if (op != "addRepeat" && !form_.item(found->second).is_question()) return "only questions have answers";
    if (op == "set" && !step["answer"].is_array()) return "\"answer\" is to be a list";
    if (op == "addRepeat") form_.add_repeat(found->second);
    else form_.set_answers(found->second, after_step(found->second, op == "clear" ? forms::Answers() : answers_of(step["answer"])));
    return {};
  }

  std::string carry_out(const forms::json::Value& step, size_t number) {
    const std::set<std::string> before = enabled();
    const std::string error = do_step(step);
    std::string out = "{";
    if (!error.empty()) {
      std::fprintf(stderr, "form-replay: step %zu: %s\n", number, error.c_str());
      forms::json::write_key("error", out);
      forms::json::write_string(error, out);
    }
    const std::set<std::string> after = enabled();
    std::set<std::string> on, off;
    std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::inserter(on, on.end()));
    std::set_difference(before.begin(), before.end(), after.begin(), after.end(), std::inserter(off, off.end()));
    if (!on.empty()) write_list("on", on, out);
    if (!off.empty()) write_list("off", off, out);
    return out + "}";
  }

  // A repeating question that is no list of choices is recorded as one box an answer, and a step is about the first box.
  forms::Answers after_step(NodeId id, forms::Answers answers) const {
    const forms::Answers& now = form_.node(id).answers;
    if (!form_.item(id).repeats || form_.item(id).is_choice() || now.size() < 2) return answers;
    const size_t boxes = std::max<size_t>(1, answers.size());
    if (boxes < now.size()) answers.insert(answers.end(), now.begin() + ptrdiff_t(boxes), now.end());
    return answers;
  }

  static forms::Answers answers_of(const forms::json::Value& list) {
    forms::Answers out;
    for (const forms::json::Value& entry : list.elements()) out.push_back(forms::read_answer(entry));
    return out;
  }

  Form form_;
  forms::Surroundings around_;
};

constexpr const char* kUse = "use: form-replay QUESTIONNAIRE SCRIPT [--context FILE] [--valuesets FILE] [--extract]\n";

struct Options {
  std::vector<std::string> files;
  std::string value_sets, context;
  bool extracts = false;
};

base::Result<Options> options_of(const std::vector<std::string>& words) {
  Options out;
  for (size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    std::string* const file = word == "--valuesets" ? &out.value_sets : word == "--context" ? &out.context : nullptr;
    if (file != nullptr && i + 1 == words.size()) return base::fail(base::Fault::BadInput, word + ": a file is to follow\n" + kUse);
    if (file != nullptr) *file = words[++i];
    else if (word == "--extract") out.extracts = true;
    else if (word.starts_with("--")) return base::fail(base::Fault::BadInput, word + ": there is no such option\n" + kUse);
    else out.files.push_back(word);
  }
  if (out.files.size() != 2) return base::fail(base::Fault::BadInput, "two files are needed, a form and a script\n" + std::string(kUse));
  return out;
}

// `parse` of what is in the file; of an empty object where no file is named.
template <class Parse>
auto parsed(const std::string& path, const Parse& parse) -> decltype(parse(std::string())) {
  if (path.empty()) return parse("{}");
  TRY(std::string text, inputs::read(path, forms::kDefinitionBytesMax));
  auto out = parse(std::move(text));
  if (!out) return base::fail(out.error().fault, path + ": " + out.error().detail);
  return out;
}

base::Result<forms::json::Document> parse_script(std::string text) {
  TRY(auto script, forms::json::Document::parse(std::move(text)));
  const forms::json::Value& root = script.root();
  if (!root["steps"].is_array()) return base::fail(base::Fault::BadInput, "not a script: no list \"steps\"");
  if (const std::string_view format = root["format"].string(); !format.empty() && format != "form-replay/1")
    return base::fail(base::Fault::BadInput, "a script of another format than form-replay/1");
  if (root.has("now") && !inputs::unix_ms(root["now"].string())) return base::fail(base::Fault::BadInput, "\"now\" is no date and time");
  return script;
}

base::Status replay(const Options& options) {
  TRY(const auto value_sets, parsed(options.value_sets, [](std::string text) { return forms::ValueSets::parse(std::move(text)); }));
  TRY(const auto form, parsed(options.files[0], [&](std::string text) { return forms::Questionnaire::parse(std::move(text), &value_sets); }));
  TRY(const auto script, parsed(options.files[1], parse_script));
  TRY(auto launch, parsed(options.context, [](std::string text) { return forms::LaunchContext::parse(std::move(text)); }));
  const forms::json::Value& root = script.root();
  const os::ManualClock clock(root.has("now") ? *inputs::unix_ms(root["now"].string()) : os::system_clock().now_ms());
  os::SeededRandom random(uint64_t(root["seed"].integer()));
  const forms::Surroundings around{&clock, std::make_shared<forms::LaunchContext>(std::move(launch)), 0};
  Replay played(Form(form, random, around), around);
  std::string out = played.run(root);
  if (options.extracts) out += ",\"extract\":" + played.extracted(random);
  std::printf("%s}\n", out.c_str());
  return {};
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words == std::vector<std::string>{"--help"}) return std::fputs(kUse, stdout), 0;
  const auto options = options_of(words);
  const base::Status done = options ? replay(*options) : base::fail(options.error());
  if (done) return 0;
  const std::string& why = done.error().detail;
  std::fprintf(stderr, "form-replay: %s%s", why.c_str(), why.ends_with('\n') ? "" : "\n");
  return 2;
}

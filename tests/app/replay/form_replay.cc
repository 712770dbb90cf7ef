// form-replay QUESTIONNAIRE SCRIPT [--context FILE] [--valuesets FILE] [--extract]: opens the form empty, carries out the script's steps and prints
// what it then holds, as the "Replay" section of the FHIR test material describes. --extract adds the resources the final answers make (app/forms/extract.h). Exit 2: wrong use or an unreadable file.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "app/forms/extract.h"
#include "app/forms/form.h"
#include "app/forms/launch.h"
#include "app/forms/value_sets.h"

namespace {

using forms::Answer;
using forms::AnswerKind;
using forms::Form;
using forms::NodeId;

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

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
  if (paths.empty()) return;
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
  explicit Replay(Form form) : form_(std::move(form)) {}

  std::string run(const forms::json::Value& script) {
    std::string out = "{\"initial\":" + state(false) + ",\"steps\":[";
    for (const forms::json::Value& step : script["steps"].elements()) {
      if (out.back() != '[') out += ',';
      out += carry_out(step);
    }
    return out + "],\"final\":" + state(true);
  }
  std::string extracted(os::Random& random, const os::Clock& clock) const {
    return forms::extract(form_, {.status = "completed", .id = "response", .subject = "Patient/patient", .author = {}, .authored = "2026-01-15"}, random, {&clock, nullptr, 0}).bundle;
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

  std::string carry_out(const forms::json::Value& step) {
    const std::set<std::string> before = enabled();
    const auto known = paths();
    const auto found = known.find(std::string(step["path"].string()));
    std::string out = "{";
    if (found != known.end()) {
      const std::string_view op = step["op"].string();
      if (op == "addRepeat") form_.add_repeat(found->second);
      else form_.set_answers(found->second, after_step(found->second, op == "clear" ? forms::Answers() : answers_of(step["answer"])));
    }
    const std::set<std::string> after = enabled();
    std::set<std::string> on, off;
    std::set_difference(after.begin(), after.end(), before.begin(), before.end(), std::inserter(on, on.end()));
    std::set_difference(before.begin(), before.end(), after.begin(), after.end(), std::inserter(off, off.end()));
    write_list("on", on, out);
    write_list("off", off, out);
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
};

// "2026-01-15T10:00:00.000Z" in milliseconds since 1970.
os::UnixMs clock_of(std::string_view now) {
  int year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0;
  std::sscanf(std::string(now).c_str(), "%d-%d-%dT%d:%d:%d", &year, &month, &day, &hour, &minute, &second);
  const auto days = std::chrono::sys_days(std::chrono::year(year) / month / day).time_since_epoch().count();
  return ((int64_t(days) * 24 + hour) * 60 + minute) * 60'000 + second * 1000;
}

int fail(const std::string& what, const base::Error& error) {
  std::fprintf(stderr, "form-replay: %s: %s\n", what.c_str(), error.detail.c_str());
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> files;
  bool extracts = false;
  std::string value_sets_file, context_file;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--valuesets" && i + 1 < argc) value_sets_file = argv[++i];
    else if (word == "--context" && i + 1 < argc) context_file = argv[++i];
    else if (word == "--extract") extracts = true;
    else files.push_back(word);
  }
  if (files.size() != 2) {
    std::fprintf(stderr, "use: form-replay QUESTIONNAIRE SCRIPT [--context FILE] [--valuesets FILE]\n");
    return 2;
  }
  const auto value_sets = forms::ValueSets::parse(value_sets_file.empty() ? "{}" : read_file(value_sets_file));
  if (!value_sets) return fail(value_sets_file, value_sets.error());
  const auto form = forms::Questionnaire::parse(read_file(files[0]), &*value_sets);
  if (!form) return fail(files[0], form.error());
  const auto script = forms::json::Document::parse(read_file(files[1]));
  if (!script) return fail(files[1], script.error());
  auto launch = forms::LaunchContext::parse(context_file.empty() ? "{}" : read_file(context_file));
  if (!launch) return fail(context_file, launch.error());
  const os::ManualClock clock(clock_of(script->root()["now"].string()));
  os::SeededRandom random(uint64_t(script->root()["seed"].integer()));
  Replay replay(Form(*form, random, {&clock, std::make_shared<forms::LaunchContext>(std::move(*launch)), 0}));
  std::string out = replay.run(script->root());
  if (extracts) out += ",\"extract\":" + replay.extracted(random, clock);
  std::printf("%s}\n", out.c_str());
  return 0;
}

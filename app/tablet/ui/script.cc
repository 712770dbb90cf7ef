#include "app/tablet/ui/script.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/tablet/ui/script_runner.h"
#include "app/tablet/ui/theme.h"
#include "app/tablet/ui/words.h"

namespace ui {
namespace {

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '\n') out += "\\n";
    else if (c == '"' || c == '\\') out += '\\', out += c;
    else out += c;
  }
  return out + "\"";
}

}  // namespace

const ScriptRunner::Command ScriptRunner::kCommands[] = {
    {"tap", 1, 1, "ID", &ScriptRunner::tap},
    {"tap-text", 1, 1, "\"text\"", &ScriptRunner::tap_text},
    {"touch", 1, 1, "ID", &ScriptRunner::touch},
    {"tap-at", 3, 3, "ID x y", &ScriptRunner::tap_place},
    {"hold", 1, 1, "ID", &ScriptRunner::hold},
    {"double", 1, 1, "ID", &ScriptRunner::twice},
    {"type", 1, 1, "\"text\"", &ScriptRunner::type},
    {"key", 1, 2, "NAME [times]", &ScriptRunner::key},
    {"paste", 1, 1, "\"text\"", &ScriptRunner::paste},
    {"pin", 2, 2, "ID digits", &ScriptRunner::pin},
    {"unlock", 2, 2, "ID digits", &ScriptRunner::unlock},
    {"drag", 3, 4, "ID dx dy, or x y x y", &ScriptRunner::drag},
    {"stroke", 5, 5, "ID x y x y", &ScriptRunner::stroke},
    {"fling", 2, 2, "ID dy", &ScriptRunner::fling},
    {"scroll", 2, 2, "ID dy", &ScriptRunner::scroll},
    {"pinch", 1, 1, "ratio", &ScriptRunner::pinch},
    {"wait", 0, 1, "[milliseconds]", &ScriptRunner::wait},
    {"await", 1, 2, "ID [\"text\"]", &ScriptRunner::await},
    {"await-text", 1, 1, "\"text\"", &ScriptRunner::await_text},
    {"await-file", 1, 1, "FILE", &ScriptRunner::await_file},
    {"shot", 1, 1, "FILE.png", &ScriptRunner::shot},
    {"tree", 0, 1, "[FILE]", &ScriptRunner::tree},
    {"say", 1, 1, "text", &ScriptRunner::say},
    {"rest", 1, 1, "milliseconds", &ScriptRunner::rest},
    {"mark", 1, 2, "name [ID]", &ScriptRunner::mark},
    {"expect", 1, 2, "ID [\"text\"]", &ScriptRunner::expect},
    {"expect-value", 2, 2, "ID \"text\"", &ScriptRunner::expect_value},
    {"expect-text", 1, 1, "\"text\"", &ScriptRunner::expect_text},
    {"expect-none", 1, 1, "ID", &ScriptRunner::expect_none},
    {"expect-focus", 1, 1, "ID", &ScriptRunner::expect_focus},
    {"resize", 1, 2, "WIDTH HEIGHT", &ScriptRunner::resize},
    {"theme", 1, 1, "light|dark|contrast", &ScriptRunner::set_theme},
    {"text", 1, 1, "percent", &ScriptRunner::set_text},
    {"language", 1, 1, "en|cy", &ScriptRunner::set_words},
    {"close", 0, 0, "nothing", &ScriptRunner::close},
};

[[gnu::noinline]] base::Status ScriptRunner::line(size_t number, std::string_view text) {
  number_ = number;
  Words words;
  std::string why;
  if (!split_words(text, words, why)) return fail(why);
  if (words.empty()) return {};
  for (const Command& command : kCommands) {
    if (command.name != words[0]) continue;
    if (words.size() - 1 < command.least || words.size() - 1 > command.most) return fail("takes " + std::string(command.form));
    return (this->*command.run)(words);
  }
  return fail("unknown command \"" + words[0] + "\"");
}

base::Status ScriptRunner::resize(const Words& w) {
  float width = 0, height = 0;
  const size_t x = w[1].find('x');
  const bool joined = w.size() == 2 && x != std::string::npos;
  if (!(joined ? to_number(w[1].substr(0, x), width) && to_number(w[1].substr(x + 1), height) : w.size() == 3 && to_number(w[1], width) && to_number(w[2], height)))
    return fail("takes a width and a height");
  target_.resize(int(width), int(height));
  return settle();
}

base::Status ScriptRunner::set_theme(const Words& w) {
  if (w[1] == "light") set_look(Look::Light);
  else if (w[1] == "dark") set_look(Look::Dark);
  else if (w[1] == "contrast") set_look(Look::HighContrast);
  else return fail("takes light, dark or contrast");
  target_.redraw();
  return {};
}

base::Status ScriptRunner::set_text(const Words& w) {
  float percent = 100;
  if (!to_number(w[1], percent)) return fail("takes a percentage from 100 to 200");
  set_text_scale(percent / 100);
  target_.redraw();
  return settle();
}

base::Status ScriptRunner::set_words(const Words& w) {
  if (w[1] != "en" && w[1] != "cy") return fail("takes en or cy");
  set_language(w[1] == "en" ? Language::English : Language::Welsh);
  target_.redraw();
  return {};
}

base::Status ScriptRunner::close(const Words&) {
  window::Event event;
  event.kind = window::Event::Kind::Close;
  target_.input(event);
  return {};
}

base::Status ScriptRunner::wait(const Words& w) {
  float ms = 0;
  if (w.size() > 1) {
    if (!to_number(w[1], ms)) return fail("takes milliseconds");
    target_.skip(int64_t(ms));
  }
  return settle();
}

base::Status ScriptRunner::settle() {
  using Wall = std::chrono::steady_clock;
  const auto from = Wall::now();
  while (!target_.settled() && !target_.closed()) {
    target_.step();
    mark_when_there();
    if (Wall::now() - from > kWaitMax) return fail("not idle after a minute");
  }
  mark_when_there();
  return {};
}

base::Status ScriptRunner::shot(const Words& w) {
  TRY_DO(settle());
  return target_.picture(path_of(w[1]));
}

base::Status ScriptRunner::tree(const Words& w) {
  TRY_DO(settle());
  const std::string text = target_.tree_now();
  std::FILE* out = w.size() > 1 ? std::fopen(path_of(w[1]).c_str(), "wb") : stdout;
  if (!out) return fail("cannot write \"" + w[1] + "\"");
  std::fwrite(text.data(), 1, text.size(), out);
  std::fflush(out);
  if (out != stdout) std::fclose(out);
  return {};
}

// Everything before this line has been done, and what it saved is durable: told to whoever listens, at once.
base::Status ScriptRunner::say(const Words& w) {
  TRY_DO(settle());
  std::fprintf(stdout, "say %s\n", w[1].c_str());
  std::fflush(stdout);
  return {};
}

// Lies untouched for so long in real time.
base::Status ScriptRunner::rest(const Words& w) {
  float ms = 0;
  if (!to_number(w[1], ms)) return fail("takes milliseconds");
  target_.rest(int64_t(ms));
  return {};
}

base::Status ScriptRunner::mark(const Words& w) {
  if (w.size() > 2) return marked_ = w[1], marked_by_ = w[2], base::Status();
  std::fprintf(stdout, "{\"mark\":\"%s\",%s}\n", w[1].c_str(), target_.figures().c_str());
  std::fflush(stdout);
  return {};
}

// What a person sees first is not when all is done.
void ScriptRunner::mark_when_there() {
  if (marked_by_.empty() || !find(marked_by_)) return;
  marked_by_.clear();
  (void)mark({"mark", marked_});
}

base::Status run_script(ScriptTarget& target, std::string_view script, const std::string& output_folder) {
  ScriptRunner runner(target, output_folder);
  size_t number = 0;
  while (!script.empty() && !target.closed()) {
    const size_t end = std::min(script.size(), script.find('\n'));
    std::string_view line = script.substr(0, end);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    TRY_DO(runner.line(++number, line));
    target.between_lines();
    script.remove_prefix(std::min(script.size(), end + 1));
  }
  return {};
}

std::string tree_text(const std::vector<Item>& items) {
  std::string out;
  for (const Item& one : items) {
    char rect[80];
    std::snprintf(rect, sizeof rect, "%d,%d %dx%d", int(std::lround(one.rect.x0)), int(std::lround(one.rect.y0)), int(std::lround(one.rect.w())), int(std::lround(one.rect.h())));
    out += one.name.empty() ? "-" : std::string(one.name);
    out += std::string(" ") + role_name(one.role) + " " + quoted(one.label) + " " + quoted(one.value) + " " + rect;
    if (!one.enabled) out += " disabled";
    if (one.id != kNoId && one.id == kit().focus && one.focusable) out += " focused";
    if (!one.rect.meets(one.clip)) out += " outside";
    if (one.layer > 0) out += " layer" + std::to_string(one.layer);
    out += "\n";
  }
  return out;
}

}  // namespace ui

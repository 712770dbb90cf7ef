#include "app/tablet/ui/script.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>

#include "app/tablet/ui/chord.h"
#include "app/tablet/ui/script_hand.h"
#include "app/tablet/ui/script_words.h"
#include "app/tablet/ui/theme.h"
#include "app/tablet/ui/words.h"
#include "platform/base/utf8.h"

namespace ui {
namespace {

using window::Event;

constexpr int64_t kWaitMsMax = 60'000;
constexpr int64_t kAwaitMs = 20;  // between two looks

class Runner : ScriptHand {
 public:
  Runner(ScriptTarget& target, const std::string& folder) : ScriptHand(target), folder_(folder) {}

  base::Status line(size_t number, std::string_view text);

 private:
  struct Command {
    std::string_view name;
    size_t least, most;
    std::string_view form;
    base::Status (Runner::*run)(const Words&);
  };
  static const Command kCommands[];

  tl::unexpected<base::Error> fail(const std::string& why) const { return base::fail(base::Fault::BadInput, "line " + std::to_string(number_) + ": " + why); }

  base::Status pressable(const std::string& id, Vec& out) {
    const std::string why = why_not_pressable(id, out);
    return why.empty() ? base::Status() : base::Status(fail(why));
  }

  base::Status tap(const Words& w) {
    Vec at;
    TRY_DO(pressable(w[1], at));
    tap_at(at, false);
    return settle();
  }
  base::Status tap_text(const Words& w) {
    for (const Item& one : target_.items())
      if (one.hits && one.enabled && one.label.find(w[1]) != std::string_view::npos) return tap({w[0], std::string(one.name)});
    return fail("nothing to press says \"" + w[1] + "\"");
  }
  base::Status touch(const Words& w) {
    Vec at;
    TRY_DO(pressable(w[1], at));
    tap_at(at, true);
    return settle();
  }
  base::Status tap_place(const Words& w) {
    float x = 0, y = 0;
    const Item* item = bring(w[1]);
    if (!item) return fail(no_widget(w[1]));
    if (!to_number(w[2], x) || !to_number(w[3], y)) return fail("takes an id and two numbers from 0 to 1");
    tap_at({item->rect.x0 + item->rect.w() * x, item->rect.y0 + item->rect.h() * y}, true);
    return settle();
  }
  base::Status hold(const Words& w) {
    Vec at;
    TRY_DO(pressable(w[1], at));
    pointer(Event::Kind::PointerDown, at, true);
    target_.skip(700);
    pointer(Event::Kind::PointerUp, at, true);
    return settle();
  }
  base::Status twice(const Words& w) {
    Vec at;
    TRY_DO(pressable(w[1], at));
    tap_at(at, false), tap_at(at, false);
    return settle();
  }

  base::Status type(const Words& w) {
    // Line ends are the Enter key, as on a keyboard.
    std::string_view rest = w[1];
    while (!rest.empty()) {
      const size_t newline = rest.find('\n');
      for (size_t at = 0, end = std::min(newline, rest.size()); at < end;) {
        const size_t next = base::next_boundary(rest, at);
        Event event;
        event.kind = Event::Kind::Text, event.text = std::string(rest.substr(at, next - at));
        target_.input(event);
        at = next;
      }
      if (newline == std::string_view::npos) break;
      Event enter;
      enter.kind = Event::Kind::KeyDown, enter.key = window::Key::Enter;
      target_.input(enter);
      rest.remove_prefix(newline + 1);
    }
    return settle();
  }
  base::Status key(const Words& w) {
    Event event;
    float times = 1;
    if (!read_chord(w[1], event)) return fail("unknown key \"" + w[1] + "\"");
    if (w.size() > 2 && !to_number(w[2], times)) return fail("takes a key and how often");
    for (int i = 0; i < int(times); ++i) target_.input(event);
    return settle();
  }
  base::Status paste(const Words& w) {
    target_.set_clipboard(w[1]);
    Event event;
    event.kind = Event::Kind::KeyDown, event.key = window::Key::Letter, event.letter = 'v', event.ctrl = true;
    target_.input(event);
    return settle();
  }
  base::Status pin(const Words& w) {
    for (const char digit : w[2]) {
      Vec at;
      TRY_DO(pressable(w[1] + "/" + digit, at));
      tap_at(at, true);
    }
    return settle();
  }

  // Typed again while the pad still asks: a first run wants its PIN twice. Nothing where there is no pad.
  base::Status unlock(const Words& w) {
    for (int times = 0; times < 2; ++times) {
      TRY_DO(settle());
      if (!find(w[1] + "/1")) return {};
      TRY_DO(pin(w));
    }
    return settle();
  }

  base::Status drag(const Words& w) {
    float n[4];
    if (w.size() == 5) {
      for (int i = 0; i < 4; ++i)
        if (!to_number(w[size_t(i) + 1], n[i])) return fail("takes ID dx dy, or x y x y");
      drag_between({n[0] * target_.unit(), n[1] * target_.unit()}, {n[2] * target_.unit(), n[3] * target_.unit()}, 12);
      return settle();
    }
    if (w.size() != 4 || !to_number(w[2], n[0]) || !to_number(w[3], n[1])) return fail("takes ID dx dy, or x y x y");
    const Item* item = bring(w[1]);
    if (!item) return fail(no_widget(w[1]));
    const Vec from = shown(*item).centre();
    drag_between(from, {from.x + n[0] * target_.unit(), from.y + n[1] * target_.unit()}, 12);
    return settle();
  }
  // A stroke in a pad: ID x0 y0 x1 y1 in parts of its size.
  base::Status stroke(const Words& w) {
    float n[4];
    for (int i = 0; i < 4; ++i)
      if (!to_number(w[size_t(i) + 2], n[i])) return fail("takes ID x y x y from 0 to 1");
    const Item* item = bring(w[1]);
    if (!item) return fail(no_widget(w[1]));
    const Rect r = item->rect;
    drag_between({r.x0 + r.w() * n[0], r.y0 + r.h() * n[1]}, {r.x0 + r.w() * n[2], r.y0 + r.h() * n[3]}, 16);
    return settle();
  }
  base::Status fling(const Words& w) {
    float dy = 0;
    const Item* item = find(w[1]);
    if (!item) return fail(no_widget(w[1]));
    if (!to_number(w[2], dy)) return fail("takes ID dy");
    const Vec from = shown(*item).centre();
    pointer(Event::Kind::PointerDown, from, true);
    for (int i = 1; i <= 6; ++i) target_.skip(10), pointer(Event::Kind::PointerMove, {from.x, from.y + dy * target_.unit() * float(i) / 6}, true);
    pointer(Event::Kind::PointerUp, {from.x, from.y + dy * target_.unit()}, true);
    return settle();
  }
  base::Status scroll(const Words& w) {
    float dy = 0;
    const Item* item = find(w[1]);
    if (!item) return fail(no_widget(w[1]));
    if (!to_number(w[2], dy)) return fail("takes ID dy");
    wheel(shown(*item), dy * target_.unit());
    return settle();
  }
  base::Status pinch(const Words& w) {
    float ratio = 1;
    if (!to_number(w[1], ratio) || ratio <= 0) return fail("takes a ratio, as 1.5");
    const Vec middle{target_.size().x / 2, target_.size().y / 2};
    const float apart = 100 * target_.unit();
    const auto finger = [&](Event::Kind kind, uint8_t which, float x) {
      Event event;
      event.kind = kind, event.pointer = window::Pointer::Touch, event.button = which, event.x = x, event.y = middle.y;
      target_.input(event);
    };
    finger(Event::Kind::PointerDown, 1, middle.x - apart), finger(Event::Kind::PointerDown, 2, middle.x + apart);
    for (int i = 1; i <= 8; ++i) {
      const float now = apart * (1 + (ratio - 1) * float(i) / 8);
      finger(Event::Kind::PointerMove, 1, middle.x - now), finger(Event::Kind::PointerMove, 2, middle.x + now);
    }
    finger(Event::Kind::PointerUp, 1, middle.x - apart * ratio), finger(Event::Kind::PointerUp, 2, middle.x + apart * ratio);
    return settle();
  }

  base::Status wait(const Words& w) {
    float ms = 0;
    if (w.size() > 1) {
      if (!to_number(w[1], ms)) return fail("takes milliseconds");
      target_.skip(int64_t(ms));
    }
    return settle();
  }
  base::Status settle() {
    using Wall = std::chrono::steady_clock;
    const auto from = Wall::now();
    while (!target_.settled() && !target_.closed()) {
      target_.step();
      mark_when_there();
      if (Wall::now() - from > std::chrono::milliseconds(kWaitMsMax)) return fail("not idle after a minute");
    }
    mark_when_there();
    return {};
  }

  std::string path_of(const std::string& name) const { return name.empty() || name[0] == '/' || folder_.empty() ? name : folder_ + "/" + name; }
  base::Status shot(const Words& w) {
    TRY_DO(settle());
    return target_.picture(path_of(w[1]));
  }
  base::Status tree(const Words& w) {
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
  base::Status say(const Words& w) {
    TRY_DO(settle());
    std::fprintf(stdout, "say %s\n", w[1].c_str());
    std::fflush(stdout);
    return {};
  }

  // Lies untouched for so long in real time.
  base::Status rest(const Words& w) {
    float ms = 0;
    if (!to_number(w[1], ms)) return fail("takes milliseconds");
    target_.rest(int64_t(ms));
    return {};
  }
  base::Status mark(const Words& w) {
    if (w.size() > 2) return marked_ = w[1], marked_by_ = w[2], base::Status();
    std::fprintf(stdout, "{\"mark\":\"%s\",%s}\n", w[1].c_str(), target_.figures().c_str());
    std::fflush(stdout);
    return {};
  }
  // What a person sees first is not when all is done.
  void mark_when_there() {
    if (marked_by_.empty() || !find(marked_by_)) return;
    marked_by_.clear();
    (void)mark({"mark", marked_});
  }

  // What the world outside does, a network above all, is over when it is over. False after a minute.
  template <class Test>
  bool comes_true(Test test) {
    using Wall = std::chrono::steady_clock;
    for (const auto from = Wall::now(); !test();) {
      if (target_.closed() || Wall::now() - from > std::chrono::milliseconds(kWaitMsMax)) return false;
      target_.rest(kAwaitMs);
    }
    return true;
  }
  bool says(std::string_view id, std::string_view text) const {
    const auto told = [&](const Item& one) { return one.label.find(text) != std::string_view::npos || one.value.find(text) != std::string_view::npos; };
    return std::any_of(target_.items().begin(), target_.items().end(), [&](const Item& one) { return (id.empty() || one.name == id) && told(one); });
  }
  base::Status await(const Words& w) {
    if (comes_true([&] { return says(w[1], w.size() > 2 ? w[2] : std::string()); })) return settle();
    const Item* const item = find(w[1]);
    return fail("after a minute " + (item ? "\"" + w[1] + "\" says \"" + std::string(item->label) + "\", \"" + std::string(item->value) + "\"" : no_widget(w[1])));
  }
  base::Status await_text(const Words& w) {
    if (comes_true([&] { return says({}, w[1]); })) return settle();
    return fail("after a minute nothing on the screen says \"" + w[1] + "\"");
  }
  // Whoever started the script says when it is to go on.
  base::Status await_file(const Words& w) {
    if (comes_true([&] { return std::filesystem::exists(path_of(w[1])); })) return settle();
    return fail("after a minute there is no " + w[1]);
  }

  base::Status expect(const Words& w) {
    TRY_DO(settle());
    const Item* item = find(w[1]);
    if (!item) item = bring(w[1]);
    if (!item) return fail(no_widget(w[1]));
    if (w.size() == 2) return {};
    bool some = false;
    for (const Item& one : target_.items())
      some |= one.name == item->name && (one.label.find(w[2]) != std::string_view::npos || one.value.find(w[2]) != std::string_view::npos);
    if (some) return {};
    return fail("\"" + w[1] + "\" says \"" + std::string(item->label) + "\", \"" + std::string(item->value) + "\"; expected \"" + w[2] + "\"");
  }
  base::Status expect_value(const Words& w) {
    TRY_DO(settle());
    const Item* item = find(w[1]);
    if (!item) item = bring(w[1]);
    if (!item) return fail(no_widget(w[1]));
    if (item->value == w[2]) return {};
    return fail("the value of \"" + w[1] + "\" is \"" + std::string(item->value) + "\"; expected \"" + w[2] + "\"");
  }
  base::Status expect_text(const Words& w) {
    TRY_DO(settle());
    for (const Item& one : target_.items())
      if (one.label.find(w[1]) != std::string_view::npos || one.value.find(w[1]) != std::string_view::npos) return {};
    return fail("nothing on the screen says \"" + w[1] + "\"");
  }
  base::Status expect_none(const Words& w) {
    TRY_DO(settle());
    return find(w[1]) ? base::Status(fail("\"" + w[1] + "\" is on the screen")) : base::Status();
  }
  base::Status expect_focus(const Words& w) {
    TRY_DO(settle());
    const std::string_view now = kit().focus_name;
    const size_t star = w[1].find('*');
    if (now == w[1] || (star != std::string::npos && fits(now, w[1], star))) return {};
    return fail("the focus is on \"" + std::string(now) + "\"; expected \"" + w[1] + "\"");
  }

  base::Status resize(const Words& w) {
    float width = 0, height = 0;
    const size_t x = w[1].find('x');
    const bool joined = w.size() == 2 && x != std::string::npos;
    if (!(joined ? to_number(w[1].substr(0, x), width) && to_number(w[1].substr(x + 1), height) : w.size() == 3 && to_number(w[1], width) && to_number(w[2], height)))
      return fail("takes a width and a height");
    target_.resize(int(width), int(height));
    return settle();
  }
  base::Status set_theme(const Words& w) {
    if (w[1] == "light") set_look(Look::Light);
    else if (w[1] == "dark") set_look(Look::Dark);
    else if (w[1] == "contrast") set_look(Look::HighContrast);
    else return fail("takes light, dark or contrast");
    target_.redraw();
    return {};
  }
  base::Status set_text(const Words& w) {
    float percent = 100;
    if (!to_number(w[1], percent)) return fail("takes a percentage from 100 to 200");
    set_text_scale(percent / 100);
    target_.redraw();
    return settle();
  }
  base::Status set_words(const Words& w) {
    if (w[1] != "en" && w[1] != "cy") return fail("takes en or cy");
    set_language(w[1] == "en" ? Language::English : Language::Welsh);
    target_.redraw();
    return {};
  }
  base::Status close(const Words&) {
    Event event;
    event.kind = Event::Kind::Close;
    target_.input(event);
    return {};
  }

  std::string folder_;
  size_t number_ = 0;
  std::string marked_, marked_by_;  // the mark that waits for a widget, and for which
};

const Runner::Command Runner::kCommands[] = {
    {"tap", 1, 1, "ID", &Runner::tap},
    {"tap-text", 1, 1, "\"text\"", &Runner::tap_text},
    {"touch", 1, 1, "ID", &Runner::touch},
    {"tap-at", 3, 3, "ID x y", &Runner::tap_place},
    {"hold", 1, 1, "ID", &Runner::hold},
    {"double", 1, 1, "ID", &Runner::twice},
    {"type", 1, 1, "\"text\"", &Runner::type},
    {"key", 1, 2, "NAME [times]", &Runner::key},
    {"paste", 1, 1, "\"text\"", &Runner::paste},
    {"pin", 2, 2, "ID digits", &Runner::pin},
    {"unlock", 2, 2, "ID digits", &Runner::unlock},
    {"drag", 3, 4, "ID dx dy, or x y x y", &Runner::drag},
    {"stroke", 5, 5, "ID x y x y", &Runner::stroke},
    {"fling", 2, 2, "ID dy", &Runner::fling},
    {"scroll", 2, 2, "ID dy", &Runner::scroll},
    {"pinch", 1, 1, "ratio", &Runner::pinch},
    {"wait", 0, 1, "[milliseconds]", &Runner::wait},
    {"await", 1, 2, "ID [\"text\"]", &Runner::await},
    {"await-text", 1, 1, "\"text\"", &Runner::await_text},
    {"await-file", 1, 1, "FILE", &Runner::await_file},
    {"shot", 1, 1, "FILE.png", &Runner::shot},
    {"tree", 0, 1, "[FILE]", &Runner::tree},
    {"say", 1, 1, "text", &Runner::say},
    {"rest", 1, 1, "milliseconds", &Runner::rest},
    {"mark", 1, 2, "name [ID]", &Runner::mark},
    {"expect", 1, 2, "ID [\"text\"]", &Runner::expect},
    {"expect-value", 2, 2, "ID \"text\"", &Runner::expect_value},
    {"expect-text", 1, 1, "\"text\"", &Runner::expect_text},
    {"expect-none", 1, 1, "ID", &Runner::expect_none},
    {"expect-focus", 1, 1, "ID", &Runner::expect_focus},
    {"resize", 1, 2, "WIDTH HEIGHT", &Runner::resize},
    {"theme", 1, 1, "light|dark|contrast", &Runner::set_theme},
    {"text", 1, 1, "percent", &Runner::set_text},
    {"language", 1, 1, "en|cy", &Runner::set_words},
    {"close", 0, 0, "nothing", &Runner::close},
};

[[gnu::noinline]] base::Status Runner::line(size_t number, std::string_view text) {
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

base::Status run_script(ScriptTarget& target, std::string_view script, const std::string& output_folder) {
  Runner runner(target, output_folder);
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

// What a script waits for and what it expects to see.
#include <algorithm>
#include <filesystem>

#include "app/tablet/ui/script_runner.h"

namespace ui {

bool ScriptRunner::says(std::string_view id, std::string_view text) const {
  const auto told = [&](const Item& one) { return one.label.find(text) != std::string_view::npos || one.value.find(text) != std::string_view::npos; };
  return std::any_of(target_.items().begin(), target_.items().end(), [&](const Item& one) { return (id.empty() || one.name == id) && told(one); });
}

base::Status ScriptRunner::await(const Words& w) {
  if (comes_true([&] { return says(w[1], w.size() > 2 ? w[2] : std::string()); })) return settle();
  const Item* const item = find(w[1]);
  return fail("after a minute " + (item ? "\"" + w[1] + "\" says \"" + std::string(item->label) + "\", \"" + std::string(item->value) + "\"" : no_widget(w[1])));
}

base::Status ScriptRunner::await_text(const Words& w) {
  if (comes_true([&] { return says({}, w[1]); })) return settle();
  return fail("after a minute nothing on the screen says \"" + w[1] + "\"");
}

// Whoever started the script says when it is to go on.
base::Status ScriptRunner::await_file(const Words& w) {
  if (comes_true([&] { return std::filesystem::exists(path_of(w[1])); })) return settle();
  return fail("after a minute there is no " + w[1]);
}

base::Status ScriptRunner::expect(const Words& w) {
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

base::Status ScriptRunner::expect_value(const Words& w) {
  TRY_DO(settle());
  const Item* item = find(w[1]);
  if (!item) item = bring(w[1]);
  if (!item) return fail(no_widget(w[1]));
  if (item->value == w[2]) return {};
  return fail("the value of \"" + w[1] + "\" is \"" + std::string(item->value) + "\"; expected \"" + w[2] + "\"");
}

base::Status ScriptRunner::expect_text(const Words& w) {
  TRY_DO(settle());
  for (const Item& one : target_.items())
    if (one.label.find(w[1]) != std::string_view::npos || one.value.find(w[1]) != std::string_view::npos) return {};
  return fail("nothing on the screen says \"" + w[1] + "\"");
}

base::Status ScriptRunner::expect_none(const Words& w) {
  TRY_DO(settle());
  return find(w[1]) ? base::Status(fail("\"" + w[1] + "\" is on the screen")) : base::Status();
}

base::Status ScriptRunner::expect_focus(const Words& w) {
  TRY_DO(settle());
  const std::string_view now = kit().focus_name;
  const size_t star = w[1].find('*');
  if (now == w[1] || (star != std::string::npos && fits(now, w[1], star))) return {};
  return fail("the focus is on \"" + std::string(now) + "\"; expected \"" + w[1] + "\"");
}

}  // namespace ui

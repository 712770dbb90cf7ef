#include "app/tablet/ui/words.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unordered_map>
#include <vector>

#include "app/tablet/ui/flow_text.h"
#include "app/tablet/ui/kit.h"
#include "platform/base/csv.h"

namespace ui {
namespace {

struct Texts {
  std::string in[2];
};
struct Hash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using Catalogue = std::unordered_map<std::string, Texts, Hash, std::equal_to<>>;

Catalogue& catalogue() {
  static Catalogue made;
  return made;
}
Catalogue& unknown() {
  static Catalogue made;
  return made;
}
Language g_language = Language::English;

base::Status add_from(std::string_view csv, const std::string& name) {
  auto rows = base::Csv::parse(csv);
  if (!rows) return base::fail(rows.error().fault, "words " + name + ": " + rows.error().detail);
  for (size_t i = 0; i < rows->row_count(); ++i) {
    const std::string_view key = rows->at(i, "key"), english = rows->at(i, "en"), welsh = rows->at(i, "cy");
    if (key.empty() || english.empty()) return base::fail(base::Fault::BadInput, "words " + name + " row " + std::to_string(i + 1));
    catalogue()[std::string(key)] = {{std::string(english), std::string(welsh.empty() ? english : welsh)}};
  }
  forget_layouts();
  return {};
}

}  // namespace

base::Status load_words(const std::string& folder) {
  std::error_code error;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    if (entry.path().extension() == ".csv") files.push_back(entry.path());
  if (error) return base::fail(base::Fault::NotFound, "words folder");
  std::sort(files.begin(), files.end());
  for (const auto& path : files) {
    std::ifstream in(path, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    TRY_DO(add_from(all.str(), path.filename().string()));
  }
  return {};
}

base::Status add_words(std::string_view csv) { return add_from(csv, "text"); }

void set_language(Language language) {
  if (g_language == language) return;
  g_language = language;
  again();
}
Language language() { return g_language; }

std::string_view tr(std::string_view key) {
  const auto found = catalogue().find(key);
  if (found != catalogue().end()) return found->second.in[size_t(g_language)];
  Texts& kept = unknown()[std::string(key)];
  if (kept.in[0].empty()) kept.in[0] = key;
  return kept.in[0];
}

bool has_words(std::string_view key) { return catalogue().find(key) != catalogue().end(); }

// A name in another direction must not pull the numbers beside it along: U+2068 ... U+2069 keeps it to itself.
static void append_isolated(std::string& out, std::string_view words) {
  if (!has_right_to_left(words)) out.append(words);
  else out.append("\u2068").append(words).append("\u2069");
}

std::string tr_with(std::string_view key, std::initializer_list<std::string_view> arguments) {
  const std::string_view form = tr(key);
  std::string out;
  for (size_t at = 0; at < form.size(); ++at) {
    const bool hole = form[at] == '{' && at + 2 < form.size() && form[at + 2] == '}' && form[at + 1] >= '0' && form[at + 1] <= '9';
    if (!hole) {
      out.push_back(form[at]);
      continue;
    }
    const size_t which = size_t(form[at + 1] - '0');
    if (which < arguments.size()) append_isolated(out, arguments.begin()[which]);
    at += 2;
  }
  return out;
}

}  // namespace ui

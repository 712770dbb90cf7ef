// app/tablet/ui/words.h: every visible string, by key, in the language in use. Catalogues are assets/words/*.csv with the columns
// key,en,cy; a value may hold {0} {1} ... for arguments. A key without a row shows as the key itself, so that it is seen and reported.
// Frame's thread only.
#pragma once
#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

#include "platform/base/result.h"

namespace ui {

enum class Language : uint8_t { English, Welsh };

// Reads every *.csv of `folder`. Errors: NotFound (no folder), BadInput (file and line named).
base::Status load_words(const std::string& folder);
// Adds rows from text in the same form; later rows win. For tests and packs.
base::Status add_words(std::string_view csv);
void set_language(Language language);
Language language();

// The words of `key`. Valid until the catalogue changes.
std::string_view tr(std::string_view key);
// Whether there is such a row: for words chosen by something from elsewhere, which may be newer than the catalogue.
bool has_words(std::string_view key);
std::string tr_with(std::string_view key, std::initializer_list<std::string_view> arguments);

namespace words_detail {
inline std::string text_of(std::string_view text) { return std::string(text); }
template <std::integral T>
std::string text_of(T number) { return std::to_string(number); }
}  // namespace words_detail

// tr("caseload.count", shown, all): numbers and strings in the order of the placeholders.
template <class... Args>
  requires(sizeof...(Args) > 0)
std::string tr(std::string_view key, const Args&... arguments) {
  const std::string texts[] = {words_detail::text_of(arguments)...};
  std::string_view views[sizeof...(Args)];
  for (size_t i = 0; i < sizeof...(Args); ++i) views[i] = texts[i];
  if constexpr (sizeof...(Args) == 1) return tr_with(key, {views[0]});
  else if constexpr (sizeof...(Args) == 2) return tr_with(key, {views[0], views[1]});
  else if constexpr (sizeof...(Args) == 3) return tr_with(key, {views[0], views[1], views[2]});
  else { static_assert(sizeof...(Args) == 4); return tr_with(key, {views[0], views[1], views[2], views[3]}); }
}

}  // namespace ui

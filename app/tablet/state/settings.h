// app/tablet/state/settings.h: how this tablet shows things. Kept in clear beside the store (assets must be readable before unlock), so
// it never holds anything about a person.
#pragma once
#include <string>
#include <string_view>

#include "platform/base/result.h"

namespace state {

enum class Theme : uint8_t { Light, Dark, HighContrast };
enum class Language : uint8_t { English, Welsh };

struct Settings {
  int text_percent = 100;  // 100 to 200
  Theme theme = Theme::Light;
  Language language = Language::English;
  int lock_after_minutes = 5;  // 1 to 60, of no touch and no key
  bool operator==(const Settings&) const = default;
};

// "key value" lines. Unknown keys are passed over, values out of range are brought into it, so that a damaged file still opens the app.
std::string encode_settings(const Settings& settings);
Settings decode_settings(std::string_view text);

}  // namespace state

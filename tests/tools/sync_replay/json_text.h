// tests/tools/sync_replay/json_text.h: figures as JSON, in the order they are given.
#pragma once
#include <cstdio>
#include <string>
#include <vector>

namespace replay {

class Json {
 public:
  Json& add(const std::string& key, uint64_t value) { return raw(key, std::to_string(value)); }
  Json& add(const std::string& key, int value) { return raw(key, std::to_string(value)); }
  Json& add(const std::string& key, bool value) { return raw(key, value ? "true" : "false"); }
  Json& add(const std::string& key, double value) {
    char text[64];
    std::snprintf(text, sizeof text, "%.4f", value);
    return raw(key, text);
  }
  // Characters that need no escapes: hex, ids, paths.
  Json& add(const std::string& key, const std::string& value) { return raw(key, "\"" + value + "\""); }
  Json& add(const std::string& key, const char* value) { return add(key, std::string(value)); }
  Json& add(const std::string& key, const Json& value) { return raw(key, value.text()); }
  Json& add(const std::string& key, const std::vector<Json>& values) {
    std::string list;
    for (const Json& value : values) list += (list.empty() ? "" : ",") + value.text();
    return raw(key, "[" + list + "]");
  }
  Json& add(const std::string& key, const std::vector<std::string>& values) {
    std::string list;
    for (const std::string& value : values) list += (list.empty() ? "\"" : ",\"") + value + "\"";
    return raw(key, "[" + list + "]");
  }
  std::string text() const { return "{" + out_ + "}"; }

 private:
  Json& raw(const std::string& key, const std::string& value) {
    out_ += (out_.empty() ? "\"" : ",\"") + key + "\":" + value;
    return *this;
  }
  std::string out_;
};

}  // namespace replay

// app/fhirpath/json_reader.h: reads JSON as a stream of events, keeping each number as it is written so that decimals stay exact. Strict
// RFC 8259; bounded in depth. Text handed to the events is unescaped and lives in the reader's input or its arena.
#pragma once
#include <string_view>

#include "app/fhirpath/arena.h"
#include "platform/base/result.h"

namespace fhirpath {

inline constexpr int kJsonDepthMax = 256;

class JsonEvents {
 public:
  virtual ~JsonEvents() = default;
  virtual void object_begin() = 0;
  virtual void object_end() = 0;
  virtual void array_begin() = 0;
  virtual void array_end() = 0;
  virtual void key(std::string_view text) = 0;
  virtual void string(std::string_view text) = 0;
  virtual void number(std::string_view text) = 0;
  virtual void boolean(bool value) = 0;
  virtual void null() = 0;
};

// The input must outlive what the events keep of it. Errors: BadInput, with the byte where reading stopped.
base::Status read_json(std::string_view input, Arena& arena, JsonEvents& out);
// Appends `text` as a JSON string, quotes included.
void append_json_string(std::string& out, std::string_view text);

}  // namespace fhirpath

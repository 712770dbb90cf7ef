// app/care/versions.h: every submission is a version that can be read again. What is amended after a return keeps beside it what the submission said, field by
// field and once: "@was/<submission>/<path>". So a version costs what was changed in it, and needs no history.
// A field that had no value then is kept as an empty Atom.
#pragma once
#include <string>
#include <vector>

#include "sync/record/record.h"

namespace care {

inline constexpr std::string_view kWasSection = "@was";
inline constexpr std::string_view kDealtSection = "dealt";  // which of a reviewer's comments are dealt with: decision.h

// The words themselves: neither the head, nor older versions, nor what was dealt with.
bool is_content(std::string_view path);
std::string was_path(int submission, std::string_view path);
// Into the submission and the path; false when it is no such path.
bool parse_was(std::string_view was, int& submission, std::string_view& path);
record::Value was_value(const record::Value& value);

// `edits` and, before them, what they write over of submission `submission` and nobody has kept yet. `fields` are the record's as they stand.
std::vector<record::Edit> keeping_was(const record::FieldMap& fields, int submission, std::vector<record::Edit> edits);
// The content as it was submitted then; `submission` at least 1 and at most the record's own.
record::FieldMap content_at(const record::FieldMap& fields, int submission, int submissions);
// Content that says something else now than it did then.
std::vector<record::FieldPath> changed_since(const record::FieldMap& fields, int submission, int submissions);

}  // namespace care

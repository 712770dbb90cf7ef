// app/forms/migrate.h: a draft carried to another version of its form, and back. Works on the record's fields: answers are found again by linkId, then by
// definition, then by code; what a value is in the new question is the same value, or one nothing is lost in. What finds no place stays in the record
// ("<path>/@before" where the new form wants the path for something else) and is listed. The way back is kept in the record too, so that it outlives the app.
//
//   @moved/from  the version it came from      @moved/left  what did not move, as JSON: [{"question":...,"answer":...,"why":"gone"}]
//   @moved/back  what was written over, as JSON: [{"path":...,"was":V,"now":V}], V null, {"text":...} or {"atom":...}
//
// Pure; one thread at a time.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "app/forms/form.h"
#include "app/forms/words.h"

namespace forms {

inline constexpr std::string_view kMovedFrom = "@moved/from", kMovedLeft = "@moved/left", kMovedBack = "@moved/back";

enum class NotMoved : uint8_t {
  Gone,        // the new form has no such question
  OtherKind,   // it asks for another kind of value
  NotAnOption, // what was chosen is not offered any more
  NoRoom,      // one answer, or one repeat, where there were several
};
std::string_view not_moved_name(NotMoved why);

struct LeftAnswer {
  std::string question, answer;  // as people read them
  NotMoved why = NotMoved::Gone;
  bool operator==(const LeftAnswer&) const = default;
};

struct Migration {
  std::vector<FieldEdit> edits;    // to write, in one transaction; the @moved fields among them
  std::vector<LeftAnswer> left;
  size_t moved = 0;                // answers that found their place
};
Migration migrate(const Form& from, const std::shared_ptr<const Questionnaire>& to, const Wording& wording);

// What the record says of a move: empty when there was none, or it cannot be read.
std::string moved_from(const Form& form);
std::vector<LeftAnswer> moved_left(const Form& form);
// The edits that take a moved draft back. What has been written since the move stays as it is now.
std::vector<FieldEdit> move_back(const Form& moved);

// The fields after some edits.
record::FieldMap after_edits(const Form& form, const std::vector<FieldEdit>& edits);

}  // namespace forms

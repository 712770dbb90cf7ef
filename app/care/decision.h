// app/care/decision.h: what somebody decided on a submitted response or plan, with their comments, each at its place. Begun as a draft while they read, so that
// no word of theirs is lost either; once made it is sealed. Who, when and which submission they had before them stand in it.
#pragma once
#include <string>
#include <vector>

#include "app/care/course.h"
#include "app/care/item.h"
#include "sync/record/record.h"

namespace care {

// Pinned to a question (its linkId) or a part of a plan ("service:<key>", "contingency"). Its key is the place itself, so that a place has one comment a decision.
struct PinnedComment : Item {
  std::string place;
  std::string text;
  bool operator==(const PinnedComment&) const = default;
};

struct Decision {
  record::RecordId id;
  record::RecordId person;
  record::RecordId about;  // the response or plan
  record::RecordId by;
  int seen = 0;                               // the submission it is about
  bool is_made = false;                       // false: being written
  ApprovalState to = ApprovalState::Draft;    // where it led; Draft while it is being written
  os::UnixMs at = 0;                          // when it was made
  Date assess_by;                             // of an urgent authorisation: when the assessment is due
  std::string comment;                        // on the whole
  std::vector<PinnedComment> comments;
  bool operator==(const Decision&) const = default;
  bool has_comment() const;
};

Decision decision_from(const record::Record& from);
std::vector<record::Edit> to_edits(const Decision& made);
std::vector<record::Edit> to_edits(const Decision& before, const Decision& after);

// What was said in one line: the comment on the whole, or else the first pinned one.
std::string first_words(const Decision& decision);
// The course once the decision is made.
Course decided(Course course, const Decision& decision);
// The comment at a place; empty text when there is none.
std::string comment_at(const Decision& decision, std::string_view place);
// Written, changed or (empty text) taken away.
void pin(Decision& decision, const std::string& place, const std::string& text);

// The author has dealt with a comment: a field of the response or plan itself, "dealt/<decision>.<key of the comment>", true.
std::string dealt_path(const record::RecordId& decision, std::string_view comment_key);

}  // namespace care

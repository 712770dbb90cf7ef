#include "app/care/decision.h"

#include "app/care/fields.h"
#include "app/care/record_types.h"
#include "sync/record/order_key.h"

namespace care {
namespace {

constexpr auto kComment = [](auto& f, auto& comment) {
  f.atom("place", comment.place);
  f.text("text", comment.text);
};

constexpr auto kDecisionFields = [](auto& f, auto& decision) {
  f.id("head/person", decision.person);
  f.id("head/about", decision.about);
  f.id("head/by", decision.by);
  f.number("head/seen", decision.seen);
  f.flag("head/made", decision.is_made);
  f.code("head/to", decision.to, kApprovalStates);
  f.number("head/at", decision.at);
  f.date("head/assess-by", decision.assess_by);
  f.text("head/comment", decision.comment);
  f.items("comments", decision.comments, kComment);
};

// A key may not hold a '/' (it is one part of a path).
std::string key_of(std::string_view place) {
  std::string key(place);
  for (char& c : key)
    if (c == '/' || c == '#' || c == '@') c = '_';
  return key;
}

}  // namespace

bool Decision::has_comment() const {
  const auto has_words = [](const std::string& text) { return text.find_first_not_of(" \t\n") != std::string::npos; };
  return has_words(comment) || std::any_of(comments.begin(), comments.end(), [&](const PinnedComment& each) { return has_words(each.text); });
}

Decision decision_from(const record::Record& from) { return read_thing<Decision>(from, kDecisionFields); }
std::vector<record::Edit> to_edits(const Decision& made) { return write_thing(made, kDecisionRecord, kDecisionFields); }
std::vector<record::Edit> to_edits(const Decision& before, const Decision& after) { return change_thing(before, after, kDecisionRecord, kDecisionFields); }

std::string first_words(const Decision& decision) {
  if (!decision.comment.empty()) return decision.comment;
  return decision.comments.empty() ? std::string() : decision.comments.front().text;
}

Course decided(Course course, const Decision& decision) {
  course.status = decision.to;
  course.decision = decision.id;
  course.return_comment.clear();
  course.return_place.clear();
  switch (decision.to) {
    case ApprovalState::Returned:
      course.returned = decision.at;
      course.returned_by = decision.by;
      course.return_comment = first_words(decision);
      if (!decision.comments.empty()) course.return_place = decision.comments.front().place;
      course.approved = 0;
      course.approved_by = {};
      break;
    case ApprovalState::Approved:
    case ApprovalState::Panel:
      course.approved = decision.at;
      course.approved_by = decision.by;
      break;
    case ApprovalState::UrgentlyAuthorised:
      course.urgently_authorised = decision.at;
      course.urgent_by = decision.by;
      course.assess_by = decision.assess_by;
      break;
    default:
      course.authorised = decision.at;
      course.authorised_by = decision.by;
  }
  return course;
}

std::string comment_at(const Decision& decision, std::string_view place) {
  for (const PinnedComment& each : decision.comments)
    if (each.place == place) return each.text;
  return {};
}

void pin(Decision& decision, const std::string& place, const std::string& text) {
  const auto found = std::find_if(decision.comments.begin(), decision.comments.end(), [&](const PinnedComment& each) { return each.place == place; });
  if (text.empty()) {
    if (found != decision.comments.end()) decision.comments.erase(found);
    return;
  }
  if (found != decision.comments.end()) {
    found->text = text;
    return;
  }
  const std::string last = decision.comments.empty() ? std::string() : decision.comments.back().order;
  decision.comments.push_back({{key_of(place), record::order_between(last, {})}, place, text});
}

std::string dealt_path(const record::RecordId& decision, std::string_view comment_key) {
  return "dealt/" + record::to_string(decision) + "." + std::string(comment_key);
}

}  // namespace care

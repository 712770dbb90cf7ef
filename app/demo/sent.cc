#include "app/demo/sent.h"

#include "app/care/record_types.h"
#include "app/care/versions.h"
#include "app/demo/draw.h"

namespace demo {
namespace {

// Every comment on the form of that key.
template <class See>
void each_comment(const World& world, std::string_view key, See see) {
  const base::Csv& rows = world.lists->table("story-comments");
  for (size_t row = 0; row < rows.row_count(); ++row)
    if (rows.at(row, "response") == key) see(std::string(rows.at(row, "place")), std::string(rows.at(row, "text")), rows.at(row, "dealt") == "yes");
}

// What the second filling answers otherwise than the first.
std::vector<record::Edit> differences(const record::RecordId& id, const FilledForm& before, const FilledForm& after, record::FieldMap& fields) {
  for (const forms::FieldEdit& field : before.fields) fields[field.path].value = field.to;
  std::vector<record::Edit> edits;
  for (const forms::FieldEdit& field : after.fields) {
    const auto was = fields.find(field.path);
    if (was == fields.end() || was->second.value != field.to) edits.push_back({id, care::kResponseRecord, field.path, field.to});
  }
  return edits;
}

}  // namespace

care::Decision story_decision(const World& world, std::string_view key, const care::Response& about, care::ApprovalState to, os::UnixMs at) {
  care::Decision decision;
  decision.id = Draw(world.seed, std::string("story/decision/").append(key), 0).id(at);
  decision.person = about.person;
  decision.about = about.id;
  decision.by = world.leader;
  decision.seen = about.submission;
  decision.is_made = true;
  decision.to = to;
  decision.at = at;
  each_comment(world, key, [&](const std::string& place, const std::string& text, bool) { care::pin(decision, place, text); });
  return decision;
}

std::vector<record::Edit> sent_again(const World& world, std::string_view key, const care::Response& returned, const FilledForm& before, const FilledForm& after, os::UnixMs at) {
  record::FieldMap fields;
  std::vector<record::Edit> edits = differences(returned.id, before, after, fields);
  edits = care::keeping_was(fields, returned.submission, std::move(edits));
  each_comment(world, key, [&](const std::string& place, const std::string&, bool dealt) {
    if (dealt) edits.push_back({returned.id, care::kResponseRecord, care::dealt_path(returned.decision, place), true});
  });
  care::Response now = returned;
  static_cast<care::Course&>(now) = care::submitted(returned, returned.author, at);
  now.saved = at;
  now.answered = int(after.counts.answered);
  now.total = int(after.counts.asked);
  for (record::Edit& edit : care::to_edits(returned, now)) edits.push_back(std::move(edit));
  return edits;
}

}  // namespace demo
